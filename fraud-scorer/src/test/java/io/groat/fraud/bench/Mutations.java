package io.groat.fraud.bench;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.CassandraSettings;
import io.groat.cassandra.Cql;
import io.groat.fraud.state.Versions;
import io.groat.infra.testservers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** What Cassandra counts of a keyspace's tables. */
final class Mutations {

    private static final String WRITTEN =
            "SELECT keyspace_name, table_name, count FROM system_views.local_write_latency";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final String keyspace;
    private final Cassandra cassandra;
    private Map<String, Long> before = Map.of();

    Mutations(String keyspace) {
        this.keyspace = keyspace;
        this.cassandra = new Cassandra(new CassandraSettings(
                List.of("127.0.0.1"),
                TestServers.cassandra().port(),
                "datacenter1",
                "",
                "",
                keyspace,
                1,
                Map.of(),
                "cql",
                Duration.ofSeconds(5),
                Duration.ofSeconds(2)));
        cassandra.start();
        Awaitility.await().atMost(LIMIT).until(() -> cassandra.trouble() == null);
    }

    void stop() {
        cassandra.stop();
    }

    /** Puts a version in force, whatever was. */
    void version(String name, int version) {
        Versions versions = new Versions(cassandra);
        versions.first(name, version)
                .then(versions.all())
                .flatMap(all -> versions.change(name, all.getOrDefault(name, 0), version))
                .block(LIMIT);
    }

    void reset() {
        before = now();
    }

    /** Since the last reset, for each of so many payments: the sum, and each table's. */
    String each(int payments) {
        Map<String, Long> now = now();
        long sum = 0;
        StringBuilder tables = new StringBuilder();
        for (Map.Entry<String, Long> one : now.entrySet()) {
            long more = one.getValue() - before.getOrDefault(one.getKey(), 0L);
            if (more > 0) {
                sum += more;
                tables.append(", %s %.3f".formatted(one.getKey(), (double) more / payments));
            }
        }
        return "%.3f%s".formatted((double) sum / payments, tables);
    }

    private Map<String, Long> now() {
        Map<String, Long> counts = new TreeMap<>();
        cassandra
                .read(new Cql(WRITTEN))
                .filter(row -> keyspace.equals(row.getString(0)))
                .doOnNext(row -> counts.put(String.valueOf(row.getString(1)), row.getLong(2)))
                .blockLast(LIMIT);
        return counts;
    }
}
