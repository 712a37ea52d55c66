package io.groat.router.crash;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.engine.Shards;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Kafka is killed under load and stays away for longer than its producer waits for an answer. */
class KafkaOutageIT {

    private static final int USERS = 16;
    private static final int AT_ONCE = 8;
    private static final Duration EVERY = Duration.ofMillis(25);

    /** Several times as long as a send may take. */
    private static final Duration AWAY = Duration.ofSeconds(8);

    private static final String SEND_LIMIT = "2s";

    private final ServerHandle kafka = TestServers.kafka();

    @AfterEach
    void bringBack() {
        kafka.start();
    }

    @Test
    void transfersGoOnAndTheirEventsArriveInOrder() {
        long seed = System.nanoTime();
        try (RunningRouter router = RunningRouter.fresh(
                "--groat.relay.enabled=true",
                "--groat.relay.publish-limit=" + SEND_LIMIT,
                "--groat.relay.lease=2s",
                "--groat.relay.retry-pause=200ms",
                "--groat.kafka.bootstrap-servers=" + kafka.host() + ":" + kafka.port(),
                "--groat.kafka.topics.replicas=1")) {
            router.awaitShardsUp(4);
            RouterClient client = new RouterClient(router.port());
            Books books = new Books(router.database());
            Wallets wallets = Wallets.open(client, USERS);
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong ended = new AtomicLong();
            Queue<Order> orders = new ConcurrentLinkedQueue<>();
            Random random = new Random(seed);
            CompletableFuture<List<RouterClient.Told>> traffic = Flux.interval(EVERY)
                    .onBackpressureDrop()
                    .takeWhile(tick -> !over.get())
                    .concatMapIterable(tick -> wallets.orders("kafka-" + tick, AT_ONCE, random))
                    .doOnNext(orders::add)
                    .flatMap(order -> client.pay(order).doOnNext(told -> ended.incrementAndGet()), AT_ONCE)
                    .collectList()
                    .toFuture();
            await().until(() -> ended.get() > 500);

            kafka.kill();
            long before = ended.get();
            long batchesBefore = batches(router);
            long rowsBefore = books.outboxRows();
            await().pollDelay(AWAY).atMost(AWAY.multipliedBy(2)).until(() -> true);
            long during = ended.get() - before;
            // A committed batch leaves one row at most: the outbox grows by what the ledger made and no more.
            long rows = books.outboxRows();
            assertThat(rows).isPositive().isLessThanOrEqualTo(rowsBefore + batches(router) - batchesBefore);
            kafka.start();
            over.set(true);
            List<RouterClient.Told> told = traffic.join();

            assertThat(told).as("seed %d", seed).allMatch(RouterClient.Told::completed);
            assertThat(during).as("transfers while Kafka was away").isGreaterThan(10 * AWAY.toSeconds());
            await().atMost(PATIENCE).until(() -> books.pending(wallets.prefix()) == 0 && books.outboxRows() == 0);
            books.eachKeyMovedMoneyOnce(orders, wallets);
            new PaymentEvents(kafka).tellWhatIsBooked(books, wallets.prefix());
        }
    }

    private static long batches(RunningRouter router) {
        return router.bean(Shards.class).all().stream()
                .mapToLong(shard -> shard.lane().status().batches())
                .sum();
    }
}
