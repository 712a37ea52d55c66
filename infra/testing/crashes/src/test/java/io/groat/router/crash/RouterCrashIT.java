package io.groat.router.crash;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.StatementProxy;
import io.groat.infra.testservers.StatementProxy.Moment;
import io.groat.infra.testservers.TestServers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

/**
 * Kills a router's process (SIGKILL) at every step of every leg and starts another on the same shards: that one ends
 * what was begun, by itself, and sends what was not sent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouterCrashIT {

    private static final int USERS = 8;
    private static final int ORDERS = 24;

    private final ServerHandle kafka = TestServers.kafka();
    private final List<StatementProxy> proxies =
            TestServers.mysqlShards().stream().map(StatementProxy::before).toList();
    private final String database = "crash" + ProcessHandle.current().pid();
    private final Books books = new Books(database);
    private final List<Order> allOrders = new ArrayList<>();
    private ServerHandle router;
    private Wallets wallets;

    @BeforeAll
    void start() {
        TestServers.mysqlShards().forEach(server -> server.createDatabase(database));
        router = another();
        wallets = Wallets.open(client(), USERS);
    }

    /** Of all the transfers, though every router but one died. */
    @AfterAll
    void allEventsReachKafka() {
        await().atMost(PATIENCE).until(() -> books.outboxRows() == 0);
        new PaymentEvents(kafka).tellWhatIsBooked(books, wallets.prefix());
        router.kill();
        proxies.forEach(StatementProxy::close);
    }

    /**
     * By what the leg's batch asks a shard first and what it writes then. A router that dies before a later leg has
     * asked anything is one that died after the leg before was committed.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Initiate | before its load     | ASKED     | START TRANSACTION.*idempotency_key\\) IN
            Initiate | before its write    | ASKED     | INSERT INTO transfers
            Initiate | its commit sent     | PASSED_ON | INSERT INTO transfers.*COMMIT
            Initiate | committed, not told | DONE      | INSERT INTO transfers.*COMMIT
            Credit   | before its write    | ASKED     | INSERT INTO inbound_transfers
            Credit   | its commit sent     | PASSED_ON | INSERT INTO inbound_transfers.*COMMIT
            Credit   | committed, not told | DONE      | INSERT INTO inbound_transfers.*COMMIT
            Settle   | before its write    | ASKED     | UPDATE [^;]* transfers t
            Settle   | its commit sent     | PASSED_ON | UPDATE [^;]* transfers t .*COMMIT
            Settle   | committed, not told | DONE      | UPDATE [^;]* transfers t .*COMMIT
            """)
    void anotherRouterTakesOver(String leg, String point, Moment moment, String statement) {
        String name = (leg + "-" + point).replaceAll("[ ,]+", "-");
        List<Order> orders = wallets.orders(name, ORDERS, new Random(name.hashCode()));
        allOrders.addAll(orders);
        ServerHandle victim = router;
        CompletableFuture<String> struck =
                proxies.get(1).cutAt(moment, Pattern.compile(statement, Pattern.DOTALL), victim::kill);

        Map<String, RouterClient.Told> told = paid(orders);
        assertThat(told.values()).extracting(RouterClient.Told::status).isSubsetOf(0, 201, 202);
        assertThat(struck).succeedsWithin(PATIENCE);
        assertThat(victim.running()).isFalse();
        router = another();

        // By itself: nobody asks again.
        await().atMost(PATIENCE).until(() -> books.pending(wallets.prefix()) == 0);
        Map<String, String> booked = new LinkedHashMap<>();
        books.transfers(wallets.prefix()).forEach(transfer -> booked.put(transfer.key(), transfer.id()));
        told.forEach((key, answer) -> {
            if (answer.acknowledged()) {
                assertThat(booked).containsEntry(key, answer.id());
            }
        });
        // Those that nobody had taken yet may be told as PENDING first; asked again they are told as they ended.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(paid(orders).values()).allMatch(RouterClient.Told::completed));
        await().atMost(PATIENCE).until(() -> books.pending(wallets.prefix()) == 0);
        books.eachKeyMovedMoneyOnce(allOrders, wallets);
        assertThat(client().balanced()).isTrue();
    }

    /** All at once, each asked once. */
    private Map<String, RouterClient.Told> paid(List<Order> orders) {
        return Flux.fromIterable(orders)
                .flatMap(order -> client().pay(order).map(told -> Map.entry(order.key(), told)), orders.size())
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private RouterClient client() {
        return new RouterClient(router.port());
    }

    private ServerHandle another() {
        return RouterProgram.start(
                database,
                proxies.stream().map(StatementProxy::port).toList(),
                "groat.kafka.bootstrap-servers=" + kafka.host() + ":" + kafka.port(),
                "groat.relay.lease=600ms",
                "groat.engine.redrive-age=300ms",
                "groat.engine.redrive-pause=100ms");
    }
}
