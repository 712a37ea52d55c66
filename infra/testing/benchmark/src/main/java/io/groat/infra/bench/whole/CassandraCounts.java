package io.groat.infra.bench.whole;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;

/** Asks Cassandra, in its virtual tables, what it has done so far. What it does for itself is left out. */
final class CassandraCounts implements AutoCloseable {
    private static final String MUTATIONS =
            "SELECT keyspace_name, table_name, count FROM system_views.local_write_latency";
    private static final String READS = "SELECT keyspace_name, table_name, count FROM system_views.local_read_latency";
    private static final String REQUESTS =
            "SELECT address, port, client_options, keyspace_name, request_count FROM system_views.clients";
    private static final String OWN_NAME = "groat-benchmark";

    private final CqlSession session;

    /** @param port Cassandra's, on the loopback address */
    CassandraCounts(int port) {
        this.session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .withLocalDatacenter("datacenter1")
                .withApplicationName(OWN_NAME)
                .build();
    }

    /**
     * Since Cassandra began.
     *
     * @param mutations by keyspace and table: one a partition of a table that a request changes
     * @param reads by keyspace and table
     * @param requests by the keyspace that a service's session uses, of the connections that there are now
     */
    record Counts(Map<String, Long> mutations, Map<String, Long> reads, Map<String, Long> requests) {
        Counts minus(Counts earlier) {
            return new Counts(
                    minus(mutations, earlier.mutations),
                    minus(reads, earlier.reads),
                    minus(requests, earlier.requests));
        }

        private static Map<String, Long> minus(Map<String, Long> later, Map<String, Long> earlier) {
            Map<String, Long> difference = new TreeMap<>();
            later.forEach((name, count) -> {
                long more = count - earlier.getOrDefault(name, 0L);
                if (more > 0) {
                    difference.put(name, more);
                }
            });
            return difference;
        }
    }

    Counts read() {
        return new Counts(byTable(MUTATIONS), byTable(READS), byService());
    }

    private Map<String, Long> byTable(String cql) {
        Map<String, Long> counts = new TreeMap<>();
        for (Row row : session.execute(cql)) {
            String keyspace = row.getString("keyspace_name");
            if (keyspace != null && keyspace.startsWith("groat")) {
                counts.put(keyspace + "." + row.getString("table_name"), row.getLong("count"));
            }
        }
        return counts;
    }

    private Map<String, Long> byService() {
        Map<String, Long> counts = new TreeMap<>();
        for (Row row : session.execute(REQUESTS)) {
            Map<String, String> options = row.getMap("client_options", String.class, String.class);
            if (options == null || !OWN_NAME.equals(options.get("APPLICATION_NAME"))) {
                String keyspace = row.getString("keyspace_name");
                counts.merge(keyspace == null ? "no keyspace" : keyspace, row.getLong("request_count"), Long::sum);
            }
        }
        return counts;
    }

    @Override
    public void close() {
        session.close();
    }
}
