package io.groat.streams.reactor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The watch over a receiver: reactor-kafka has been seen to stand still with events waiting (reactor-kafka #304, #386). */
final class StallWatch {

    private static final Duration EVERY = Duration.ofSeconds(3);

    private final Duration limit;
    private final BooleanSupplier eventsWait;
    private final Scheduler clock;
    /** When something was handled last, or nothing was there to be handled. */
    private volatile long fineAt;

    private volatile boolean busy;

    /**
     * @param limit how long events may wait while none is handled
     * @param eventsWait whether any is known to wait, as of some seconds ago
     */
    StallWatch(Duration limit, BooleanSupplier eventsWait, Scheduler clock) {
        this.limit = limit;
        this.eventsWait = eventsWait;
        this.clock = clock;
        this.fineAt = now();
    }

    /** Records came and are worked on, however long that takes. */
    void busy() {
        busy = true;
    }

    /** They have been worked on. */
    void idle() {
        busy = false;
        fineAt = now();
    }

    /** Fails when events have waited for as long as the limit and none was handled. */
    Mono<Void> stall() {
        idle();
        return Flux.interval(EVERY, clock)
                .onBackpressureDrop()
                .doOnNext(tick -> look())
                .filter(tick -> now() - fineAt > limit.toNanos())
                .next()
                .flatMap(tick ->
                        Mono.error(new TimeoutException("events wait and none came for " + limit.toSeconds() + " s")));
    }

    /** After a quiet hour the first event has not waited for an hour. */
    private void look() {
        if (busy || !eventsWait.getAsBoolean()) {
            fineAt = now();
        }
    }

    private long now() {
        return clock.now(TimeUnit.NANOSECONDS);
    }
}
