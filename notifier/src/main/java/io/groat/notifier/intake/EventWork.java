package io.groat.notifier.intake;

import io.groat.cassandra.Cassandra;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives the events of one partition to those who make something of them. A position is committed when all that was made is
 * durable; while Cassandra is away it waits.
 */
public final class EventWork implements PartitionWork<Happened> {

    private static final int AT_ONCE = 64;

    private final List<EventListener> listeners;
    private final Cassandra cassandra;

    public EventWork(List<EventListener> listeners, Cassandra cassandra) {
        this.listeners = List.copyOf(listeners);
        this.cassandra = cassandra;
    }

    @Override
    public Mono<Void> handle(List<Received<Happened>> next) {
        return Flux.fromIterable(next)
                .flatMap(one -> handle(one.body()), AT_ONCE)
                .then();
    }

    private Mono<Void> handle(Happened happened) {
        return Flux.fromIterable(listeners)
                .concatMap(listener -> cassandra.patiently(Mono.defer(() -> listener.on(happened))))
                .then();
    }
}
