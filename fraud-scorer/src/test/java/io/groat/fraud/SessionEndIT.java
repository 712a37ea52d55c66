package io.groat.fraud;

import io.groat.infra.webtest.SessionEnd;
import io.groat.web.redis.RedisLink;
import org.junit.jupiter.api.Test;

/** Whoever logged out is out here too, as soon as on the router: their calls and their streams. */
class SessionEndIT {

    private final RunningScorer scorer = RunningScorer.shared();

    @Test
    void aTokenOfASessionThatHasEndedIsRefused() {
        try (SessionEnd session = open()) {
            session.assertRefusedInTime(token -> scorer.http()
                    .get()
                    .uri("/v1/reviews")
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
            session.assertStreamEndsInTime("http://127.0.0.1:" + scorer.port() + "/v1/reviews/stream");
        }
    }

    private SessionEnd open() {
        return new SessionEnd(RunningScorer.issuer(), scorer.bean(RedisLink.class), "ann", "analyst");
    }
}
