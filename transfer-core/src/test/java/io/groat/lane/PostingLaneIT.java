package io.groat.lane;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.engine.EngineSettings;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.engine.TransferRequest;
import io.groat.posting.AccountAnswer;
import io.groat.posting.Command;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.posting.OpenAccount;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostingLaneIT {

    private static final int QUEUE = 120;
    private static final EngineSettings SETTINGS = new EngineSettings(
            new LaneSettings(QUEUE, 256, Duration.ofSeconds(5), Duration.ofMillis(1500), 20),
            Duration.ofSeconds(20),
            Duration.ofMillis(500),
            1000,
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    private TestCluster cluster;

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh(SETTINGS);
    }

    @AfterAll
    void stop() {
        assertThat(cluster.reconcile().balanced()).isTrue();
        cluster.close();
    }

    static Stream<String> notes() {
        return Stream.of(
                "",
                " ",
                "trailing  ",
                "O'Brien",
                "\\",
                "\\' OR 1=1; DROP TABLE accounts; -- ",
                "'; COMMIT; --",
                "\"`%_#/*!*/",
                "\0\u0001\u001a",
                "\n\r\t",
                "\u2028\u0085\uFEFF",
                "Zürich, 東京",
                "\uD83D\uDE00".repeat(70),
                "_utf8mb4 0x27",
                "?",
                ":name");
    }

    @ParameterizedTest
    @MethodSource("notes")
    void whateverThePayerWritesComesBackAsWritten(String text) throws SQLException {
        TransferNote note = new TransferNote(text, text, text);
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(1, 0);
        TransferRequest request =
                new TransferRequest("key", new AccountRef.ByUser(payer), new AccountRef.ByUser(payee), 10, EUR, note);

        Transfer made = ((InitiateAnswer.Decided) await(cluster.transfers.transfer(request))).transfer();
        InitiateAnswer again = await(cluster.transfers.transfer(request));

        assertThat(made.note()).isEqualTo(note);
        assertThat(cluster.stored(made.id()).note()).isEqualTo(note);
        assertThat(((InitiateAnswer.Decided) again).transfer().id()).isEqualTo(made.id());
        try (ShardSql sql = ShardSql.on(cluster, 1)) {
            assertThat(sql.number("""
                            SELECT COUNT(*) FROM inbound_transfers WHERE id = UUID_TO_BIN(?) AND reference = ?
                            AND description = ? AND metadata = ?""", made.id().toString(), text, text, text)).isEqualTo(1);
        }
    }

    /** Each time one is at fault the others are tried anew: as often as there are commands, and no deeper for it. */
    @Test
    void aBatchOfNothingButBrokenCommandsEndsForEachOfThem() {
        String payer = cluster.payer(1, 100);
        String payee = cluster.payer(1, 0);
        List<CompletableFuture<?>> broken = IntStream.range(0, QUEUE)
                .<CompletableFuture<?>>mapToObj(i -> submit(poisonedBy("broken code", payer, payee)))
                .toList();

        Awaitility.await().atMost(PATIENCE).until(() -> broken.stream().allMatch(CompletableFuture::isDone));
        assertThat(broken).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(cluster.paid("behind-them", payer, payee, 1).status()).isEqualTo(TransferStatus.COMPLETED);
    }

    @Test
    void everyVisibleCharacterCanStandInAKey() {
        String payer = cluster.payer(2, 1_000);
        String payee = cluster.payer(2, 0);
        List<String> keys = IntStream.rangeClosed('!', '~')
                .mapToObj(Character::toString)
                .collect(Collectors.toCollection(ArrayList::new));
        keys.add(String.join("", keys));
        keys.add("k".repeat(128));

        List<Transfer> made =
                keys.stream().map(key -> cluster.paid(key, payer, payee, 1)).toList();
        List<Transfer> again =
                keys.stream().map(key -> cluster.paid(key, payer, payee, 1)).toList();

        assertThat(made).extracting(Transfer::idempotencyKey).isEqualTo(keys);
        assertThat(again).isEqualTo(made);
        assertThat(cluster.balance(payee)).isEqualTo(keys.size());
    }

    /** Commands that pass every rule and that MySQL, or the code behind the rules, can't take. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a reference too long for its column",
                "a user id that no event can carry",
                "broken code",
                "needs that can not be named"
            })
    void aPoisonedCommandFailsAloneAndItsNeighboursSucceed(String poison) throws Exception {
        String payer = cluster.payer(1, 1_000);
        String payee = cluster.payer(1, 0);
        Account held = await(cluster.accounts.ofUser(payer)).get(0);
        long batchesBefore = lane(1).batches();
        CompletableFuture<?> poisoned;
        List<CompletableFuture<InitiateAnswer>> neighbours = new ArrayList<>();
        try (ShardSql sql = ShardSql.on(cluster, 1).hold(held.id())) {
            CompletableFuture<InitiateAnswer> first = submit(cluster.initiate("first", payer, payee, 1));
            Awaitility.await().until(() -> sql.lockWaitsOf(cluster.database()) == 1);
            for (int i = 0; i < 50; i++) {
                neighbours.add(submit(cluster.initiate("before-" + i, payer, payee, 1)));
            }
            poisoned = submit(poisonedBy(poison, payer, payee));
            for (int i = 0; i < 50; i++) {
                neighbours.add(submit(cluster.initiate("after-" + i, payer, payee, 1)));
            }
            assertThat(first).isNotDone();
            sql.letGo();
        }

        Awaitility.await().atMost(PATIENCE).until(poisoned::isDone);
        assertThat(poisoned).isCompletedExceptionally();
        Flux.fromIterable(neighbours)
                .flatMap(neighbour -> Mono.fromFuture(neighbour))
                .collectList()
                .blockOptional(Duration.ofSeconds(20));
        assertThat(neighbours)
                .allMatch(neighbour ->
                        ((InitiateAnswer.Decided) neighbour.join()).transfer().status() == TransferStatus.COMPLETED);
        assertThat(cluster.balance(payee)).isEqualTo(101);
        assertThat(lane(1).reachable()).isTrue();
        assertThat(lane(1).batches()).as("they did not go one by one").isLessThan(batchesBefore + 20);
    }

    private Command<?> poisonedBy(String poison, String payer, String payee) {
        TransferOrder order = cluster.initiate("poisoned", payer, payee, 1).order();
        return switch (poison) {
            case "a reference too long for its column" ->
                new Initiate(new TransferOrder(
                        order.id(),
                        order.idempotencyKey(),
                        order.payerRef(),
                        order.payer(),
                        order.payeeRef(),
                        order.payee(),
                        1,
                        1,
                        1,
                        EUR,
                        new TransferNote("x".repeat(200), null, null)));
            case "a user id that no event can carry" ->
                new OpenAccount(
                        SlottedId.create(SlottedId.Kind.ACCOUNT, 1, Instant.now()),
                        Stream.iterate("tab\tbed", id -> id + "!")
                                .filter(id -> cluster.shards.shardOf(ShardKey.ofUser(id)) == 1)
                                .findFirst()
                                .orElseThrow(),
                        AccountRef.MAIN,
                        EUR,
                        0,
                        order.id());
            case "needs that can not be named" ->
                new Initiate(new TransferOrder(
                        order.id(),
                        order.idempotencyKey(),
                        order.payerRef(),
                        order.payer(),
                        order.payeeRef(),
                        null, // within the shard
                        1,
                        1,
                        1,
                        EUR,
                        TransferNote.NONE));
            default ->
                new Initiate(new TransferOrder(
                        order.id(),
                        order.idempotencyKey(),
                        order.payerRef(),
                        order.payer(),
                        order.payeeRef(),
                        order.payee(),
                        1,
                        1,
                        0, // not above zero
                        EUR,
                        TransferNote.NONE));
        };
    }

    @Test
    void aLockThatSomebodyElseHoldsDelaysTheBatchAndNoMore() throws Exception {
        String payer = cluster.payer(3, 100);
        String payee = cluster.payer(3, 0);
        Account held = await(cluster.accounts.ofUser(payer)).get(0);
        double retries = cluster.retries(3);
        CompletableFuture<InitiateAnswer> answer;
        try (ShardSql sql = ShardSql.on(cluster, 3).hold(held.id())) {
            answer = submit(cluster.initiate("key", payer, payee, 10));
            // The server gives up the wait after three seconds, and the lane begins again.
            Awaitility.await().until(() -> cluster.retries(3) > retries);
            sql.letGo();
        }

        assertThat(((InitiateAnswer.Decided) answer.get(10, TimeUnit.SECONDS))
                        .transfer()
                        .status())
                .isEqualTo(TransferStatus.COMPLETED);
        assertThat(cluster.balance(payee)).isEqualTo(10);
    }

    @Test
    void aBatchThatMySqlEndsForADeadlockGoesAgain() throws Exception {
        List<Account> others = IntStream.range(0, 5)
                .mapToObj(i -> cluster.open(cluster.userOn(3), 10))
                .toList();
        Account one = cluster.open(cluster.userOn(3), 100);
        Account other = cluster.open(cluster.userOn(3), 100);
        boolean inOrder = one.id().toString().compareTo(other.id().toString()) < 0;
        Account low = inOrder ? one : other;
        Account high = inOrder ? other : one;
        double retries = cluster.retries(3);
        CompletableFuture<InitiateAnswer> answer;
        try (ShardSql sql = ShardSql.on(cluster, 3).hold(high.id());
                ShardSql watch = ShardSql.on(cluster, 3)) {
            // MySQL ends the transaction that has changed less: that of the lane.
            for (Account account : others) {
                sql.run(
                        "UPDATE accounts SET updated_at = NOW(6) WHERE id = UUID_TO_BIN(?)",
                        account.id().toString());
            }
            answer = submit(cluster.initiate("key", low.userId(), high.userId(), 10));
            Awaitility.await().until(() -> watch.lockWaitsOf(cluster.database()) == 1);
            sql.hold(low.id());
            sql.letGo();
        }

        assertThat(((InitiateAnswer.Decided) answer.get(10, TimeUnit.SECONDS))
                        .transfer()
                        .status())
                .isEqualTo(TransferStatus.COMPLETED);
        assertThat(cluster.retries(3)).isGreaterThan(retries);
        assertThat(cluster.balance(high.userId())).isEqualTo(110);
    }

    @Test
    void aFullQueueRefusesAtOnceAndLosesNothing() throws Exception {
        String payer = cluster.payer(2, 1_000);
        String payee = cluster.payer(2, 0);
        Account held = await(cluster.accounts.ofUser(payer)).get(0);
        List<Initiate> commands = IntStream.range(0, 2 * QUEUE)
                .mapToObj(i -> cluster.initiate("key-" + i, payer, payee, 1))
                .toList();
        List<CompletableFuture<InitiateAnswer>> answers = new ArrayList<>();
        try (ShardSql sql = ShardSql.on(cluster, 2).hold(held.id())) {
            answers.add(submit(commands.get(0)));
            Awaitility.await().until(() -> sql.lockWaitsOf(cluster.database()) == 1);
            commands.stream().skip(1).forEach(command -> answers.add(submit(command)));
            assertThat(lane(2).depth()).isEqualTo(QUEUE);
            assertThat(answers)
                    .filteredOn(CompletableFuture::isDone)
                    .hasSize(QUEUE - 1)
                    .allSatisfy(full -> assertThat(
                                    full.handle((answer, failure) -> failure).join())
                            .isInstanceOfSatisfying(
                                    RefusedException.class,
                                    refused -> assertThat(refused.refused().refusal())
                                            .isEqualTo(Refusal.SHARD_BUSY)));
            sql.letGo();
        }

        List<InitiateAnswer> taken = answers.stream()
                .filter(answer -> !answer.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
        assertThat(taken).hasSize(QUEUE + 1);
        assertThat(cluster.balance(payee)).isEqualTo(QUEUE + 1);
        List<InitiateAnswer> again = await(Flux.fromIterable(commands)
                .concatMap(command -> cluster.shards.submit(command))
                .collectList());
        assertThat(again).hasSize(2 * QUEUE).containsAll(taken);
        assertThat(cluster.balance(payee)).isEqualTo(2 * QUEUE);
    }

    @Test
    void anAnswerToAnAccountIsWhatTheTableHolds() {
        Account opened = cluster.open(cluster.userOn(0), 5);

        assertThat(await(cluster.accounts.find(opened.id()))).isEqualTo(opened);
        assertThat(await(cluster.accounts.changeStatus(opened.id(), AccountStatus.FROZEN)))
                .isInstanceOfSatisfying(
                        AccountAnswer.Done.class,
                        done -> assertThat(await(cluster.accounts.find(opened.id())))
                                .isEqualTo(done.account()));
    }

    private <R> CompletableFuture<R> submit(Command<R> command) {
        return cluster.shards.submit(command).toFuture();
    }

    private LaneStatus lane(int shard) {
        return cluster.shards.get(shard).lane().status();
    }
}
