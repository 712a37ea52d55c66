package io.groat.router.shard;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Broken is told from busy: soon when it is broken, never when it is busy. */
class ShardWatchIT {

    private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);
    private static final int CALLERS = 512;

    private final MySqlServerHandle second = TestServers.mysqlShards().get(1);

    @AfterEach
    void bringBack() {
        second.resume();
        second.start();
    }

    @Test
    void aShardThatHangsIsToldOfInTimeAndTheOthersStayUp() {
        try (RunningRouter router = RunningRouter.fresh()) {
            router.awaitShardsUp(4);
            second.pause();
            await().atMost(TOLD_WITHIN).until(() -> state(router, 1) == ShardSample.State.DOWN);
            assertThat(state(router, 0)).isEqualTo(ShardSample.State.UP);
            assertThat(state(router, 2)).isEqualTo(ShardSample.State.UP);
            router.get("/health").expectBody().jsonPath("$.status").isEqualTo("DEGRADED");

            second.resume();
            await().atMost(PATIENCE).until(() -> state(router, 1) == ShardSample.State.UP);
        }
    }

    @Test
    void aShardThatDiesIsToldOfInTime() {
        try (RunningRouter router = RunningRouter.fresh()) {
            router.awaitShardsUp(4);
            second.kill();
            await().atMost(TOLD_WITHIN).until(() -> state(router, 1) == ShardSample.State.DOWN);

            second.start();
            await().atMost(PATIENCE).until(() -> state(router, 1) == ShardSample.State.UP);
        }
    }

    /** All connections for reads are taken, all callers come at once, and health answers that all is well. */
    @Test
    void aMachineThatIsBusyIsNotDown() {
        try (RunningRouter router = RunningRouter.fresh("--groat.shards[0].read-connections=1")) {
            router.awaitShardsUp(4);
            String payer = router.wallet(0, 1_000_000);
            String payee = router.wallet(1, 0);
            // Connections of their own, so that no caller waits here for another.
            ConnectionProvider connections = ConnectionProvider.create("callers", CALLERS);
            WebClient callers = router.client()
                    .mutate()
                    .clientConnector(new ReactorClientHttpConnector(HttpClient.create(connections)))
                    .build();
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger unwell = new AtomicInteger();
            AtomicInteger asked = new AtomicInteger();
            Mono<Void> load = Flux.range(0, CALLERS)
                    .flatMap(caller -> pay(callers, router.key(), payer, payee).repeat(() -> !over.get()), CALLERS)
                    .then();
            Mono<Void> health = router.client()
                    .get()
                    .uri("/health")
                    .exchangeToMono(answer -> answer.bodyToMono(String.class))
                    .timeout(Duration.ofSeconds(10))
                    .doOnNext(text -> {
                        asked.incrementAndGet();
                        if (!text.contains("\"status\":\"UP\"")) {
                            unwell.incrementAndGet();
                        }
                    })
                    .delayElement(Duration.ofMillis(100))
                    .repeat(60)
                    .then(Mono.fromRunnable(() -> over.set(true)));
            Flux.merge(load, health).blockLast(PATIENCE);

            assertThat(asked).hasValueGreaterThan(60);
            assertThat(unwell).hasValue(0);
            connections.dispose();
        }
    }

    private static Mono<Integer> pay(WebClient client, String key, String payer, String payee) {
        AtomicInteger calls = new AtomicInteger();
        return Mono.defer(() -> client.post()
                .uri("/v1/transfers")
                .header("Idempotency-Key", key + "-" + calls.incrementAndGet())
                .header("Content-Type", "application/json")
                .bodyValue(body(payer, payee, 1))
                .exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value())));
    }

    private static ShardSample.State state(RunningRouter router, int shard) {
        return router.bean(ShardWatch.class).latest(shard).state();
    }
}
