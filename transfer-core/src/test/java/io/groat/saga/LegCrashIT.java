package io.groat.saga;

import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.engine.EngineSettings;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.StatementProxy;
import io.groat.infra.testservers.StatementProxy.Moment;
import io.groat.infra.testservers.TestServers;
import io.groat.lane.LaneSettings;
import io.groat.posting.AccountAnswer;
import io.groat.posting.InitiateAnswer;
import io.groat.reconcile.Reconciliation;
import io.groat.refusal.RefusedException;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Kills the payer's and the payee's MySQL (SIGKILL) at every step of every leg of a transfer between them, and
 * brings it back: what was acknowledged is there, what was begun ends, each once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegCrashIT {

    private static final long OPENING = 1_000;

    /** Gives up soon, and leaves nothing to be too young for redrive. */
    private static final EngineSettings SETTINGS = new EngineSettings(
            new LaneSettings(8192, 256, Duration.ofSeconds(2), Duration.ofMillis(300), 20),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            1000,
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofMillis(200));

    /** Two shards between which money moves, and whose server dies. Two such at the same time save half of the time. */
    private enum Pair {
        PAYERS_SERVER_DIES(0, 1, 0),
        PAYEES_SERVER_DIES(2, 3, 3);

        private final int payers;
        private final int payees;
        private final int victim;

        Pair(int payers, int payees, int victim) {
            this.payers = payers;
            this.payees = payees;
            this.victim = victim;
        }

        MySqlServerHandle server() {
            return TestServers.mysqlShards().get(victim);
        }
    }

    /** A leg, by what its batch asks the server first and what it writes then. */
    private enum Leg {
        INITIATE(true, "idempotency_key\\) IN", "INSERT INTO transfers"),
        CREDIT(false, "FROM inbound_transfers", "INSERT INTO inbound_transfers"),
        SETTLE(true, "FROM transfers [^;]*WHERE id IN", "UPDATE [^;]* transfers t ");

        private final boolean atPayers;
        private final Pattern load;
        private final Pattern write;

        Leg(boolean atPayers, String asks, String writes) {
            this.atPayers = atPayers;
            this.load = Pattern.compile("START TRANSACTION.*" + asks, Pattern.DOTALL);
            this.write = Pattern.compile(writes + ".*COMMIT", Pattern.DOTALL);
        }

        int shard(Pair pair) {
            return atPayers ? pair.payers : pair.payees;
        }
    }

    /** How far the leg has come when the server dies. */
    private enum Point {
        BEFORE_ITS_LOAD,
        BETWEEN_LOAD_AND_WRITE,
        WITH_THE_COMMIT_UNKNOWN,
        COMMITTED_BUT_NOT_TOLD
    }

    private final List<StatementProxy> proxies =
            TestServers.mysqlShards().stream().map(StatementProxy::before).toList();
    private TestCluster cluster;

    /** What is asked for: by that key, of that amount, with that end. */
    private record Order(String key, String payer, String payee, long amount, TransferStatus end) {}

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh(
                SETTINGS, proxies.stream().map(StatementProxy::port).toList());
    }

    @AfterEach
    void everyServerIsBack() {
        TestServers.mysqlShards().forEach(MySqlServerHandle::start);
    }

    @AfterAll
    void stop() {
        cluster.close();
        proxies.forEach(StatementProxy::close);
    }

    static Stream<Arguments> cases() {
        return Stream.of(Leg.values()).flatMap(leg -> Stream.of(Point.values()).map(point -> Arguments.of(leg, point)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void theServersAreKilled(Leg leg, Point point) {
        List<Order> orders = new ArrayList<>();
        Map<String, UUID> before = new LinkedHashMap<>();
        for (Pair pair : Pair.values()) {
            List<Order> ofPair = orders(leg + "-" + point + "-" + pair, pair);
            before.putAll(acknowledged(ofPair.subList(0, 2)));
            orders.addAll(ofPair);
        }

        List<CompletableFuture<String>> struck =
                Stream.of(Pair.values()).map(pair -> strike(leg, point, pair)).toList();
        CompletableFuture<Map<String, Optional<Transfer>>> traffic = traffic(orders);
        assertThat(struck).allSatisfy(one -> assertThat(one).succeedsWithin(PATIENCE));
        assertThat(Pair.values()).noneMatch(pair -> pair.server().running());
        Stream.of(Pair.values())
                .map(pair -> CompletableFuture.runAsync(pair.server()::start))
                .toList()
                .forEach(CompletableFuture::join);

        everyOrderEndsOnce(
                orders,
                before,
                traffic.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
        booksAreRight(orders);
    }

    /** Both ways and within each shard; one towards a closed account, whose money has to come back. */
    private List<Order> orders(String run, Pair pair) {
        String payer = cluster.payer(pair.payers, OPENING);
        String payee = cluster.payer(pair.payees, OPENING);
        String near = cluster.payer(pair.payers, OPENING);
        String alsoNear = cluster.payer(pair.payees, OPENING);
        String closed = cluster.userOn(pair.payees);
        Account account = cluster.open(closed, 0);
        assertThat(await(cluster.accounts.changeStatus(account.id(), AccountStatus.CLOSED)))
                .isInstanceOf(AccountAnswer.Done.class);
        List<Order> orders = new ArrayList<>();
        orders.add(new Order(run + "-early", payer, payee, 1, TransferStatus.COMPLETED));
        orders.add(new Order(run + "-early-too", payee, payer, 2, TransferStatus.COMPLETED));
        for (int i = 0; i < 4; i++) {
            orders.add(new Order(run + "-out-" + i, payer, payee, 10 + i, TransferStatus.COMPLETED));
            orders.add(new Order(run + "-home-" + i, payee, payer, 20 + i, TransferStatus.COMPLETED));
        }
        orders.add(new Order(run + "-near", payer, near, 30, TransferStatus.COMPLETED));
        orders.add(new Order(run + "-also-near", payee, alsoNear, 40, TransferStatus.COMPLETED));
        orders.add(new Order(run + "-returned", payer, closed, 50, TransferStatus.FAILED));
        return orders;
    }

    private Map<String, UUID> acknowledged(List<Order> orders) {
        Map<String, UUID> acknowledged = new LinkedHashMap<>();
        for (Order order : orders) {
            Transfer transfer = cluster.paid(order.key(), order.payer(), order.payee(), order.amount());
            assertThat(transfer.status()).isEqualTo(order.end());
            acknowledged.put(order.key(), transfer.id());
        }
        return acknowledged;
    }

    private CompletableFuture<String> strike(Leg leg, Point point, Pair pair) {
        StatementProxy proxy = proxies.get(leg.shard(pair));
        Moment moment = switch (point) {
            case BEFORE_ITS_LOAD, BETWEEN_LOAD_AND_WRITE -> Moment.ASKED;
            case WITH_THE_COMMIT_UNKNOWN -> Moment.PASSED_ON;
            case COMMITTED_BUT_NOT_TOLD -> Moment.DONE;
        };
        Pattern statement = point == Point.BEFORE_ITS_LOAD ? leg.load : leg.write;
        return leg.shard(pair) == pair.victim
                ? proxy.cutAt(moment, statement, pair.server()::kill)
                : proxy.holdAt(moment, statement, pair.server()::kill);
    }

    /** All at once; empty for those who were told to ask again. */
    private CompletableFuture<Map<String, Optional<Transfer>>> traffic(List<Order> orders) {
        return Flux.fromIterable(orders)
                .flatMap(order -> asked(order).map(told -> Map.entry(order.key(), told)), orders.size())
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .toFuture();
    }

    private Mono<Optional<Transfer>> asked(Order order) {
        return cluster.transfer(order.key(), order.payer(), order.payee(), order.amount())
                .map(answer -> Optional.of(((InitiateAnswer.Decided) answer).transfer()))
                .onErrorResume(RefusedException.class, away -> Mono.just(Optional.empty()));
    }

    private void everyOrderEndsOnce(
            List<Order> orders, Map<String, UUID> before, Map<String, Optional<Transfer>> told) {
        // What was done before the crash is asked for again, so that the lanes learn that their servers are back.
        orders.stream().filter(order -> before.containsKey(order.key())).forEach(this::awaitAnswer);
        // What was begun ends by redrive alone: nobody asks for it.
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            for (int shard = 0; shard < proxies.size(); shard++) {
                await(cluster.redrive(shard).round());
            }
            return pending() == 0;
        });

        for (Order order : orders) {
            told.getOrDefault(order.key(), Optional.empty()).ifPresent(said -> {
                assertThat(cluster.stored(said.id()).status()).as("%s", order).isEqualTo(order.end());
                assertThat(said.status()).isIn(TransferStatus.PENDING, order.end());
            });
        }
        for (Order order : orders) {
            Transfer end = awaitAnswer(order);
            assertThat(end.status()).as("end of %s", order).isEqualTo(order.end());
            told.getOrDefault(order.key(), Optional.empty())
                    .ifPresent(said -> assertThat(end.id()).isEqualTo(said.id()));
            assertThat(end.id()).isEqualTo(before.getOrDefault(order.key(), end.id()));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> pending() == 0);
    }

    private Transfer awaitAnswer(Order order) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> await(asked(order)), Optional::isPresent)
                .orElseThrow();
    }

    private long pending() throws SQLException {
        long pending = 0;
        for (int shard = 0; shard < proxies.size(); shard++) {
            try (ShardSql sql = ShardSql.on(cluster, shard)) {
                pending += sql.number("SELECT COUNT(*) FROM transfers WHERE status = 'PENDING'");
            }
        }
        return pending;
    }

    private void booksAreRight(List<Order> orders) {
        Reconciliation books = cluster.reconcile();
        assertThat(books.balanced()).isTrue();
        assertThat(books.inFlight().count()).isZero();
        Map<String, Long> expected = new LinkedHashMap<>();
        for (Order order : orders) {
            long moved = order.end() == TransferStatus.COMPLETED ? order.amount() : 0;
            expected.merge(order.payer(), OPENING - moved, (sum, one) -> sum + one - OPENING);
            expected.merge(
                    order.payee(),
                    order.end() == TransferStatus.COMPLETED ? OPENING + moved : 0,
                    (sum, one) -> sum + one - OPENING);
        }
        expected.forEach((user, balance) ->
                assertThat(cluster.balance(user)).as("balance of %s", user).isEqualTo(balance));
    }
}
