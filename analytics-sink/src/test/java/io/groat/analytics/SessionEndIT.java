package io.groat.analytics;

import io.groat.infra.webtest.SessionEnd;
import io.groat.web.redis.RedisLink;
import org.junit.jupiter.api.Test;

/** Whoever logged out is out here too, as soon as on the router: their calls and their streams. */
class SessionEndIT {

    private final RunningSink sink = RunningSink.shared();

    @Test
    void aTokenOfASessionThatHasEndedIsRefused() {
        try (SessionEnd session = open()) {
            session.assertRefusedInTime(token -> sink.http()
                    .get()
                    .uri("/v1/services/health")
                    .headers(headers -> headers.setBearerAuth(token))
                    .exchange()
                    .returnResult(Void.class)
                    .getStatus()
                    .value());
        }
    }

    @Test
    void aStreamEndsWithItsSession() {
        try (SessionEnd session = open()) {
            session.assertStreamEndsInTime(sink.address() + "/v1/stream");
        }
    }

    private SessionEnd open() {
        return new SessionEnd(RunningSink.issuer(), sink.bean(RedisLink.class), "ann", "analyst");
    }
}
