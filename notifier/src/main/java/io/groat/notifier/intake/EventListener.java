package io.groat.notifier.intake;

import reactor.core.publisher.Mono;

/** Makes something of events. */
@FunctionalInterface
public interface EventListener {

    /** Completes when what it makes of the event is durable; the same event once more is the same. */
    Mono<Void> on(Happened happened);
}
