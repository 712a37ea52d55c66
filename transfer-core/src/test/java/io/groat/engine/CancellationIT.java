package io.groat.engine;

import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.posting.InitiateAnswer;
import io.groat.refusal.RefusedException;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Callers go away at any moment. The work they began ends by itself, and nothing of it stays open. */
class CancellationIT {

    private static final int TRANSFERS = 1_000;

    @Test
    void halfOfTheCallersLeaveAndNothingIsLeftBehind() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AtomicInteger left = new AtomicInteger();
        try (TestCluster cluster = TestCluster.fresh()) {
            List<String> users = IntStream.range(0, 16)
                    .mapToObj(i -> cluster.payer(i % 4, 100_000))
                    .toList();
            // Accounts unknown to this router: its callers leave in the middle of look-ups as well.
            try (TestCluster router = cluster.anotherRouter()) {
                Flux.range(0, TRANSFERS)
                        .flatMap(
                                i -> i % 2 == 0
                                        ? pay(router, users, i).then()
                                        : pay(router, users, i)
                                                .then()
                                                .timeout(
                                                        Duration.ofNanos(1 + random.nextInt(20_000_000)),
                                                        Mono.fromRunnable(left::incrementAndGet)),
                                100)
                        .then()
                        .block(Duration.ofSeconds(60));

                assertThat(left).as("seed %d", seed).hasPositiveValue();
                nothingIsOpen(cluster.database());
                List<InitiateAnswer> again = await(Flux.range(0, TRANSFERS)
                        .flatMap(i -> pay(router, users, i), 100)
                        .collectList());
                assertThat(again)
                        .as("seed %d", seed)
                        .hasSize(TRANSFERS)
                        .allMatch(answer -> transferOf(answer).status() == TransferStatus.COMPLETED);
                assertThat(again.stream().map(answer -> transferOf(answer).id()).distinct())
                        .hasSize(TRANSFERS);
                // No connection is wedged: as many reads at once as there are connections, several times.
                assertThat(await(Flux.range(0, 200)
                                .flatMap(i -> router.accounts.ofUser(users.get(i % 16)), 64)
                                .collectList()))
                        .hasSize(200);
                Awaitility.await().untilAsserted(() -> {
                    assertThat(router.reconcile().inFlight().count()).isZero();
                });
                assertThat(router.reconcile().balanced()).as("seed %d", seed).isTrue();
                assertThat(users.stream().mapToLong(router::balance).sum()).isEqualTo(16 * 100_000L);
            }
        }
    }

    private static Mono<InitiateAnswer> pay(TestCluster router, List<String> users, int i) {
        return router.transfer("leave-" + i, users.get(i % 16), users.get((i + 1 + i / 16 % 15) % 16), 1)
                // A machine at its limits may answer "ask again", and a caller who stays does.
                .retryWhen(Retry.backoff(20, Duration.ofMillis(50)).filter(RefusedException.class::isInstance));
    }

    private static Transfer transferOf(InitiateAnswer answer) {
        return ((InitiateAnswer.Decided) answer).transfer();
    }

    private static void nothingIsOpen(String database) throws SQLException {
        for (int shard = 0; shard < 4; shard++) {
            try (ShardSql sql = ShardSql.on(database, shard)) {
                Awaitility.await().until(() -> sql.transactionsOf(database) == 0);
            }
        }
    }
}
