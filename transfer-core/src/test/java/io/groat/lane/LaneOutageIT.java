package io.groat.lane;

import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.Account;
import io.groat.engine.EngineSettings;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What callers see, and what the books say, when a shard goes away under load. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaneOutageIT {

    private static final int ENOUGH = 10;
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final EngineSettings SETTINGS = new EngineSettings(
            new LaneSettings(8192, 256, Duration.ofSeconds(1), Duration.ofMillis(500), 20),
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            1000,
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofSeconds(1));

    private TestCluster cluster;

    /** What a caller was told: a transfer, or why not. */
    private record Told(String key, Optional<Transfer> transfer, Optional<Refusal> refusal) {}

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh(SETTINGS);
    }

    @AfterEach
    void everyServerIsBack() {
        TestServers.mysqlShards().forEach(MySqlServerHandle::resume);
        TestServers.mysqlShards().forEach(MySqlServerHandle::start);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(cluster.reconcile().balanced()).isTrue();
        });
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void aShardThatIsKilledUnderLoadLosesNothingAndDoublesNothing() {
        List<String> users = users(12);
        CompletableFuture<List<Told>> traffic = traffic("kill", users, 3_000);
        MySqlServerHandle server = TestServers.mysqlShards().get(1);
        long before = lane(1).commands();
        Awaitility.await().until(() -> lane(1).commands() > before + 200);

        server.kill();
        Awaitility.await().until(() -> !lane(1).reachable());
        server.start();

        everyoneIsToldTheTruth("kill", users, traffic.join());
    }

    /** As when the machine room loses its power: nothing that anybody was told of may be gone. */
    @Test
    void allShardsKilledAtOnceUnderLoadLoseNothingAndDoubleNothing() {
        List<String> users = users(12);
        CompletableFuture<List<Told>> traffic = traffic("all", users, 4_000);
        List<MySqlServerHandle> servers = TestServers.mysqlShards();
        long before = committed();
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> committed() > before + 1_000);

        all(servers, MySqlServerHandle::kill);
        assertThat(traffic).as("there was load").isNotDone();
        all(servers, MySqlServerHandle::start);

        everyoneIsToldTheTruth("all", users, traffic.join());
    }

    @Test
    void connectionsKilledAtAnyMomentChangeNoAnswer() throws Exception {
        List<String> users = users(12);
        AtomicInteger killed = new AtomicInteger();
        CompletableFuture<List<Told>> traffic =
                traffic("cut", users, Flux.range(0, 100_000).takeWhile(i -> i < 6_000 || killed.get() <= ENOUGH));
        try (ShardSql first = ShardSql.on(cluster, 0);
                ShardSql second = ShardSql.on(cluster, 1)) {
            while (!traffic.isDone()) {
                long done = lane(0).commands() + lane(1).commands();
                killed.addAndGet(killAll(first) + killAll(second));
                // Between two cuts some batches get through, else nobody would ever be told anything.
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> traffic.isDone() || lane(0).commands() + lane(1).commands() > done + 100);
            }
        }

        assertThat(killed).hasValueGreaterThan(ENOUGH);
        everyoneIsToldTheTruth("cut", users, traffic.join());
    }

    @Test
    void aShardThatHangsIsGivenUpAndComesBackWithNoLockLeft() throws Exception {
        String payer = cluster.payer(2, 100);
        String payee = cluster.payer(2, 0);
        Account held = await(cluster.accounts.ofUser(payer)).get(0);
        MySqlServerHandle server = TestServers.mysqlShards().get(2);
        try (ShardSql sql = ShardSql.on(cluster, 2).hold(held.id());
                ShardSql watch = ShardSql.on(cluster, 2)) {
            CompletableFuture<InitiateAnswer> answer =
                    cluster.transfer("hang", payer, payee, 10).toFuture();
            Awaitility.await().until(() -> watch.lockWaitsOf(cluster.database()) == 1);
            server.pause();
            assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("SHARD_UNAVAILABLE");
            assertThat(lane(2).reachable()).isFalse();
            server.resume();
            sql.letGo();

            Awaitility.await().atMost(PATIENCE).until(() -> completed("hang", payer, payee, 10));
            assertThat(cluster.balance(payee)).isEqualTo(10);
            Awaitility.await().atMost(PATIENCE).until(() -> watch.transactionsOf(cluster.database()) == 0);
            // A lane, a few readers, and the two of this test: what was given up is gone.
            assertThat(watch.connectionsOf(cluster.database())).hasSizeLessThan(12);
        }
    }

    /** After a restart the server counts its connections from the beginning: the old number is someone else's. */
    @Test
    void aConnectionOfSomebodyElseIsLeftAloneAfterARestart() throws Exception {
        String payer = cluster.payer(3, 100);
        String payee = cluster.payer(3, 0);
        // Numbers low enough to be reached again: those of a server that has just begun.
        MySqlServerHandle server = TestServers.mysqlShards().get(3);
        server.kill();
        server.start();
        Awaitility.await().atMost(PATIENCE).until(() -> completed("one", payer, payee, 1));
        long newest;
        try (ShardSql sql = ShardSql.on(cluster, 3)) {
            newest = sql.number("SELECT CONNECTION_ID()");
        }
        server.kill();
        server.start();

        List<ShardSql> strangers = new ArrayList<>();
        try {
            do {
                strangers.add(ShardSql.on(cluster, 3));
            } while (strangers.get(strangers.size() - 1).number("SELECT CONNECTION_ID()") < newest);
            Awaitility.await().atMost(PATIENCE).until(() -> completed("two", payer, payee, 1));

            for (ShardSql stranger : strangers) {
                assertThat(stranger.number("SELECT 1")).isEqualTo(1);
            }
        } finally {
            for (ShardSql stranger : strangers) {
                stranger.close();
            }
        }
    }

    /** At the same time, each by a thread of its own. */
    private static void all(List<MySqlServerHandle> servers, Consumer<MySqlServerHandle> deed) {
        Flux.fromIterable(servers)
                .flatMap(
                        server -> Mono.fromRunnable(() -> deed.accept(server)).subscribeOn(Schedulers.boundedElastic()),
                        servers.size())
                .blockLast(Duration.ofSeconds(60));
    }

    private long committed() {
        return IntStream.range(0, 4).mapToLong(shard -> lane(shard).commands()).sum();
    }

    private List<String> users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> cluster.payer(i % 4, 1_000_000))
                .toList();
    }

    private CompletableFuture<List<Told>> traffic(String run, List<String> users, int count) {
        return traffic(run, users, Flux.range(0, count));
    }

    /** Whoever is turned away comes back with the next one a moment later: 64 callers would else be through at once. */
    private CompletableFuture<List<Told>> traffic(String run, List<String> users, Flux<Integer> numbers) {
        return numbers.flatMap(
                        i -> told(run, users, i)
                                .delayUntil(told -> told.refusal().isEmpty() ? Mono.empty() : Mono.delay(A_MOMENT)),
                        64)
                .collectList()
                .toFuture();
    }

    private Mono<Told> told(String run, List<String> users, int i) {
        String key = run + "-" + i;
        return cluster.transfer(key, payerOf(users, i), payeeOf(users, i), 1)
                .map(answer -> answer instanceof InitiateAnswer.Decided decided
                        ? new Told(key, Optional.of(decided.transfer()), Optional.empty())
                        : new Told(
                                key,
                                Optional.empty(),
                                Optional.of(((InitiateAnswer.TurnedDown) answer)
                                        .refused()
                                        .refusal())))
                .onErrorResume(
                        RefusedException.class,
                        refused -> Mono.just(new Told(
                                key,
                                Optional.empty(),
                                Optional.of(refused.refused().refusal()))));
    }

    /** Nobody was told anything but a transfer or "ask again"; asked again, all get the transfer they were told of. */
    private void everyoneIsToldTheTruth(String run, List<String> users, List<Told> told) {
        assertThat(told.stream().flatMap(answer -> answer.refusal().stream()).distinct())
                .isSubsetOf(Refusal.SHARD_UNAVAILABLE, Refusal.SHARD_BUSY);
        Map<String, Transfer> first = told.stream()
                .flatMap(answer -> answer.transfer().stream())
                .collect(Collectors.toMap(Transfer::idempotencyKey, transfer -> transfer));

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> IntStream.range(0, 4)
                        .allMatch(
                                shard -> completed("back-" + run + shard, users.get(shard), users.get(shard + 4), 1)));
        for (int shard = 0; shard < 4; shard++) {
            await(cluster.redrive(shard).round());
        }
        List<Told> again = await(
                Flux.range(0, told.size()).flatMap(i -> told(run, users, i), 64).collectList());
        assertThat(again)
                .allMatch(answer -> answer.transfer()
                        .filter(transfer -> transfer.status() == TransferStatus.COMPLETED)
                        .isPresent());
        assertThat(again.stream().flatMap(answer -> answer.transfer().stream()))
                .allMatch(transfer -> !first.containsKey(transfer.idempotencyKey())
                        || first.get(transfer.idempotencyKey()).id().equals(transfer.id()));
        Awaitility.await().untilAsserted(() -> {
            assertThat(cluster.reconcile().inFlight().count()).isZero();
        });
        assertThat(movesOf(run)).isEqualTo(told.size());
        assertThat(users.stream().mapToLong(cluster::balance).sum()).isEqualTo(users.size() * 1_000_000L);
    }

    private long movesOf(String run) {
        return IntStream.range(0, 4)
                .mapToLong(shard -> {
                    try (ShardSql sql = ShardSql.on(cluster, shard)) {
                        return sql.number("""
                                SELECT COUNT(*) FROM transfers t JOIN ledger_entries e
                                ON e.movement_id = t.id AND e.account_id = t.payer_account
                                WHERE t.idempotency_key LIKE ? AND t.status = 'COMPLETED'""", run + "-%");
                    } catch (SQLException failure) {
                        throw new AssertionError(failure);
                    }
                })
                .sum();
    }

    private boolean completed(String key, String payer, String payee, long amount) {
        try {
            return cluster.paid(key, payer, payee, amount).status() == TransferStatus.COMPLETED;
        } catch (RefusedException notYet) {
            return false;
        }
    }

    private int killAll(ShardSql sql) throws SQLException {
        int killed = 0;
        for (long connection : sql.numbers("""
                SELECT id FROM information_schema.processlist
                WHERE db = ? AND id <> CONNECTION_ID() AND command <> 'Sleep'""", cluster.database())) {
            try {
                sql.run("KILL CONNECTION " + connection);
                killed++;
            } catch (SQLException gone) {
                assertThat(gone.getErrorCode()).isEqualTo(1094);
            }
        }
        return killed;
    }

    private static String payerOf(List<String> users, int i) {
        return users.get(i % users.size());
    }

    private static String payeeOf(List<String> users, int i) {
        return users.get(
                (i * 5 + 1 + i / users.size() % 3) % users.size() == i % users.size()
                        ? (i + 1) % users.size()
                        : (i * 5 + 1 + i / users.size() % 3) % users.size());
    }

    private LaneStatus lane(int shard) {
        return cluster.shards.get(shard).lane().status();
    }
}
