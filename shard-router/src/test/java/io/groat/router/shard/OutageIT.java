package io.groat.router.shard;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands while a shard is away, and what comes of it when it is back. */
class OutageIT {

    private final MySqlServerHandle third = TestServers.mysqlShards().get(2);

    @AfterEach
    void bringBack() {
        third.start();
    }

    @Test
    void moneyForAShardThatIsAwayArrivesWhenItIsBack() {
        try (RunningRouter router = RunningRouter.fresh()) {
            router.awaitShardsUp(4);
            String payer = router.wallet(0, 1_000);
            String near = router.wallet(1, 0);
            String far = router.wallet(2, 0);
            third.kill();

            Instant asked = Instant.now();
            var answer = router.transfer("to-far", body(payer, far, 100));
            answer.expectStatus().isAccepted().expectHeader().valueEquals("Retry-After", "1");
            String id = read(answer, "$.id");
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(4));
            expectStatus(router, id, "PENDING");

            // The others go on, and the one that is away says so at once when it has been tried often enough.
            router.transfer("to-near", body(payer, near, 10)).expectStatus().isCreated();
            await().atMost(PATIENCE).until(() -> {
                expectProblem(router.transfer(router.key(), body(far, near, 1)), Refusal.SHARD_UNAVAILABLE);
                return "OPEN".equals(read(router.get("/v1/shards"), "$.shards[2].breaker"));
            });
            router.get("/v1/shards")
                    .expectBody()
                    .jsonPath("$.shards[2].state")
                    .isEqualTo("DOWN")
                    .jsonPath("$.shards[1].state")
                    .isEqualTo("UP");
            router.get("/health")
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("DEGRADED");
            expectProblem(router.get("/v1/users/{user}/accounts", far), Refusal.SHARD_UNAVAILABLE);
            expectProblem(router.get("/v1/reconciliation"), Refusal.SHARD_UNAVAILABLE);
            router.get("/analytics")
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.shards[0].answers")
                    .isEqualTo(true);

            third.start();
            await().atMost(PATIENCE).untilAsserted(() -> expectStatus(router, id, "COMPLETED"));
            router.awaitShardsUp(4);
            await().atMost(PATIENCE).until(() -> router.balance(far) == 100);
            assertThat(router.balance(payer)).isEqualTo(890);
            router.transfer("to-far", body(payer, far, 100))
                    .expectStatus()
                    .isCreated()
                    .expectHeader()
                    .valueEquals("Idempotency-Replayed", "true");
            router.get("/v1/reconciliation").expectBody().jsonPath("$.balanced").isEqualTo(true);
        }
    }

    @Test
    void startsAndServesWhileAShardIsAway() {
        third.kill();
        try (RunningRouter router = RunningRouter.fresh()) {
            router.awaitShardsUp(3);
            router.get("/health").expectBody().jsonPath("$.shards[2].state").isEqualTo("STARTING");
            String payer = router.wallet(0, 10);
            router.transfer("k", body(payer, router.wallet(1, 0), 10))
                    .expectStatus()
                    .isCreated();
            expectProblem(router.post("/create_account/" + router.userOn(2) + "/1", ""), Refusal.SHARD_UNAVAILABLE);

            third.start();
            router.createDatabases();
            router.awaitShardsUp(4);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> router.wallet(2, 5) != null);
        }
    }

    private static void expectStatus(RunningRouter router, String transfer, String status) {
        router.get("/v1/transfers/{id}", transfer)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(status);
    }
}
