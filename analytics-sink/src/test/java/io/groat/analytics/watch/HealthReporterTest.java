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

    private final WatchSettings settings = new WatchSettings(
            "http://127.0.0.1:9", Map.of(), Duration.ofSeconds(1), Duration.ofSeconds(1), 100, Duration.ofMinutes(5));
    private final EventPublisher publisher = new EventPublisher("127.0.0.1:9", "/test", Duration.ofSeconds(1));
    private final HealthReporter reporter = new HealthReporter(
            new ConsumerWatch("127.0.0.1:9", InstantSource.system(), new Viewers(InstantSource.system())),
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
    void whoIsBehindAndIsOneOfOursIsDownWhenItLasts() {
        List<Lag> lags = List.of(
                new Lag("notifier", "payment_events", 100),
                new Lag("notifier", "fraud_events", 101),
                new Lag("console", "payment_events", 5_000));
        assertThat(told(lags, null, Map.of(), NOW))
                .isEqualTo("lag on payment_events of notifier up; lag on fraud_events of notifier up");
        assertThat(told(lags, null, Map.of(), NOW.plusSeconds(300)))
                .isEqualTo("lag on payment_events of notifier up; lag on fraud_events of notifier down,"
                        + " 101 events wait, and for 5 minutes they have hardly become fewer");
    }

    /** However much waits, as long as it becomes less; nor when it is back before the time is up. */
    @Test
    void whoCatchesUpIsNotDown() {
        long[] waiting = {500, 9_000, 90_000, 80_000, 70_000, 40_000, 8_000, 400, 90, 5_000, 9_000, 50, 200};
        for (int minute = 0; minute < 2 * waiting.length; minute += 2) {
            assertThat(told(
                            List.of(new Lag("notifier", "fraud_events", waiting[minute / 2])),
                            null,
                            Map.of(),
                            NOW.plusSeconds(60L * minute)))
                    .as("minute " + minute)
                    .isEqualTo("lag on fraud_events of notifier up");
        }
    }

    @Test
    void whoFallsBehindFurtherIsDown() {
        String last = "";
        for (int minute = 0; minute <= 6; minute++) {
            last = told(
                    List.of(new Lag("notifier", "fraud_events", 1_000 + 100L * minute)),
                    null,
                    Map.of(),
                    NOW.plusSeconds(60L * minute));
        }
        assertThat(last).startsWith("lag on fraud_events of notifier down, 1600 events wait");
    }

    @Test
    void whatIsWellIsToldOnceAMinuteAndTroubleEachTime() {
        SystemHealthCheck well = new SystemHealthCheck("notifier", "lag", true, null, NOW);
        SystemHealthCheck bad = new SystemHealthCheck("notifier", "lag", false, "much waits", NOW.plusSeconds(30));
        assertThat(reporter.news(List.of(well))).containsExactly(well);
        assertThat(reporter.news(List.of(at(well, 15)))).isEmpty();
        assertThat(reporter.news(List.of(bad))).containsExactly(bad);
        assertThat(reporter.news(List.of(at(bad, 45)))).hasSize(1);
        assertThat(reporter.news(List.of(at(well, 50)))).hasSize(1);
        assertThat(reporter.news(List.of(at(well, 100)))).isEmpty();
        assertThat(reporter.news(List.of(at(well, 110)))).hasSize(1);
    }

    private static SystemHealthCheck at(SystemHealthCheck check, int seconds) {
        return new SystemHealthCheck(
                check.service(), check.part(), check.up(), check.detail(), NOW.plusSeconds(seconds));
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
