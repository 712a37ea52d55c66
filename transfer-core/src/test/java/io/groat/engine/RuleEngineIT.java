package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.SystemAccounts;
import io.groat.db.Rows;
import io.groat.infra.testservers.TestServers;
import io.groat.lane.LaneNews;
import io.groat.lane.LaneSettings;
import io.groat.lane.PostingLane;
import io.groat.posting.AccountAnswer;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.reconcile.Reconciliation;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.rule.Period;
import io.groat.rule.StoredRule;
import io.groat.rule.StoredRule.Kind;
import io.groat.rule.Usage;
import io.groat.rule.UsageRows;
import io.groat.saga.Redrive;
import io.groat.saga.TransferDrive;
import io.groat.saga.UsageSweep;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rules of money on real shards: made, copied, and kept to by payments that come at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleEngineIT {

    private TestCluster cluster;
    private RuleEngine rules;
    private int names;

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        rules = new RuleEngine(cluster.shards, cluster.shards);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    /** By one payer, within a shard as across shards: what fits, to the unit, whoever is quicker. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void twoHundredAtOnceTakeExactlyWhatADayAllows(int payeeShard) {
        wallet("daily" + payeeShard, "\"limits\": [{\"name\": \"day\", \"window\": \"day\", \"max\": 100}]");
        Account payer = open(0, "daily" + payeeShard, 10_000);
        String payee = cluster.payer(payeeShard, 0);

        List<Transfer> made = await(Flux.range(0, 200)
                .flatMap(
                        n -> cluster.transfer(
                                "day-" + payeeShard + "-" + n, payer.id().toString(), payee, 1),
                        200)
                .map(RuleEngineIT::decided)
                .collectList());

        assertThat(made).hasSize(200);
        assertThat(made.stream().collect(Collectors.groupingBy(Transfer::status, Collectors.counting())))
                .containsEntry(TransferStatus.COMPLETED, 100L)
                .containsEntry(TransferStatus.FAILED, 100L);
        assertThat(made.stream()
                        .filter(transfer -> transfer.status() == TransferStatus.FAILED)
                        .map(Transfer::reason))
                .containsOnly(Refusal.LIMIT_EXCEEDED);
        assertThat(cluster.balance(payee)).isEqualTo(100);
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    /** Two routers on the same shards count on the same rows. */
    @Test
    void twoRoutersShareALimit() {
        wallet("shared", "\"limits\": [{\"name\": \"day\", \"window\": \"day\", \"max\": 50, \"measure\": \"count\"}]");
        Account payer = open(2, "shared", 10_000);
        String payee = cluster.payer(3, 0);
        try (TestCluster other = cluster.anotherRouter()) {
            assertThat(other.shards.rules().book().walletType("shared")).isPresent();
            List<TestCluster> routers = List.of(cluster, other);

            List<Transfer> made = await(Flux.range(0, 120)
                    .flatMap(
                            n -> routers.get(n % 2)
                                    .transfer("two-" + n, payer.id().toString(), payee, 1),
                            120)
                    .map(RuleEngineIT::decided)
                    .collectList());

            assertThat(made.stream().filter(transfer -> transfer.status() == TransferStatus.COMPLETED))
                    .hasSize(50);
            assertThat(cluster.balance(payee)).isEqualTo(50);
        }
    }

    /** What the payee's shard refuses comes back whole: money, fee, and what was counted. */
    @Test
    void aRefusalByThePayeesRulesReturnsMoneyAndFee() {
        wallet("small", "\"maxBalance\": 100");
        wallet("spender", "\"limits\": [{\"name\": \"day\", \"window\": \"day\", \"max\": 70}]");
        transactionType("shop", "\"fees\": [{\"kind\": \"fixed\", \"amount\": 7}]");
        Account payer = open(0, "spender", 1_000);
        Account payee = open(1, "small", 50);
        long feesBefore = fees(0);

        Transfer refused = shop(payer, payee, 60);
        assertThat(refused.reason()).isEqualTo(Refusal.MAX_BALANCE_EXCEEDED);
        Awaitility.await().untilAsserted(() -> assertThat(posted(payer)).isEqualTo(1_000));
        assertThat(fees(0)).isEqualTo(feesBefore);

        Transfer paid = shop(payer, payee, 50);
        assertThat(paid.status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(posted(payer)).isEqualTo(943);
        assertThat(posted(payee)).isEqualTo(100);
        assertThat(fees(0)).isEqualTo(feesBefore + 7);
        Awaitility.await()
                .untilAsserted(() -> assertThat(cluster.reconcile().balanced()).isTrue());
    }

    /** Each side gets back on its own shard what it paid; at the end the fee accounts have what is not refundable. */
    @Test
    void refundsAcrossShardsGiveBackFeesOnBothSides() {
        transactionType(
                "twosided",
                "\"fees\": [{\"kind\": \"fixed\", \"amount\": 7, \"refundable\": true},"
                        + " {\"kind\": \"percent\", \"basisPoints\": 1000, \"paidBy\": \"payee\", \"refundable\": true}]");
        Account payer = open(2, "plain", 1_000);
        Account payee = open(3, "plain", 0);
        long before = fees(2) + fees(3);
        Transfer paid = pay(payer, payee, 100, "twosided");
        Awaitility.await().until(() -> cluster.stored(paid.id()).status() == TransferStatus.COMPLETED);
        assertThat(posted(payee)).isEqualTo(90);

        Flux.range(0, 12)
                .flatMap(
                        n -> cluster.refunds.refund(
                                cluster.stored(paid.id()),
                                new RefundRequest("part-" + n, 9L, TransferKind.REFUND, TransferNote.NONE)),
                        12)
                .then()
                .block(PATIENCE);
        await(cluster.refunds.refund(
                cluster.stored(paid.id()), new RefundRequest("rest", null, TransferKind.REFUND, TransferNote.NONE)));

        Awaitility.await().untilAsserted(() -> assertThat(posted(payer)).isEqualTo(1_000));
        assertThat(posted(payee)).isZero();
        assertThat(fees(2) + fees(3)).isEqualTo(before);
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    @Test
    void creditIsDrawnToItsLimitByPaymentsAtOnce() {
        wallet("credit", "\"creditLimit\": 30");
        Account payer = open(0, "credit", 20);
        String payee = cluster.payer(2, 0);

        Flux.range(0, 80)
                .flatMap(n -> cluster.transfer("credit-" + n, payer.id().toString(), payee, 1), 80)
                .then()
                .block(PATIENCE);

        assertThat(posted(payer)).isEqualTo(-30);
        // As much as there can be leaves room for what comes in later.
        wallet("boundless", "\"creditLimit\": 9223372036854775807");
        Account boundless = open(0, "boundless", 20);
        cluster.pay("boundless-1", boundless.id().toString(), payee, 50);
        cluster.pay("boundless-2", cluster.payer(0, 1_000), boundless.id().toString(), 1_000);
        assertThat(posted(boundless)).isEqualTo(970);
        Awaitility.await()
                .untilAsserted(() -> assertThat(cluster.balance(payee)).isEqualTo(100));
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    @Test
    void writersAtOnceGetDifferentVersionsAndAllShardsHaveThemAll() {
        String name = "versions" + names++;
        await(rules.create(rule(Kind.WALLET, name, "\"maxBalance\": 1"), Refusal.WALLET_TYPE_EXISTS));

        List<Integer> versions = await(Flux.fromStream(IntStream.range(0, 8).boxed())
                .flatMap(
                        n -> rules.change(
                                rule(Kind.WALLET, name, "\"maxBalance\": " + (n + 2)),
                                null,
                                Refusal.WALLET_TYPE_NOT_FOUND),
                        8)
                .map(StoredRule::version)
                .sort()
                .collectList());

        assertThat(versions).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
        for (Shard shard : cluster.shards.all()) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(await(shard.rules().all()).stream()
                                    .filter(rule -> rule.name().equals(name)))
                            .hasSize(9));
        }
        assertThatThrownBy(() ->
                        await(rules.create(rule(Kind.WALLET, name, "\"maxBalance\": 1"), Refusal.WALLET_TYPE_EXISTS)))
                .hasMessageContaining("WALLET_TYPE_EXISTS");
        assertThatThrownBy(() -> await(rules.change(
                        rule(Kind.WALLET, "nobody", "\"maxBalance\": 1"), null, Refusal.WALLET_TYPE_NOT_FOUND)))
                .hasMessageContaining("WALLET_TYPE_NOT_FOUND");
    }

    /** Of two who change what they have read, the second is told of the first. */
    @Test
    void aChangeFollowsOnTheVersionThatWasRead() {
        String name = "read" + names++;
        wallet(name, "\"maxBalance\": 1");
        await(rules.change(rule(Kind.WALLET, name, "\"maxBalance\": 2"), 1, Refusal.WALLET_TYPE_NOT_FOUND));

        assertThatThrownBy(() -> await(
                        rules.change(rule(Kind.WALLET, name, "\"maxBalance\": 3"), 1, Refusal.WALLET_TYPE_NOT_FOUND)))
                .hasMessageContaining("RULE_CHANGED")
                .hasMessageContaining("version 2");
        assertThat(await(rules.change(rule(Kind.WALLET, name, "\"maxBalance\": 3"), 2, Refusal.WALLET_TYPE_NOT_FOUND))
                        .version())
                .isEqualTo(3);
    }

    @Test
    void nobodyGetsCommissionsWhoIsNotThere() {
        UUID nobody = SlottedId.create(SlottedId.Kind.ACCOUNT, 3, Instant.now());
        for (String payee : List.of("nobody-at-all", nobody.toString())) {
            assertThatThrownBy(() -> transactionType("lost" + names++, sharing(payee)))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refused())
                                    .isEqualTo(Refused.of(Refusal.ACCOUNT_NOT_FOUND, "fees[0].commission.payee")));
        }
    }

    /** By two routers, within a shard and across, at once: each payment's share arrives once, on whatever shard. */
    @Test
    void commissionsReachTheirWalletsOnceEach() {
        List<Account> agents = IntStream.range(0, 4)
                .mapToObj(shard -> open(shard, AccountRef.MAIN, 0))
                .toList();
        List<String> types = agents.stream().map(agent -> "shared" + names++).toList();
        for (int agent = 0; agent < 4; agent++) {
            // By account as by user: the account is the user's main one.
            Account one = agents.get(agent);
            transactionType(
                    types.get(agent),
                    sharing(agent % 2 == 0 ? one.userId() : one.id().toString()));
        }
        Account payer = open(0, "plain", 10_000);
        List<Account> payees = List.of(open(0, "plain", 0), open(1, "plain", 0));
        try (TestCluster other = cluster.anotherRouter()) {
            List<TestCluster> routers = List.of(cluster, other);
            List<Transfer> made = await(Flux.range(0, 160)
                    .flatMap(n -> shop(routers.get(n % 2), types.get(n % 4), payer, payees.get(n / 4 % 2), 10), 64)
                    .collectList());

            assertThat(made).hasSize(160).allMatch(transfer -> transfer.status() == TransferStatus.COMPLETED);
            for (Account agent : agents) {
                Awaitility.await().untilAsserted(() -> assertThat(posted(agent)).isEqualTo(40 * 2));
            }
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(cluster.reconcile().balanced()).isTrue());
        assertThat(posted(payer)).isEqualTo(10_000 - 160 * 14);
    }

    /** What nobody drives on, since the router died, is found by the rounds that look for what is PENDING. */
    @Test
    void aCommissionThatNobodyDrivesIsFound() {
        Account agent = open(3, AccountRef.MAIN, 0);
        String type = "found" + names++;
        transactionType(type, sharing(agent.id().toString()));
        Account payer = open(0, "plain", 100);
        Account payee = open(0, "plain", 0);
        TransferOrder order = new TransferOrder(
                        SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(payer.id()), Instant.now()),
                        "found",
                        new AccountRef.ById(payer.id()),
                        AccountIdentity.of(payer),
                        new AccountRef.ById(payee.id()),
                        AccountIdentity.of(payee),
                        0,
                        0,
                        10,
                        EUR,
                        TransferNote.NONE)
                .ofType(type);
        PostingLane alone = new PostingLane(
                cluster.shards.get(0).database(),
                4,
                cluster.shards::map,
                cluster.shards.rules()::book,
                LaneSettings.DEFAULT,
                InstantSource.system(),
                new SimpleMeterRegistry(),
                new LaneNews() {
                    @Override
                    public void published() {}

                    @Override
                    public void begun(List<Transfer> unattended) {}
                });
        assertThat(decided(await(alone.submit(new Initiate(order)))).status()).isEqualTo(TransferStatus.COMPLETED);
        await(alone.close().thenReturn(true));
        assertThat(posted(agent)).isZero();

        Redrive redrive = new Redrive(
                0,
                cluster.shards.get(0).transfers(),
                new TransferDrive(cluster.shards),
                shard -> true,
                InstantSource.system(),
                Duration.ZERO,
                Duration.ofSeconds(1));
        Awaitility.await().untilAsserted(() -> {
            await(redrive.round());
            assertThat(posted(agent)).isEqualTo(2);
        });
    }

    private static String sharing(String payee) {
        return "\"fees\": [{\"kind\": \"fixed\", \"amount\": 4, \"commission\": {\"payee\": \"" + payee
                + "\", \"basisPoints\": 5000}}]";
    }

    @Test
    void theSameTextMakesNoNewVersion() {
        String name = "same" + names++;
        StoredRule draft = rule(Kind.TRANSACTION, name, "\"fees\": []");
        await(rules.create(draft, Refusal.TRANSACTION_TYPE_EXISTS));

        assertThat(await(rules.change(draft, null, Refusal.TRANSACTION_TYPE_NOT_FOUND))
                        .version())
                .isEqualTo(1);
    }

    /** A shard that was away has the newest rules before it takes payments, and then for good. */
    @Test
    void aShardThatWasAwayTakesTheNewestFirst() {
        // Whose versions another shard numbers.
        String name = Stream.generate(() -> "away" + names++)
                .filter(one -> cluster.shards.shardOf(ShardKey.ofName(one)) != 3)
                .findFirst()
                .orElseThrow();
        Account payer = open(3, name, 1_000);
        TestServers.mysqlShards().get(3).kill();
        try {
            Awaitility.await().until(() -> !cluster.shards.reachable(3) || fails(payer));
            wallet(name, "\"limits\": [{\"name\": \"day\", \"window\": \"day\", \"max\": 5}]");
        } finally {
            TestServers.mysqlShards().get(3).start();
        }
        try (TestCluster fresh = cluster.anotherRouter()) {
            Transfer over = decided(fresh.pay("away-" + name, payer.id().toString(), fresh.payer(0, 0), 6));
            assertThat(over.reason()).isEqualTo(Refusal.LIMIT_EXCEEDED);
            assertThat(await(fresh.shards.get(3).rules().all()).stream().map(StoredRule::name))
                    .contains(name);
        }
    }

    /** What limits have counted is held against what was paid, reserved, let go and refused. */
    @Test
    void reconciliationFindsAUsageThatIsNotWhatWasPaid() {
        wallet(
                "checked",
                "\"limits\": [{\"name\": \"checked\", \"window\": \"rolling-30d\", \"max\": 500},"
                        + " {\"name\": \"shops\", \"window\": \"month\", \"max\": 500, \"measure\": \"count\"}]");
        Account payer = open(1, "checked", 1_000);
        String payee = cluster.payer(2, 0);
        String from = payer.id().toString();
        cluster.pay("checked-1", from, payee, 30);
        cluster.pay("held-checked-2", from, payee, 40);
        Transfer cancelled = decided(cluster.pay("held-checked-3", from, payee, 50));
        await(cluster.held.cancel(cancelled.id(), Refusal.PAYMENT_DECLINED));
        cluster.pay("checked-4", from, cluster.userOn(3), 60);
        Awaitility.await()
                .untilAsserted(() -> assertThat(cluster.reconcile().balanced()).isTrue());

        await(cluster.shards
                .get(1)
                .database()
                .write("UPDATE limit_usage SET amount = amount + 1 WHERE limit_name = 'checked'", statement -> {}));

        List<Reconciliation.UsageDifference> found =
                cluster.reconcile().shards().get(1).usages();
        assertThat(found).hasSize(1).first().satisfies(difference -> {
            assertThat(difference.accountId()).isEqualTo(payer.id());
            assertThat(difference.usedMinor()).isEqualTo(71);
            assertThat(difference.paidMinor()).isEqualTo(70);
            assertThat(difference.movements()).isEqualTo(2);
        });
        await(cluster.shards
                .get(1)
                .database()
                .write("UPDATE limit_usage SET amount = amount - 1 WHERE limit_name = 'checked'", statement -> {}));
    }

    /** What counts no more is deleted, what counts stays. */
    @Test
    void whatIsLongOverIsSwept() {
        Shard shard = cluster.shards.get(1);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        UUID account = SlottedId.create(SlottedId.Kind.ACCOUNT, 1, now);
        List<Usage> rows = new ArrayList<>();
        for (int hour = 0; hour < 1_200; hour++) {
            Instant end = now.minus(Duration.ofHours(hour)).plusSeconds(60);
            rows.add(new Usage(account, "hour", new Period(end.minusSeconds(3_600), end), 1, 1));
        }
        await(shard.database().write(UsageRows.TABLE.put(rows), statement -> {}));
        UsageSweep sweep = new UsageSweep(1, shard.rules(), InstantSource.fixed(now), Duration.ofMinutes(1));

        assertThat(await(sweep.round())).isEqualTo(1_175);
        assertThat(await(sweep.round())).isZero();
        assertThat(await(shard.rules().usages(account, now))).hasSize(1);
        // Nobody has paid what it says: the books of the other tests are not to find it.
        assertThat(await(shard.rules().sweepUsages(now.plusSeconds(61), 100))).isEqualTo(25);
    }

    private boolean fails(Account payer) {
        try {
            cluster.pay("probe-" + System.nanoTime(), payer.id().toString(), cluster.userOn(0), 1);
            return false;
        } catch (RuntimeException away) {
            return true;
        }
    }

    private Transfer shop(Account payer, Account payee, long amount) {
        return pay(payer, payee, amount, "shop");
    }

    private Transfer pay(Account payer, Account payee, long amount, String type) {
        return await(shop(cluster, type, payer, payee, amount));
    }

    private Mono<Transfer> shop(TestCluster router, String type, Account payer, Account payee, long amount) {
        return router.transfers
                .transfer(new TransferRequest(
                        "shop-" + names++,
                        new AccountRef.ById(payer.id()),
                        new AccountRef.ById(payee.id()),
                        amount,
                        EUR,
                        TransferNote.NONE,
                        type))
                .map(RuleEngineIT::decided);
    }

    private Account open(int shard, String type, long balance) {
        AccountAnswer answer = await(cluster.accounts.open(cluster.userOn(shard), type, EUR, balance));
        return ((AccountAnswer.Done) answer).account();
    }

    private long posted(Account account) {
        return await(cluster.accounts.find(account.id())).postedMinor();
    }

    private long fees(int shard) {
        return await(cluster.shards
                        .get(shard)
                        .database()
                        .read(
                                "SELECT posted FROM accounts WHERE id = ?",
                                statement -> statement.bind(0, Rows.bytes(SystemAccounts.fees(EUR))),
                                row -> Rows.getLong(row, 0)))
                .get(0);
    }

    private void wallet(String name, String rule) {
        await(rules.create(rule(Kind.WALLET, name, rule), Refusal.WALLET_TYPE_EXISTS));
    }

    private void transactionType(String name, String rule) {
        await(rules.create(rule(Kind.TRANSACTION, name, rule), Refusal.TRANSACTION_TYPE_EXISTS));
    }

    private static StoredRule rule(Kind kind, String name, String rule) {
        return StoredRule.of(kind, name, 1, "{\"title\": \"T\", " + rule + "}", Instant.EPOCH, "admin");
    }

    private static Transfer decided(InitiateAnswer answer) {
        return ((InitiateAnswer.Decided) answer).transfer();
    }
}
