package io.groat.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.Outside;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who is slow is not down; who does not answer at all is. */
class HealthWatchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final Outside outside = Outside.shared();

    /** What is usual but for these. */
    private static AlertSettings settings(Map<String, String> some) {
        return new Binder(new MapConfigurationPropertySource(some)).bindOrCreate("alerts", AlertSettings.class);
    }

    private List<HealthStatus> found(String path, Map<String, String> more) throws Exception {
        Map<String, String> some = new HashMap<>(more);
        some.put("alerts.services.r", outside.uri() + path);
        some.putIfAbsent("alerts.startup", "0s");
        try (HealthWatch watch = new HealthWatch(settings(some), "notifier", () -> null, () -> NOW)) {
            return watch.look().toFuture().get();
        }
    }

    @Test
    void oneThatIsBusyHasTimeToAnswer() throws Exception {
        outside.answer(
                "/busy/health",
                (request, response) ->
                        response.sendString(Mono.delay(Duration.ofSeconds(4)).thenReturn("{\"status\":\"UP\"}")));
        assertThat(found("/busy", Map.of())).allMatch(HealthStatus::up).hasSize(2);
    }

    /** With the look every five seconds that is within fifteen. */
    @Test
    void oneThatHangsIsDownAfterTenSeconds() throws Exception {
        assertThat(settings(Map.of()).limit()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings(Map.of()).every()).isEqualTo(Duration.ofSeconds(5));
        outside.answer("/hangs/health", (request, response) -> Flux.never());
        assertThat(found("/hangs", Map.of("alerts.limit", "300ms")))
                .contains(new HealthStatus("r", null, false, "it does not answer in time", NOW));
    }

    /** Also what is wrong with this one itself. */
    @Test
    void troubleIsNoneUntilThisOneHasRunForAMinute() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        AlertSettings some = settings(Map.of("alerts.services.r", "http://127.0.0.1:1"));
        try (HealthWatch watch = new HealthWatch(some, "notifier", () -> "kafka is away", now::get)) {
            assertThat(watch.look().toFuture().get()).isEmpty();
            now.set(NOW.plusSeconds(59));
            assertThat(watch.look().toFuture().get()).isEmpty();
            now.set(NOW.plusSeconds(60));
            assertThat(watch.look().toFuture().get())
                    .extracting(HealthStatus::key)
                    .containsExactlyInAnyOrder("r", "notifier");
        }
    }
}
