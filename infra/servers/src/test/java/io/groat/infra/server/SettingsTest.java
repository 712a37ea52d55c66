package io.groat.infra.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Path DATA = Path.of("/srv/with space/data");

    @Test
    void mysqlIsFullyDurableWithAndWithoutABinaryLog() {
        MySqlSettings settings = MySqlSettings.of(DATA, 3306, "groat", "pw");
        assertThat(settings.arguments())
                .contains(
                        "--innodb-flush-log-at-trx-commit=1",
                        "--skip-log-bin",
                        "--bind-address=127.0.0.1",
                        "--innodb-buffer-pool-size=256M",
                        "--innodb-redo-log-capacity=512M",
                        "--transaction-isolation=READ-COMMITTED");
        assertThat(settings.withBinaryLog(true).arguments())
                .contains("--innodb-flush-log-at-trx-commit=1", "--log-bin=binlog", "--sync-binlog=1")
                .doesNotContain("--skip-log-bin");
    }

    @Test
    void mysqlArgumentsHoldNoPassword() {
        assertThat(MySqlSettings.of(DATA, 3306, "groat", "topsecret").arguments())
                .noneMatch(argument -> argument.contains("topsecret"));
    }

    @Test
    void aPasswordThatCouldEndAnSqlStringIsRefused() {
        assertThatThrownBy(() -> MySqlSettings.of(DATA, 3306, "groat", "a'; DROP USER x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RedisSettings(DATA, 6379, "a\nport 1", 32))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void kafkaListensOnTheLoopbackAddressAndMakesNoTopicsByAccident() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(new KafkaSettings(DATA, 9092, 9093, 512).properties()));
        assertThat(properties)
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9092")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:9093")
                .containsEntry("log.dirs", "/srv/with space/data/logs")
                .containsEntry("auto.create.topics.enable", "false");
    }

    @Test
    void cassandraListensOnTheLoopbackAddress() {
        assertThat(new CassandraSettings(DATA, 9042, 7000, 768).yaml())
                .contains("rpc_address: 127.0.0.1\n")
                .contains("listen_address: 127.0.0.1\n")
                .contains("native_transport_port: 9042\n")
                .contains("storage_port: 7000\n")
                .contains("commitlog_directory: \"/srv/with space/data/commitlog\"\n");
    }

    @Test
    void redisAsksForAPasswordOnlyWhenThereIsOne() {
        assertThat(new RedisSettings(DATA, 6379, "pw", 64).configuration())
                .contains("port 6379\n", "bind 127.0.0.1\n", "appendonly yes\n", "requirepass pw\n");
        assertThat(new RedisSettings(DATA, 6379, "", 64).configuration()).doesNotContain("requirepass");
    }
}
