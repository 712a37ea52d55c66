package io.groat.infra.server.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CassandraSettingsTest {
    private static final Path DATA = Path.of("/srv/with space/data");

    @Test
    void itListensOnTheLoopbackAddress() {
        assertThat(new CassandraSettings(DATA, 9042, 7000, 768).yaml())
                .contains("rpc_address: 127.0.0.1\n")
                .contains("listen_address: 127.0.0.1\n")
                .contains("native_transport_port: 9042\n")
                .contains("storage_port: 7000\n")
                .contains("commitlog_directory: \"/srv/with space/data/commitlog\"\n");
    }
}
