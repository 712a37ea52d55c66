package io.groat.analytics.live;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.RunningSink;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.webtest.Chromium;
import io.groat.streams.EventPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What viewers cost, and how soon a payment shows, with 500 payments a second coming. Not among the tests; by itself:
 * {@code ./mvnw -pl analytics-sink -am verify -Dquick -Dmaven.test.skip=false -DskipTests=false -Dtest=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=LiveBenchmark -Dfailsafe.failIfNoSpecifiedTests=false -Dtest.jvm=}
 */
class LiveBenchmark {

    private static final int VIEWERS = 200;
    private static final int A_SECOND = 500;
    private static final int TICK_MILLIS = 10;
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration WARM = Duration.ofSeconds(15);
    private static final Pattern SHOWN = Pattern.compile("(\\d+):(\\d+)");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong sent = new AtomicLong();
    /** When the n-th payment's end was given to Kafka, in milliseconds since 1970. */
    private final List<Long> sentAt = new ArrayList<>();

    private final ServerHandle sink = RunningSink.process(RunningSink.name());

    private record Cost(double cpuSeconds, double reckonings, double reckoningSeconds) {
        Cost minus(Cost other) {
            return new Cost(
                    cpuSeconds - other.cpuSeconds,
                    reckonings - other.reckonings,
                    reckoningSeconds - other.reckoningSeconds);
        }
    }

    @Test
    void viewersAndScreen() throws Exception {
        ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
        ExecutorService viewers = Executors.newCachedThreadPool();
        try (EventPublisher publisher = new EventPublisher(RunningSink.bootstrap(), "/bench", Duration.ofSeconds(30))) {
            ScheduledFuture<?> unused =
                    load.scheduleAtFixedRate(() -> pay(publisher), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
            pass(WARM);
            say("nobody watches", measure());
            screen("one viewer");
            for (int i = 0; i < VIEWERS; i++) {
                viewers.execute(this::watch);
            }
            await().atMost(PATIENCE).until(() -> metric("groat_live_viewers") >= VIEWERS);
            pass(Duration.ofSeconds(5));
            say(VIEWERS + " watch", measure());
            screen("beside " + VIEWERS);
        } finally {
            load.shutdownNow();
            viewers.shutdownNow();
            sink.kill();
        }
    }

    private void pay(EventPublisher publisher) {
        long number = sent.getAndAdd(A_SECOND * TICK_MILLIS / 1_000);
        List<io.groat.event.Event> events = new ArrayList<>();
        Instant now = Instant.now();
        for (long i = number; i < sent.get(); i++) {
            Payment payment = Payment.of("payer-" + i % 997, "payee-" + i % 499, 100 + i % 1_000, now);
            events.add(payment.initiated());
            events.add(payment.completed(0));
            synchronized (sentAt) {
                sentAt.add(now.toEpochMilli());
            }
        }
        publisher.publish(events).toFuture().join();
    }

    /** How long from an end that is on its way to Kafka to the screen. */
    private void screen(String who) throws Exception {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.open("http://127.0.0.1:" + sink.port() + "/?window=all", 1440, 900, ColorScheme.LIGHT);
            page.locator("#token").fill(RunningSink.analystToken());
            page.keyboard().press("Enter");
            page.waitForSelector("#live.on");
            page.evaluate("""
                    () => {
                      window.shown = [];
                      new MutationObserver(() => window.shown.push(Date.now() + ":" + document.getElementById("value-completed")
                        .textContent.replaceAll(",", "")))
                        .observe(document.getElementById("value-completed"), { childList: true, characterData: true, subtree: true });
                    }""");
            pass(MEASURED);
            Matcher shown = SHOWN.matcher(String.valueOf(page.evaluate("window.shown.join(' ')")));
            List<Long> late = new ArrayList<>();
            long last = -1;
            synchronized (sentAt) {
                while (shown.find()) {
                    long at = Long.parseLong(shown.group(1));
                    long count = Long.parseLong(shown.group(2));
                    for (long n = last < 0 ? count : last; n < Math.min(count, sentAt.size()); n++) {
                        late.add(at - sentAt.get((int) n));
                    }
                    last = Math.max(last, count);
                }
            }
            long[] sorted = late.stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.printf(
                    "%s: from an event's sending to the screen, %,d payments: p50 %d ms, p99 %d ms, most %d ms%n",
                    who,
                    sorted.length,
                    sorted[sorted.length / 2],
                    sorted[(int) (sorted.length * 0.99)],
                    Arrays.stream(sorted).max().orElse(-1));
        }
    }

    private Cost measure() throws Exception {
        Cost before = cost();
        pass(MEASURED);
        return cost().minus(before);
    }

    private static void say(String who, Cost cost) {
        System.out.printf(
                "%s: %.2f processors, %.2f reckonings a second of %.1f ms each%n",
                who,
                cost.cpuSeconds() / MEASURED.toSeconds(),
                cost.reckonings() / MEASURED.toSeconds(),
                1_000 * cost.reckoningSeconds() / cost.reckonings());
    }

    private Cost cost() throws Exception {
        return new Cost(
                metric("process_cpu_time_ns_total") / 1e9,
                metric("groat_live_reckoning_seconds_count"),
                metric("groat_live_reckoning_seconds_sum"));
    }

    private double metric(String name) throws Exception {
        String all = http.send(request("/actuator/prometheus").build(), BodyHandlers.ofString())
                .body();
        Matcher found = Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$").matcher(all);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    private void watch() {
        try {
            HttpResponse<InputStream> answer = http.send(
                    request("/v1/stream?window=1h")
                            .header("Accept", "text/event-stream")
                            .build(),
                    BodyHandlers.ofInputStream());
            try (InputStream events = answer.body()) {
                events.transferTo(java.io.OutputStream.nullOutputStream());
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sink.port() + path))
                .header("Authorization", "Bearer " + RunningSink.analystToken());
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusMinutes(1)).until(() -> System.nanoTime() >= end);
    }
}
