package io.groat.notifier.intake;

import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives the events of one partition to those who make something of them.
 *
 * <p>What comes later does not wait for what came before to be durable, as far as {@link InFlightLimit} lets it: what all
 * partitions make is written together. A position is committed when all before it is durable; what comes again after a crash
 * is the same messages.
 */
final class EventWork implements PartitionWork<ReceivedEvent> {

    private final List<EventListener> listeners;
    private final InFlightLimit inFlight;
    private final Deque<Batch> begun = new ArrayDeque<>();

    private record Batch(long first, CompletableFuture<Void> done) {
        boolean isDurable() {
            return done.isDone() && !done.isCompletedExceptionally();
        }
    }

    public EventWork(List<EventListener> listeners, InFlightLimit inFlight) {
        this.listeners = List.copyOf(listeners);
        this.inFlight = inFlight;
    }

    @Override
    public Mono<Void> handle(List<Received<ReceivedEvent>> next) {
        return settle().then(Mono.defer(() -> {
            inFlight.add(next.size());
            Mono<Void> work = work(next.stream().map(Received::body).toList());
            begun.addLast(new Batch(
                    next.get(0).offset(),
                    work.doFinally(end -> inFlight.add(-next.size())).toFuture()));
            return inFlight.room();
        }));
    }

    /** Fails when one of those that ended has failed. */
    @Override
    public Mono<Void> settle() {
        return Mono.defer(() -> {
            @Nullable Batch first = begun.peekFirst();
            while (first != null && first.isDurable()) {
                begun.removeFirst();
                first = begun.peekFirst();
            }
            return first != null && first.done().isDone() ? Mono.fromFuture(first.done(), true) : Mono.empty();
        });
    }

    @Override
    public long settledUpTo(long handledUpTo) {
        return begun.stream()
                .filter(batch -> !batch.isDurable())
                .findFirst()
                .map(Batch::first)
                .orElse(handledUpTo);
    }

    private Mono<Void> work(List<ReceivedEvent> batch) {
        return Flux.fromIterable(listeners)
                .flatMap(listener -> listener.on(batch))
                .then();
    }
}
