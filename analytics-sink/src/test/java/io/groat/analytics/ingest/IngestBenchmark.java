package io.groat.analytics.ingest;

import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.RunningSink;
import io.groat.analytics.cache.FigureCache;
import io.groat.event.Event;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How many events a sink takes in, a second and a second of processor time. Not among the tests; by itself:
 * {@code ./mvnw -pl analytics-sink -am verify -Dquick -Dmaven.test.skip=false -DskipTests=false -Dtest=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=IngestBenchmark -Dfailsafe.failIfNoSpecifiedTests=false -Dtest.jvm=}
 */
class IngestBenchmark {

    private static final int WARM = 60_000;
    private static final int MEASURED = 150_000;
    private static final int PIECE = 5_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void eventsASecond() {
        // So that the topics are there.
        try (RunningSink first = RunningSink.named(RunningSink.name())) {
            first.awaitUp();
        }
        Random random = new Random(1);
        Instant now = Instant.now();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < WARM + MEASURED; i++) {
            // As of 500 a second, over the last minutes.
            Payment payment = Payment.of(
                    "payer-" + random.nextInt(1_000),
                    "payee-" + random.nextInt(1_000),
                    1 + i,
                    now.minusMillis(2L * (WARM + MEASURED - i)));
            events.add(payment.initiated());
            events.add(payment.completed(5));
            if (events.size() >= PIECE) {
                RunningSink.send(events);
                events.clear();
            }
        }
        RunningSink.send(events);
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (RunningSink sink = RunningSink.named(RunningSink.name())) {
            FigureCache cache = sink.bean(FigureCache.class);
            await().atMost(LIMIT).until(() -> cache.totals().completed() >= WARM);
            long counted = cache.totals().initiated() + cache.totals().completed();
            long cpu = machine.getProcessCpuTime();
            long wall = System.nanoTime();
            await().atMost(LIMIT).until(() -> cache.totals().completed() >= WARM + MEASURED);
            double cpuSeconds = (machine.getProcessCpuTime() - cpu) / 1e9;
            double seconds = (System.nanoTime() - wall) / 1e9;
            long taken = cache.totals().initiated() + cache.totals().completed() - counted;
            System.out.printf(
                    "%,d events in %.1f s: %,.0f/s; %.1f s of processor time: %,.0f events a second of it%n",
                    taken, seconds, taken / seconds, cpuSeconds, taken / cpuSeconds);
        }
    }
}
