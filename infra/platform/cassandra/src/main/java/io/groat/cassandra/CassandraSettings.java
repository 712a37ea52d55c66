package io.groat.cassandra;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.cassandra.*}; {@code io/groat/cassandra/defaults.yaml} takes the address from Spring's own names, {@code
 * spring.cassandra.*}.
 *
 * @param port of contact points that name none
 * @param localDatacenter the driver talks to nodes of this one
 * @param username empty: none is asked for
 * @param keyspace made when it is missing
 * @param replicas in the local data centre, for a new keyspace; with 1 and no other data centre a SimpleStrategy
 * @param datacenters other data centres and their replicas, for a new keyspace
 * @param schema folder on the class path with {@code V1__name.cql}, {@code V2__…}
 * @param requestLimit how long a request may take
 * @param retryPause between attempts to connect
 */
@ConfigurationProperties("groat.cassandra")
public record CassandraSettings(
        @DefaultValue("127.0.0.1") List<String> contactPoints,
        @DefaultValue("9042") int port,
        @DefaultValue("datacenter1") String localDatacenter,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        String keyspace,
        @DefaultValue("3") int replicas,
        @DefaultValue Map<String, Integer> datacenters,
        @DefaultValue("cql") String schema,
        @DefaultValue("12s") Duration requestLimit,
        @DefaultValue("2s") Duration retryPause) {

    public CassandraSettings {
        contactPoints = List.copyOf(contactPoints);
        datacenters = Map.copyOf(datacenters);
        if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
            throw new IllegalArgumentException("groat.cassandra.keyspace is not a keyspace's name: " + keyspace);
        }
        requireDatacenter(localDatacenter, replicas);
        datacenters.forEach(CassandraSettings::requireDatacenter);
    }

    /** As CREATE KEYSPACE takes it. */
    String replication() {
        if (replicas == 1 && datacenters.isEmpty()) {
            return "{'class': 'SimpleStrategy', 'replication_factor': 1}";
        }
        Map<String, Integer> all = new TreeMap<>(datacenters);
        all.put(localDatacenter, replicas);
        return all.entrySet().stream()
                .map(one -> "'" + one.getKey() + "': " + one.getValue())
                .collect(Collectors.joining(", ", "{'class': 'NetworkTopologyStrategy', ", "}"));
    }

    private static void requireDatacenter(String name, int replicas) {
        if (!name.matches("[A-Za-z0-9_.-]+") || replicas < 1) {
            throw new IllegalArgumentException("groat.cassandra names a data centre wrongly: " + name);
        }
    }

    /** Never shows the password, wherever it may be printed. */
    @Override
    public String toString() {
        return "CassandraSettings[" + contactPoints + ", " + keyspace + "]";
    }
}
