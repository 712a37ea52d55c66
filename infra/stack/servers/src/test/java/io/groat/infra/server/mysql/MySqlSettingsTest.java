package io.groat.infra.server.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MySqlSettingsTest {
    private static final Path DATA = Path.of("/srv/with space/data");

    @Test
    void itIsFullyDurableWithAndWithoutABinaryLog() {
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
    void argumentsHoldNoPassword() {
        assertThat(MySqlSettings.of(DATA, 3306, "groat", "topsecret").arguments())
                .noneMatch(argument -> argument.contains("topsecret"));
    }

    @Test
    void aPasswordThatCouldEndAnSqlStringIsRefused() {
        assertThatThrownBy(() -> MySqlSettings.of(DATA, 3306, "groat", "a'; DROP USER x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
