package io.groat.infra.bench.load;

import java.util.Map;

/**
 * What the work behind the answers took in one cell.
 *
 * @param drainSeconds from the last answer until all consumers had worked off all events
 * @param settleSeconds from then until their positions said so too, which is not part of the cell
 * @param mutationsByTable of Cassandra
 * @param readsByTable of Cassandra
 * @param requestsByService to Cassandra, by the keyspace that a service's session uses
 */
public record FollowUpCost(
        double drainSeconds,
        double settleSeconds,
        Map<String, Long> mutationsByTable,
        Map<String, Long> readsByTable,
        Map<String, Long> requestsByService) {}
