package io.groat.router.crash;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every key goes through two routers at the same time, one of which is killed under load and started again. */
class TwoRoutersIT {

    private static final int USERS = 12;
    private static final int ORDERS = 1_200;
    private static final int AT_ONCE = 24;

    /** What both routers said to one order. */
    private record Both(Order order, RouterClient.Told one, RouterClient.Told other) {}

    @Test
    void eachKeyMovesMoneyOnceAndAllItsAnswersAgree() {
        long seed = System.nanoTime();
        try (RunningRouter staying = RunningRouter.fresh("--groat.engine.redrive-age=300ms")) {
            staying.awaitShardsUp(4);
            ServerHandle dying = RouterProgram.start(
                    staying.database(),
                    TestServers.mysqlShards().stream()
                            .map(MySqlServerHandle::port)
                            .toList(),
                    "groat.relay.enabled=false",
                    "groat.engine.redrive-age=300ms");
            try {
                keepsItsPromises(staying, dying, seed);
            } finally {
                dying.kill();
            }
        }
    }

    private static void keepsItsPromises(RunningRouter staying, ServerHandle dying, long seed) {
        RouterClient one = new RouterClient(staying.port());
        RouterClient other = new RouterClient(dying.port());
        Wallets wallets = Wallets.open(one, USERS);
        List<Order> orders = wallets.orders("both", ORDERS, new Random(seed));
        AtomicLong asked = new AtomicLong();
        CompletableFuture<List<Both>> traffic = Flux.fromIterable(orders)
                .flatMap(
                        order ->
                                both(order, one.pay(order), other.pay(order)).doOnNext(told -> asked.incrementAndGet()),
                        AT_ONCE)
                .collectList()
                .toFuture();

        await().pollInterval(Duration.ofMillis(10)).until(() -> asked.get() > ORDERS / 4);
        dying.kill();
        assertThat(traffic).as("there was load").isNotDone();
        dying.start();
        List<Both> first = traffic.join();
        List<Both> again = Flux.fromIterable(orders)
                .flatMap(order -> both(order, one.payPatiently(order), other.payPatiently(order)), AT_ONCE)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(first).anyMatch(both -> !both.other().acknowledged());
        assertThat(again)
                .allMatch(both -> both.one().completed() && both.other().completed());
        agree(first, again);
        Books books = new Books(staying.database());
        await().atMost(PATIENCE).until(() -> books.pending(wallets.prefix()) == 0);
        books.eachKeyMovedMoneyOnce(orders, wallets);
        assertThat(one.balanced()).isTrue();
        assertThat(other.balanced()).isTrue();
    }

    private static Mono<Both> both(Order order, Mono<RouterClient.Told> one, Mono<RouterClient.Told> other) {
        return Mono.zip(one, other).map(told -> new Both(order, told.getT1(), told.getT2()));
    }

    /** Whoever was told of a transfer under a key was told of the same one. */
    private static void agree(List<Both> first, List<Both> again) {
        List<Both> all = new ArrayList<>(first);
        all.addAll(again);
        all.stream().collect(Collectors.groupingBy(both -> both.order().key())).forEach((key, answers) -> {
            List<String> ids = answers.stream()
                    .flatMap(both -> Stream.of(both.one(), both.other()))
                    .map(RouterClient.Told::id)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            assertThat(ids).as("transfers under %s", key).hasSize(1);
        });
    }
}
