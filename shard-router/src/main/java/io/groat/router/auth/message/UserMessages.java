package io.groat.router.auth.message;

import reactor.core.publisher.Mono;

/** The way out for messages to users. */
public interface UserMessages {

    /** Hands a message over; completes when somebody else answers for its delivery. */
    Mono<Void> send(UserMessage message);
}
