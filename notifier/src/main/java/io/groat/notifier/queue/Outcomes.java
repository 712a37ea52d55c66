package io.groat.notifier.queue;

import io.groat.notifier.message.Message;
import reactor.core.publisher.Mono;

/** Those who want to hear how messages end. */
@FunctionalInterface
public interface Outcomes {

    /** The message was sent, or is dead. Told at least once; what is not taken in time is told again later. */
    Mono<Void> ended(Message message);
}
