package io.groat.notifier.intake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How far a process may be ahead of what is durable: so many events in hand that have not come to their end, over all
 * partitions. Beyond that nothing more is taken from Kafka, which keeps it.
 */
final class InFlightLimit {

    private static final Duration LOOK = Duration.ofMillis(5);

    private final AtomicInteger events = new AtomicInteger();
    private final int most;
    private final BooleanSupplier isFull;

    /** @param isFull whether there is another reason to take no more */
    public InFlightLimit(int most, BooleanSupplier isFull) {
        this.most = most;
        this.isFull = isFull;
    }

    void add(int more) {
        events.addAndGet(more);
    }

    /** Completes when there is room for more. */
    Mono<Void> room() {
        return Mono.defer(() -> hasRoom()
                ? Mono.empty()
                : Flux.interval(LOOK).takeUntil(look -> hasRoom()).then());
    }

    private boolean hasRoom() {
        return events.get() < most && !isFull.getAsBoolean();
    }
}
