package io.groat.notifier.provider;

import io.groat.notifier.queue.Attempt;
import reactor.core.publisher.Mono;

/** Somebody who takes messages to people. */
public interface Provider {

    String name();

    /**
     * Hands it over. A {@link Attempt.Failed} or a failure speaks against the provider, a {@link Attempt.Refused} against
     * the message.
     */
    Mono<Attempt> send(Outgoing outgoing);
}
