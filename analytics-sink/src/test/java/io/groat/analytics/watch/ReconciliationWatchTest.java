package io.groat.analytics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

class ReconciliationWatchTest {

    private static final Duration EVERY = Duration.ofMinutes(10);

    private final ReconciliationWatch watch = new ReconciliationWatch(
            WebClient.builder(),
            new WatchSettings(
                    "http://127.0.0.1:9",
                    Map.of(),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    100,
                    Duration.ofMinutes(5)),
            "",
            InstantSource.system(),
            new SimpleMeterRegistry());

    @Test
    void whatCouldNotBeAskedIsNoTrouble() {
        assertThat(watch.balanced()).isNull();
        assertThat(watch.took(json("{\"status\":503,\"code\":\"SHARD_UNAVAILABLE\"}")))
                .isFalse();
        assertThat(watch.balanced()).isNull();
        assertThat(watch.took(json("{\"balanced\":true}"))).isTrue();
        assertThat(watch.took(json("{}"))).isFalse();
        assertThat(watch.balanced()).isTrue();
        assertThat(watch.took(json("{\"balanced\":false}"))).isTrue();
        assertThat(watch.balanced()).isFalse();
    }

    @Test
    void itIsRarerTheLongerItTakes() {
        assertThat(ReconciliationWatch.next(EVERY, true, Duration.ofMillis(50))).isEqualTo(EVERY);
        assertThat(ReconciliationWatch.next(EVERY, true, Duration.ofSeconds(12)))
                .isEqualTo(Duration.ofMinutes(20));
        assertThat(ReconciliationWatch.next(EVERY, true, Duration.ofSeconds(55)))
                .isEqualTo(Duration.ofHours(1));
        assertThat(ReconciliationWatch.next(EVERY, false, Duration.ofMinutes(1)))
                .isEqualTo(Duration.ofMinutes(20));
        assertThat(ReconciliationWatch.next(Duration.ofHours(1), true, Duration.ofMillis(50)))
                .isEqualTo(EVERY);
    }

    private static tools.jackson.databind.JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
