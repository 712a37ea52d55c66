package io.groat.notifier.intake;

import io.groat.cassandra.Cassandra;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives the events of one partition to those who make something of them. While Cassandra is away it waits.
 *
 * <p>What comes later does not wait for what came before to be durable, up to a few batches: else, with each batch waiting
 * for Cassandra's disk, small ones would stand in line for a quarter of a second. A position is committed when all before it
 * is durable; what comes again after a crash is the same messages.
 */
public final class EventWork implements PartitionWork<Happened> {

    /** Of a batch. With {@link #BATCHES} and twelve partitions it is less than a connection to Cassandra takes. */
    private static final int AT_ONCE = 16;

    private static final int BATCHES = 4;

    private final List<EventListener> listeners;
    private final Cassandra cassandra;
    private final Deque<Batch> begun = new ArrayDeque<>();

    private record Batch(long first, CompletableFuture<Void> done) {
        boolean isDurable() {
            return done.isDone() && !done.isCompletedExceptionally();
        }
    }

    public EventWork(List<EventListener> listeners, Cassandra cassandra) {
        this.listeners = List.copyOf(listeners);
        this.cassandra = cassandra;
    }

    @Override
    public Mono<Void> handle(List<Received<Happened>> next) {
        return settle().then(Mono.defer(() -> {
            begun.addLast(new Batch(next.get(0).offset(), work(next).toFuture()));
            return begun.size() < BATCHES ? Mono.empty() : end(begun.getFirst());
        }));
    }

    /** Fails when one of those that ended has failed. */
    @Override
    public Mono<Void> settle() {
        return Flux.fromIterable(List.copyOf(begun))
                .takeWhile(batch -> batch.done().isDone())
                .concatMap(batch -> end(batch).then(Mono.fromRunnable(begun::removeFirst)))
                .then();
    }

    @Override
    public long settledUpTo(long handledUpTo) {
        return begun.stream()
                .filter(batch -> !batch.isDurable())
                .findFirst()
                .map(Batch::first)
                .orElse(handledUpTo);
    }

    private static Mono<Void> end(Batch batch) {
        return Mono.fromFuture(batch.done(), true);
    }

    private Mono<Void> work(List<Received<Happened>> batch) {
        return Flux.fromIterable(batch)
                .flatMap(one -> handle(one.body()), AT_ONCE)
                .then();
    }

    private Mono<Void> handle(Happened happened) {
        return Flux.fromIterable(listeners)
                .flatMap(listener -> cassandra.patiently(Mono.defer(() -> listener.on(happened))))
                .then();
    }
}
