package io.groat.infra.bench.report;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * What one cell came to over all rounds.
 *
 * @param median of each figure by itself; the failures of all rounds together
 * @param ratioToBest transfers a second against the baseline's best cell; not a number without a baseline
 * @param ratioToNeighbour transfers a second against the baseline's cell of the same kind, the median over rounds; not a
 *     number when there is none
 * @param ratioToReference transfers a second against those of {@link io.groat.infra.bench.load.Mode#reference()} under the
 *     same load, the median over rounds; not a number when there is none
 * @param offeredPerSecond transfers a second that an open loop asked for; not a number for a closed one
 * @param relayBehind events that were not on Kafka when a round of it ended, the most of all rounds
 * @param followUp what the work behind the answers took; null where a cell does not include it
 */
public record CellSummary(
        Cell cell,
        Measurement median,
        double ratioToBest,
        double ratioToNeighbour,
        double ratioToReference,
        double offeredPerSecond,
        long relayBehind,
        @Nullable FollowUpSummary followUp) {}
