package io.groat.web.token;

import reactor.core.publisher.Mono;

/** Knows which sessions go on. */
@FunctionalInterface
public interface LiveSessions {

    /** Whether the user's session has not ended; fails when that can't be said. */
    Mono<Boolean> isLive(String userId, String sessionId);
}
