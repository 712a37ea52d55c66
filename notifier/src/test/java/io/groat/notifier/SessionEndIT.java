package io.groat.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.testservers.TestServers;
import io.groat.infra.webtest.SessionEnd;
import io.groat.web.redis.RedisLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Whoever logged out is out here too, as soon as on the router: their calls and their streams. By notifiers that share
 * the work of the one that test classes share, for another keyspace takes Cassandra longer than all that is tested here.
 */
class SessionEndIT {

    private static final RunningNotifier NOTIFIER = RunningNotifier.named(
            RunningNotifier.shared().name(),
            "--spring.data.redis.port=" + TestServers.redis().port());

    @AfterAll
    static void stop() {
        NOTIFIER.close();
    }

    @Test
    void aTokenOfASessionThatHasEndedIsRefused() {
        try (SessionEnd session = open(NOTIFIER)) {
            session.assertRefusedInTime(token -> status(NOTIFIER, token));
        }
    }

    @Test
    void aStreamEndsWithItsSession() {
        try (SessionEnd session = open(NOTIFIER)) {
            session.assertStreamEndsInTime("http://127.0.0.1:" + NOTIFIER.port() + "/v1/notifications/stream");
        }
    }

    @Test
    void withoutRedisATokenIsGoodUntilItsEnd() {
        try (RunningNotifier alone = RunningNotifier.named(NOTIFIER.name(), "--spring.data.redis.port=1");
                SessionEnd session = open(NOTIFIER)) {
            session.end();

            assertThat(status(alone, session.token())).isEqualTo(200);
        }
    }

    private static SessionEnd open(RunningNotifier notifier) {
        return new SessionEnd(RunningNotifier.issuer(), notifier.bean(RedisLink.class), "ann", "user");
    }

    private static int status(RunningNotifier notifier, String token) {
        return notifier.http()
                .get()
                .uri("/v1/notifications")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
