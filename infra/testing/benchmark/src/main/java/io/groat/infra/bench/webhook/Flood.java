package io.groat.infra.bench.webhook;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.stack.BenchGateway;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Webhooks at a steady rate, whatever becomes of them: each event is followed soon by a repeat of one of the last few. The
 * latency counts from the moment one was due.
 */
final class Flood {
    private static final double NANOS = 1e9;
    private static final int REPEATED_AMONG = 20;
    private static final long SEED = 20_260_101;
    private static final long DRAIN_SECONDS = 60;

    private final HttpClient http;
    private final BenchGateway gateway;
    private final Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(2), 3);
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Phaser underWay = new Phaser(1);
    private long nanos;

    /** @param http to the router, without a caller's key */
    Flood(HttpClient http, BenchGateway gateway) {
        this.http = http;
        this.gateway = gateway;
    }

    /** Sends two webhooks for each order, half of them repeats, and waits for the last answer. */
    Flood run(List<String> orders, double perSecond) {
        SplittableRandom random = new SplittableRandom(SEED);
        long start = System.nanoTime();
        for (int n = 0; n < 2 * orders.size(); n++) {
            long due = start + (long) (n * NANOS / perSecond);
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int newest = n / 2;
            boolean repeat = n % 2 == 1;
            int which = repeat ? Math.max(0, newest - random.nextInt(REPEATED_AMONG)) : newest;
            send(orders.get(which), due);
        }
        nanos = System.nanoTime() - start;
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while webhooks were under way", e);
        } catch (TimeoutException e) {
            throw new LoadException("webhooks were not answered in " + DRAIN_SECONDS + " s", e);
        }
        return this;
    }

    private void send(String order, long due) {
        String event = "evt_" + order;
        String body = gateway.paid(order);
        underWay.register();
        http.headers(headers -> headers.set("Content-Type", "application/json")
                        .set("X-Razorpay-Event-Id", event)
                        .set("X-Razorpay-Signature", BenchGateway.signature(body)))
                .post()
                .uri("/v1/gateways/" + BenchGateway.NAME + "/webhook")
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))))
                .responseSingle((response, content) -> content.asString()
                        .defaultIfEmpty("")
                        .thenReturn(response.status().code()))
                .onErrorReturn(0)
                .subscribe(status -> answered(order, status, due));
    }

    private void answered(String order, int status, long due) {
        answers.computeIfAbsent(status, unseen -> new LongAdder()).increment();
        if (status == 200) {
            acknowledged.add(order);
            micros.recordValue(Math.min(
                    micros.getHighestTrackableValue(), TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due)));
        }
        underWay.arriveAndDeregister();
    }

    /** Orders of which a webhook was answered with 200. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** How often each status was answered; 0 is none. */
    Map<Integer, Long> answers() {
        Map<Integer, Long> counts = new TreeMap<>();
        answers.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    double perSecond() {
        return micros.getTotalCount() / (nanos / NANOS);
    }

    double ms(double percentile) {
        return micros.getTotalCount() == 0 ? Double.NaN : micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
