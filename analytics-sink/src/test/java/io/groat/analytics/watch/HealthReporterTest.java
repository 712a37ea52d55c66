package io.groat.analytics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.analytics.watch.ConsumerWatch.Lag;
import io.groat.event.SystemHealthCheck;
import io.groat.streams.EventPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;

/** What is told of health. */
class HealthReporterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final WatchSettings settings =
            new WatchSettings("http://127.0.0.1:9", Map.of(), Duration.ofSeconds(1), Duration.ofSeconds(1), 100);
    private final EventPublisher publisher = new EventPublisher("127.0.0.1:9", "/test", Duration.ofSeconds(1));
    private final HealthReporter reporter = new HealthReporter(
            new ConsumerWatch("127.0.0.1:9", InstantSource.system()),
            new ReconciliationWatch(
                    WebClient.builder(), settings, "", InstantSource.system(), new SimpleMeterRegistry()),
            group -> !group.equals("console"),
            publisher,
            settings,
            InstantSource.system());

    @AfterEach
    void close() {
        publisher.close();
    }

    private String told(List<Lag> lags, @Nullable Boolean balanced, Map<String, Long> unreadable, Instant now) {
        return reporter.checks(lags, balanced, unreadable, now).stream()
                .map(HealthReporterTest::line)
                .collect(Collectors.joining("; "));
    }

    private static String line(SystemHealthCheck check) {
        return check.part() + " of " + check.service() + (check.up() ? " up" : " down, " + check.detail());
    }

    @Test
    void whoIsBehindAndIsOneOfOursIsDown() {
        assertThat(told(
                        List.of(
                                new Lag("notifier", "payment_events", 100),
                                new Lag("notifier", "fraud_events", 101),
                                new Lag("console", "payment_events", 5_000)),
                        null,
                        Map.of(),
                        NOW))
                .isEqualTo("lag on payment_events of notifier up;"
                        + " lag on fraud_events of notifier down, 101 events wait");
    }

    @Test
    void theBooksAreToldOfWhenTheyWereChecked() {
        assertThat(told(List.of(), true, Map.of(), NOW)).isEqualTo("reconciliation of shard-router up");
        assertThat(told(List.of(), false, Map.of(), NOW))
                .isEqualTo("reconciliation of shard-router down, the books don't balance");
        assertThat(told(List.of(), null, Map.of(), NOW)).isEmpty();
    }

    @Test
    void deadLettersAreNewsForTenMinutes() {
        String up = "growth of payment_events.dlq up";
        String down = "growth of payment_events.dlq down,"
                + " events came that nobody could read, the last at 2026-03-01T12:00:15Z";
        assertThat(told(List.of(), null, Map.of("payment_events.dlq", 7L), NOW)).isEqualTo(up);
        Instant then = NOW.plusSeconds(15);
        assertThat(told(List.of(), null, Map.of("payment_events.dlq", 8L), then))
                .isEqualTo(down);
        assertThat(told(List.of(), null, Map.of("payment_events.dlq", 8L), then.plusSeconds(599)))
                .isEqualTo(down);
        assertThat(told(List.of(), null, Map.of("payment_events.dlq", 8L), then.plusSeconds(600)))
                .isEqualTo(up);
    }
}
