package io.groat.router.gateway;

import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/**
 * How long it takes to keep what gateways tell. They wait for that, and nobody for what follows from it: the more they wait, the
 * longer each next piece of work behind the answers does.
 */
final class AnswerPace {

    /** Below that nobody has to yield. */
    private static final long CALM_NANOS = Duration.ofMillis(15).toNanos();

    private static final long LONGEST_NANOS = Duration.ofMillis(400).toNanos();
    /** What was longer ago tells nothing of now. */
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int WEIGHT = 16;
    private static final int TIMES = 4;

    private final LongSupplier nanoTime;
    private long average;
    private long last;

    /** @param nanoTime a clock as {@link System#nanoTime} is one */
    AnswerPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong() - FORGOTTEN_NANOS;
    }

    /** That one was kept within so many nanoseconds. */
    synchronized void took(long nanos) {
        long now = nanoTime.getAsLong();
        average = now - last >= FORGOTTEN_NANOS ? nanos : average + (nanos - average) / WEIGHT;
        last = now;
    }

    /** How long work behind the answers is to wait now. */
    synchronized Duration rest() {
        boolean calm = average <= CALM_NANOS || nanoTime.getAsLong() - last >= FORGOTTEN_NANOS;
        return calm ? Duration.ZERO : Duration.ofNanos(Math.min(LONGEST_NANOS, TIMES * average));
    }

    /** Completes when there is room. */
    Mono<Void> room() {
        return Mono.defer(() -> {
            Duration rest = rest();
            return rest.isZero() ? Mono.empty() : Mono.delay(rest).then();
        });
    }
}
