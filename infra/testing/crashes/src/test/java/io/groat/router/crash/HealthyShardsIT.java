package io.groat.router.crash;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One shard is away and is paid to without end: the others hardly notice. */
class HealthyShardsIT {

    private static final int AWAY = 2;
    private static final int MEASURED = 400;
    private static final int WARM_UP = 600;
    private static final int AT_ONCE = 4;

    /** Generous, for the machine may be busy; shards that waited for each other would be off by hundreds. */
    private static final int RATIO = 5;

    private static final Duration ALLOWANCE = Duration.ofMillis(20);
    private static final Duration DECISION_LIMIT = Duration.ofSeconds(2);

    private final MySqlServerHandle away = TestServers.mysqlShards().get(AWAY);
    private final List<Order> orders = new ArrayList<>();

    @AfterEach
    void bringBack() {
        away.start();
    }

    @Test
    void transfersBetweenTheOthersKeepTheirLatency() {
        try (RunningRouter router = RunningRouter.fresh("--groat.engine.redrive-age=500ms")) {
            router.awaitShardsUp(4);
            RouterClient client = new RouterClient(router.port());
            Books books = new Books(router.database());
            Wallets wallets = Wallets.open(client, 8);
            between(client, wallets, "warm-up", WARM_UP);
            Latency before = between(client, wallets, "before", MEASURED);
            away.kill();

            List<Order> late = IntStream.range(0, 30)
                    .mapToObj(i -> new Order("late-" + i, wallets.get(i % 2), wallets.get(AWAY), 1))
                    .toList();
            orders.addAll(late);
            CompletableFuture<List<Duration>> accepted = Flux.fromIterable(late)
                    .flatMap(order -> timed(client, order, 202), late.size())
                    .collectList()
                    .toFuture();
            Latency meanwhile = between(client, wallets, "meanwhile", MEASURED);
            assertThat(accepted.join()).allMatch(took -> took.compareTo(DECISION_LIMIT.plusSeconds(1)) < 0);
            assertThat(books.pending(wallets.prefix())).isEqualTo(late.size());

            assertThat(meanwhile.median())
                    .as("median, before %s", before)
                    .isLessThan(before.median().multipliedBy(RATIO).plus(ALLOWANCE));
            assertThat(meanwhile.ninetieth())
                    .as("of ten the ninth, before %s", before)
                    .isLessThan(before.ninetieth().multipliedBy(RATIO).plus(ALLOWANCE));
            away.start();
            await().atMost(PATIENCE).until(() -> books.pending(wallets.prefix()) == 0);
            books.eachKeyMovedMoneyOnce(orders, wallets);
            await().atMost(PATIENCE).until(client::balanced);
        }
    }

    private record Latency(Duration median, Duration ninetieth) {

        static Latency of(List<Duration> all) {
            List<Duration> sorted = all.stream().sorted().toList();
            return new Latency(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 9 / 10));
        }
    }

    /** Transfers between shards 0, 1 and 3, a few at a time. */
    private Latency between(RouterClient client, Wallets wallets, String name, int count) {
        int[] healthy = {0, 1, 3, 4, 5, 7};
        List<Order> measured = IntStream.range(0, count)
                .mapToObj(i -> new Order(
                        name + "-" + i,
                        wallets.get(healthy[i % healthy.length]),
                        wallets.get(healthy[(i + 1 + i / healthy.length % 5) % healthy.length]),
                        1))
                .toList();
        orders.addAll(measured);
        return Latency.of(Flux.fromIterable(measured)
                .flatMap(order -> timed(client, order, 201), AT_ONCE)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow());
    }

    private static Mono<Duration> timed(RouterClient client, Order order, int status) {
        return Mono.defer(() -> {
            long begin = System.nanoTime();
            return client.pay(order).map(told -> {
                assertThat(told.status()).as("answer to %s: %s", order, told).isEqualTo(status);
                return Duration.ofNanos(System.nanoTime() - begin);
            });
        });
    }
}
