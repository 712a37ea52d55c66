package io.groat.router.auth.trail;

import io.groat.router.auth.session.Client;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Leaves a trace of what was done. A trace that can't be left is logged and holds nobody up. */
public final class AuthTrail {

    private static final Logger LOG = LoggerFactory.getLogger(AuthTrail.class);

    /** Something that worked. */
    public Mono<Void> done(Act act, String userId, Client client) {
        return leave(act, userId, client, "DONE");
    }

    /** @param userId whom it was about; null when there is nobody of that name */
    public Mono<Void> refused(Act act, @Nullable String userId, Client client) {
        return leave(act, userId, client, "REFUSED");
    }

    private Mono<Void> leave(Act act, @Nullable String userId, Client client, String outcome) {
        return Mono.fromRunnable(() -> LOG.info("{} {} by {}", act, outcome, userId == null ? "nobody" : userId));
    }
}
