package io.groat.notifier.queue;

import io.groat.notifier.message.Message;
import reactor.core.publisher.Mono;

/** A channel's way out. */
@FunctionalInterface
public interface Delivery {

    /** Makes one attempt. A failure of the returned Mono is an attempt that failed. */
    Mono<Attempt> deliver(Message message);
}
