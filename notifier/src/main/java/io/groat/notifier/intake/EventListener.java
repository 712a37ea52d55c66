package io.groat.notifier.intake;

import java.util.List;
import reactor.core.publisher.Mono;

/** Makes something of events. */
public interface EventListener {

    /**
     * Takes what came together, in its order; completes when what it makes of it is durable. The same events once more are
     * the same. It waits itself while Cassandra is away.
     */
    Mono<Void> on(List<ReceivedEvent> batch);

    /** Whether it makes something of the beginning of a payment now; else that comes without a body. */
    default boolean wantsBeginnings() {
        return false;
    }
}
