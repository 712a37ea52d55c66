package io.groat.streams.reactor;

import io.groat.streams.StreamTask;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The watch over a receiver: reactor-kafka has been seen to stand still with events waiting (reactor-kafka #304, #386). */
final class StallWatch {

    private static final Duration EVERY = Duration.ofSeconds(3);

    private final StreamTask<?> task;
    private volatile long movedAt = System.nanoTime();
    private volatile boolean busy;

    StallWatch(StreamTask<?> task) {
        this.task = task;
    }

    /** Records came and are worked on, however long that takes. */
    void busy() {
        busy = true;
    }

    /** They have been worked on. */
    void idle() {
        busy = false;
        movedAt = System.nanoTime();
    }

    /** Fails when events have waited longer than the limit and none was handled. */
    Mono<Void> stall() {
        idle();
        return Flux.interval(EVERY)
                .onBackpressureDrop()
                .filter(tick -> isStalled())
                .next()
                .flatMap(tick -> Mono.error(new TimeoutException("events wait and none came for "
                        + task.settings().stallLimit().toSeconds() + " s")));
    }

    private boolean isStalled() {
        return task.trouble() == null
                && !busy
                && task.waiting().values().stream().anyMatch(count -> count > 0)
                && System.nanoTime() - movedAt > task.settings().stallLimit().toNanos();
    }
}
