package io.groat.router.auth.call;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Redis is killed while people log in: they are told to come back, and money moves on. */
class RedisAwayIT {

    private final People people = People.shared();
    private final ServerHandle redis = TestServers.redis();

    @AfterEach
    void bringBack() {
        redis.start();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> people.login("userId", "nobody", "no password").status() == 401);
    }

    @Test
    void loginsWaitAndTransfersDoNot() {
        Person ada = people.somebody();
        String payer = people.router.wallet(0, 1_000);
        String payee = people.router.wallet(1, 0);
        Queue<Reply> logins = new ConcurrentLinkedQueue<>();
        List<String> bodies = IntStream.range(0, 30)
                .mapToObj(number ->
                        "{\"phone\":\"" + people.somebody().phone() + "\",\"password\":\"" + People.PASSWORD + "\"}")
                .toList();
        Disposable load = Flux.interval(Duration.ofMillis(20))
                .onBackpressureDrop()
                .flatMap(tick -> people.posting("/v1/auth/login", bodies.get((int) (tick % bodies.size()))), 64)
                .subscribe(logins::add);
        try {
            await().atMost(PATIENCE).until(() -> logins.stream().anyMatch(reply -> reply.status() == 200));
            redis.kill();
            await().atMost(PATIENCE).until(() -> logins.stream().anyMatch(reply -> reply.status() == 503));

            for (int time = 0; time < 20; time++) {
                people.router
                        .transfer(people.router.key(), body(payer, payee, 1))
                        .expectStatus()
                        .isCreated();
            }
            assertThat(people.send(ada.access(), "GET", "/v1/users/" + ada.id(), null)
                            .status())
                    .isEqualTo(200);
            Reply refused = people.refresh(ada.refresh());
            assertThat(refused.code()).isEqualTo("AUTH_UNAVAILABLE");
            assertThat(Objects.requireNonNull(refused.retryAfter())).isEqualTo("1");

            redis.start();
            int before = logins.size();
            await().atMost(PATIENCE).until(() -> logins.stream().skip(before).anyMatch(reply -> reply.status() == 200));
        } finally {
            load.dispose();
        }
        assertThat(logins).extracting(Reply::status).isSubsetOf(200, 429, 503);
        assertThat(people.refresh(ada.refresh()).status()).isEqualTo(200);
    }
}
