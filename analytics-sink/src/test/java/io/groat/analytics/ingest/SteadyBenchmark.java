package io.groat.analytics.ingest;

import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.RunningSink;
import io.groat.event.Event;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.streams.EventPublisher;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a payment costs a sink while some hundred come each second: processor time of the sink, and writes by Cassandra's
 * tables. Not among the tests; by itself as {@link IngestBenchmark}, {@code -Dit.test=SteadyBenchmark}.
 */
class SteadyBenchmark {

    private static final int[] A_SECOND = {0, 100, 300};
    private static final int TICK_MILLIS = 20;
    private static final Duration WARM = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong sent = new AtomicLong();
    private final String name = RunningSink.name();
    private final ServerHandle sink = RunningSink.process(name);

    @Test
    void costOfAPayment() throws Exception {
        ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
        try (EventPublisher publisher = new EventPublisher(RunningSink.bootstrap(), "/bench", Duration.ofSeconds(30));
                CqlSession session = CqlSession.builder()
                        .addContactPoint(new InetSocketAddress(
                                InetAddress.getLoopbackAddress(),
                                TestServers.cassandra().port()))
                        .withLocalDatacenter("datacenter1")
                        .build()) {
            for (int rate : A_SECOND) {
                ScheduledFuture<?> paying = load.scheduleAtFixedRate(
                        () -> pay(publisher, rate * TICK_MILLIS / 1_000), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
                pass(WARM);
                measure(rate, session);
                paying.cancel(false);
            }
        } finally {
            load.shutdownNow();
            sink.kill();
        }
    }

    private void measure(int rate, CqlSession session) throws Exception {
        Map<String, Long> writesBefore = writes(session);
        double cpuBefore = cpuSeconds();
        long sentBefore = sent.get();
        pass(MEASURED);
        double cpu = cpuSeconds() - cpuBefore;
        long payments = sent.get() - sentBefore;
        Map<String, Long> writes = writes(session);
        writes.replaceAll((table, count) -> count - writesBefore.getOrDefault(table, 0L));
        writes.values().removeIf(count -> count == 0);
        long all = writes.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                "%d asked, %,d payments in %d s: %.3f processors, %.3f ms a payment; %d writes, %.3f a payment: %s%n",
                rate,
                payments,
                MEASURED.toSeconds(),
                cpu / MEASURED.toSeconds(),
                1_000 * cpu / payments,
                all,
                (double) all / payments,
                writes);
    }

    private void pay(EventPublisher publisher, int payments) {
        List<Event> events = new ArrayList<>();
        Instant now = Instant.now();
        for (int i = 0; i < payments; i++) {
            long number = sent.getAndIncrement();
            Payment payment = Payment.of("payer-" + number % 997, "payee-" + number % 499, 100 + number % 1_000, now);
            events.add(payment.initiated());
            events.add(payment.completed(3));
        }
        if (!events.isEmpty()) {
            publisher.publish(events).toFuture().join();
        }
    }

    private Map<String, Long> writes(CqlSession session) {
        Map<String, Long> writes = new TreeMap<>();
        for (Row row :
                session.execute("SELECT keyspace_name, table_name, count FROM system_views.local_write_latency")) {
            if (name.equals(row.getString(0))) {
                writes.put(row.getString(1), row.getLong(2));
            }
        }
        return writes;
    }

    private double cpuSeconds() throws Exception {
        String all = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sink.port() + "/actuator/prometheus"))
                                .header("Authorization", "Bearer " + RunningSink.analystToken())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        Matcher found = Pattern.compile("(?m)^process_cpu_time_ns_total(?:\\{.*})? (\\S+)$")
                .matcher(all);
        return found.find() ? Double.parseDouble(found.group(1)) / 1e9 : 0;
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusMinutes(1)).until(() -> System.nanoTime() >= end);
    }
}
