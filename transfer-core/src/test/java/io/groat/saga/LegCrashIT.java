package io.groat.saga;

import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.engine.CaptureRequest;
import io.groat.engine.EngineSettings;
import io.groat.engine.HoldRequest;
import io.groat.engine.RefundRequest;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.hold.Hold;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.StatementProxy;
import io.groat.infra.testservers.StatementProxy.Moment;
import io.groat.infra.testservers.TestServers;
import io.groat.lane.LaneSettings;
import io.groat.posting.AccountAnswer;
import io.groat.posting.HoldAnswer;
import io.groat.posting.InitiateAnswer;
import io.groat.reconcile.Reconciliation;
import io.groat.refusal.RefusedException;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
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
import java.util.function.Supplier;
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
        SETTLE(true, "FROM transfers [^;]*WHERE id IN", "UPDATE [^;]* transfers t "),
        REFUND(false, "FROM refund_totals", "refund_totals"),
        CAPTURE(true, "FROM holds", "UPDATE [^;]* holds t ");

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
    private record Order(
            String key,
            String payer,
            String payee,
            long amount,
            TransferStatus end,
            Supplier<Mono<InitiateAnswer>> asks) {}

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
            orders.addAll(ofWhatIsThere(leg + "-" + point + "-" + pair, ofPair));
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
        orders.add(payment(run + "-early", payer, payee, 61, TransferStatus.COMPLETED));
        orders.add(payment(run + "-early-too", payee, payer, 2, TransferStatus.COMPLETED));
        for (int i = 0; i < 4; i++) {
            orders.add(payment(run + "-out-" + i, payer, payee, 10 + i, TransferStatus.COMPLETED));
            orders.add(payment(run + "-home-" + i, payee, payer, 20 + i, TransferStatus.COMPLETED));
        }
        orders.add(payment(run + "-near", payer, near, 30, TransferStatus.COMPLETED));
        orders.add(payment(run + "-also-near", payee, alsoNear, 40, TransferStatus.COMPLETED));
        orders.add(payment(run + "-returned", payer, closed, 50, TransferStatus.FAILED));
        return orders;
    }

    /** Refunds of the first of those orders, and captures of holds between the same two. */
    private List<Order> ofWhatIsThere(String run, List<Order> made) {
        Order first = made.get(0);
        Transfer original = cluster.paid(first.key(), first.payer(), first.payee(), first.amount());
        Hold hold = hold(run + "-hold", first.payer(), first.payee());
        Hold home = hold(run + "-home-hold", first.payee(), first.payer());
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            orders.add(refund(run + "-refund-" + i, original, 11 + i));
            orders.add(capture(run + "-capture-" + i, hold, first.payee(), 15 + i, TransferStatus.COMPLETED));
            orders.add(capture(run + "-home-capture-" + i, home, first.payer(), 5 + i, TransferStatus.COMPLETED));
        }
        return orders;
    }

    private Order payment(String key, String payer, String payee, long amount, TransferStatus end) {
        return new Order(key, payer, payee, amount, end, () -> cluster.transfer(key, payer, payee, amount));
    }

    /** Gives back some of what that payment brought. */
    private Order refund(String key, Transfer original, long amount) {
        return new Order(
                key,
                original.payeeUser() == null ? "" : original.payeeUser(),
                original.payerUser(),
                amount,
                TransferStatus.COMPLETED,
                () -> cluster.refunds.refund(
                        original, new RefundRequest(key, amount, TransferKind.REFUND, TransferNote.NONE)));
    }

    /** Takes some of what was reserved. */
    private Order capture(String key, Hold hold, String payee, long amount, TransferStatus end) {
        return new Order(
                key,
                hold.payerUser(),
                payee,
                amount,
                end,
                () -> cluster.holds.capture(hold, new CaptureRequest(key, amount, false, TransferNote.NONE)));
    }

    private Hold hold(String key, String payer, String payee) {
        HoldAnswer answer = await(cluster.holds.authorize(
                new HoldRequest(TestCluster.request(key, payer, payee, 90), null, Duration.ofDays(1))));
        return ((HoldAnswer.Stands) answer).hold();
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
        return order.asks()
                .get()
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
