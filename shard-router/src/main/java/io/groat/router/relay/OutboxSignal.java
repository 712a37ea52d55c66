package io.groat.router.relay;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Tells the relay that a shard has new events, so that it need not look on a timer alone. */
public final class OutboxSignal {

    private final Sinks.Many<Integer> commits = Sinks.many().multicast().directBestEffort();

    /** A commit on that shard wrote events. Never waits: a listener that is busy misses the signal. */
    public void committed(int shard) {
        commits.emitNext(shard, Sinks.EmitFailureHandler.busyLooping(java.time.Duration.ofMillis(10)));
    }

    /** Shard numbers as commits happen. Signals are hints: one may be missed, none is kept. */
    public Flux<Integer> commits() {
        return commits.asFlux();
    }
}
