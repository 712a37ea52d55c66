package io.groat.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CassandraSettingsTest {

    @Test
    void aNewKeyspaceHasAsManyReplicasAsSaid() {
        assertThat(settings("groat", 1, Map.of()).replication())
                .isEqualTo("{'class': 'SimpleStrategy', 'replication_factor': 1}");
        assertThat(settings("groat", 3, Map.of()).replication())
                .isEqualTo("{'class': 'NetworkTopologyStrategy', 'here': 3}");
        assertThat(settings("groat", 3, Map.of("there", 2)).replication())
                .isEqualTo("{'class': 'NetworkTopologyStrategy', 'here': 3, 'there': 2}");
    }

    @Test
    void refusesNamesThatAreNone() {
        assertThatThrownBy(() -> settings("a; DROP", 1, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings("groat", 1, Map.of("x'", 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings("groat", 0, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileIsTakenApartAtSemicolonsThatEndALine() {
        assertThat(SchemaFile.split(
                        "-- one; two\nCREATE TABLE a (\n  b text\n);\n\nINSERT INTO a (b) VALUES ('x;y');\n"))
                .containsExactly("CREATE TABLE a (\n  b text\n)", "INSERT INTO a (b) VALUES ('x;y')");
    }

    private static CassandraSettings settings(String keyspace, int replicas, Map<String, Integer> datacenters) {
        return new CassandraSettings(
                List.of("127.0.0.1"),
                9042,
                "here",
                "",
                "",
                keyspace,
                replicas,
                datacenters,
                "cql",
                Duration.ofSeconds(5),
                Duration.ofSeconds(1));
    }
}
