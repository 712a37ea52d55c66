package io.groat.infra.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {
    private static final Path DATA = Path.of("/srv/with space/data");

    @Test
    void aPasswordThatCouldEndALineIsRefused() {
        assertThatThrownBy(() -> new RedisSettings(DATA, 6379, "a\nport 1", 32))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itAsksForAPasswordOnlyWhenThereIsOne() {
        assertThat(new RedisSettings(DATA, 6379, "pw", 64).configuration())
                .contains("port 6379\n", "bind 127.0.0.1\n", "appendonly yes\n", "requirepass pw\n");
        assertThat(new RedisSettings(DATA, 6379, "", 64).configuration()).doesNotContain("requirepass");
    }
}
