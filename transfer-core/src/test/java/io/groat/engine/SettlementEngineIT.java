package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.account.FundingSource;
import io.groat.casework.CaseAction;
import io.groat.casework.CaseDecision;
import io.groat.casework.CaseKind;
import io.groat.casework.CaseStatus;
import io.groat.casework.CaseStore.CaseFilter;
import io.groat.casework.MoneyCase;
import io.groat.db.Rows;
import io.groat.money.CurrencyCode;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.PaymentGateway;
import io.groat.order.PaymentGateway.Observation;
import io.groat.order.PaymentGateway.Paid;
import io.groat.order.SettleablePayments;
import io.groat.posting.AccountAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.settlement.Leg;
import io.groat.settlement.Outcome;
import io.groat.settlement.RowKind;
import io.groat.settlement.Settleable;
import io.groat.settlement.SettledItem;
import io.groat.settlement.Settlement;
import io.groat.settlement.SettlementKeys;
import io.groat.settlement.SettlementRow;
import io.groat.settlement.SettlementStore.Sum;
import io.groat.settlement.Transit;
import io.groat.shard.ShardKey;
import io.groat.transfer.TransferNote;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Settlements and cases on real shards. Each test has a gateway of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettlementEngineIT {

    private static final Duration LONG = Duration.ofDays(3);
    private static final String ANNA = "user:anna";
    private static final String BEN = "user:ben";
    private static final List<String> GATEWAYS =
            IntStream.range(0, 60).mapToObj(n -> "g" + n).toList();

    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger gateways = new AtomicInteger();
    private TestCluster cluster;
    private OrderEngine orders;
    private Router router;
    private volatile Duration later = Duration.ZERO;
    private final InstantSource clock = () -> Instant.now().plus(later);

    /** What a router works with. */
    private record Router(SettlementEngine settlements, CaseEngine cases) {}

    /** Takes every order, and says nothing. */
    private static final class Silent implements PaymentGateway {
        @Override
        public String name() {
            return "silent";
        }

        @Override
        public boolean takes(OrderMethod method, CurrencyCode currency, long amountMinor) {
            return true;
        }

        @Override
        public boolean isHealthy() {
            return true;
        }

        @Override
        public Mono<Opened> open(Order order) {
            return Mono.just(new Opened("silent-" + order.id(), "https://pay.example/"));
        }

        @Override
        public Mono<Observation> look(Order order) {
            return Mono.just(Observation.NOTHING);
        }
    }

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        orders = new OrderEngine(
                cluster.shards,
                new AccountDirectory(100),
                cluster.funding,
                List.of(new Silent()),
                InstantSource.system());
        router = router(cluster);
    }

    private Router router(TestCluster of) {
        SettlementEngine settlements =
                new SettlementEngine(of.shards, List.of(new SettleablePayments()), GATEWAYS, clock);
        PayoutSteps steps =
                new PayoutSteps(of.shards, of.funding, RiskGate.OPEN, List.of(), Duration.ofMinutes(15), clock);
        PayoutEngine payouts = new PayoutEngine(of.shards, new AccountDirectory(100), List.of(), steps, clock);
        return new Router(settlements, new CaseEngine(of.shards, of.funding, settlements, payouts, clock));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void whatIsPaidOutLeavesTheTransitAccountEmpty() {
        String gateway = gateway();
        List<SettlementRow> rows = new ArrayList<>();
        for (int shard = 0; shard < 4; shard++) {
            paid(gateway, cluster.payer(shard, 0), 1000, "well-" + shard);
            rows.add(payment("well-" + shard, 1000, 20));
        }
        Order twice = paid(gateway, cluster.payer(1, 0), 500, "first");
        observe(gateway, twice, "second", 500);
        observe(gateway, order(cluster.payer(2, 0), 500), "wrong", 499);
        assertThat(transit(gateway).balanceMinor()).isEqualTo(-5499);
        assertThat(transit(gateway).differenceMinor()).isZero();
        assertThat(transit(gateway).unsettledCount()).isEqualTo(7);
        rows.add(payment("first", 500, 10));
        rows.add(payment("second", 500, 10));
        rows.add(payment("wrong", 499, 0));
        long bank = all(FundingSource.BANK);

        Settlement done = settle(gateway, rows);

        assertThat(done.status()).isEqualTo(Settlement.Status.DONE);
        assertThat(outcomes(done)).isEqualTo(Map.of(Outcome.MATCHED, 7L));
        assertThat(await(router.settlements.sums(done.id()))).containsExactly(new Sum("MATCHED", "EUR", 7, 5499, 100));
        Transit empty = transit(gateway);
        assertThat(empty.balanceMinor()).isZero();
        assertThat(empty.unsettled()).isEmpty();
        assertThat(empty.differenceMinor()).isZero();
        assertThat(all(FundingSource.BANK) - bank).isEqualTo(-5399);
        assertThat(all(gateway + "-fees")).isEqualTo(-100);
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    @Test
    void theSameFileIsOneSettlement() {
        String gateway = gateway();
        paid(gateway, cluster.payer(0, 0), 100, "one");
        SettlementUpload file = upload(gateway, 1);
        Settlement begun = await(router.settlements.begin(file));
        await(router.settlements
                .store(begun.id(), List.of(in(begun, 2, payment("one", 100, 2))))
                .thenReturn(1));

        // Whoever brings it while another stores it does the same, which changes nothing.
        Settlement again = await(router.settlements.begin(file));
        assertThat(again).isEqualTo(begun);
        await(router.settlements
                .store(begun.id(), List.of(in(begun, 2, payment("one", 100, 2))))
                .thenReturn(1));
        await(router.settlements.stored(begun));
        assertThat(await(router.settlements.stored(begun)).status()).isEqualTo(Settlement.Status.POSTING);
        work(begun.id());

        Settlement later = await(router.settlements.begin(file));
        assertThat(later.id()).isEqualTo(begun.id());
        assertThat(later.status()).isEqualTo(Settlement.Status.DONE);
        assertThat(transit(gateway).balanceMinor()).isZero();
    }

    @Test
    void aRowThatComesTwiceSettlesOnce() {
        String gateway = gateway();
        List<SettlementRow> first = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            paid(gateway, cluster.payer(n % 4, 0), 100, "p" + n);
            first.add(payment("p" + n, 100, 2));
        }
        first.add(payment("nobody", 70, 0));
        List<SettlementRow> second = new ArrayList<>(first.subList(5, 11));
        paid(gateway, cluster.payer(0, 0), 100, "p10");
        second.add(payment("p10", 100, 2));
        second.add(payment("p10", 100, 2));

        assertThat(outcomes(settle(gateway, first))).isEqualTo(Map.of(Outcome.MATCHED, 10L, Outcome.MISSING_HERE, 1L));
        assertThat(outcomes(settle(gateway, second))).isEqualTo(Map.of(Outcome.MATCHED, 1L, Outcome.DUPLICATE, 7L));

        assertThat(transit(gateway).balanceMinor()).isZero();
        assertThat(all(gateway + "-fees")).isEqualTo(-22);
        assertThat(cases(gateway)).hasSize(1);
    }

    /** A payment is settled once, though the gateway writes it twice under ids of its own. */
    @Test
    void anotherRowAboutTheSameIsACase() {
        String gateway = gateway();
        paid(gateway, cluster.payer(3, 0), 100, "one");
        settle(gateway, List.of(payment("one", 100, 2)));

        Settlement other = settle(gateway, List.of(keyed("txn_2", payment("one", 100, 2))));

        assertThat(outcomes(other)).isEqualTo(Map.of(Outcome.DIFFERS, 1L));
        MoneyCase about = cases(gateway).get(0);
        assertThat(about.reason()).isEqualTo("SETTLED_BEFORE");
        assertThat(transit(gateway).balanceMinor()).isZero();
        decide(about, CaseAction.BOOK_TO_SUSPENSE);
        assertThat(transit(gateway).differenceMinor()).isZero();
        assertThat(transit(gateway).balanceMinor()).isZero();
    }

    /** Many routers on one file, and a file for each of them with the same rows. */
    @Test
    void anyNumberOfRoutersWorkOnTheSame() {
        String gateway = gateway();
        List<SettlementRow> rows = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            paid(gateway, cluster.payer(n % 4, 0), 100, "p" + n);
            rows.add(payment("p" + n, 100, 3));
        }
        try (TestCluster other = cluster.anotherRouter()) {
            Router second = router(other);
            Settlement one = posting(gateway, rows);
            Settlement two = posting(gateway, rows);
            await(Flux.merge(
                            router.settlements.work(one),
                            second.settlements.work(one),
                            second.settlements.work(two),
                            router.settlements.work(two))
                    .collectList());
            work(one.id());
            work(two.id());

            Map<Outcome, Long> both = outcomes(await(router.settlements.find(one.id())));
            Map<Outcome, Long> others = outcomes(await(router.settlements.find(two.id())));
            assertThat(both.getOrDefault(Outcome.MATCHED, 0L) + others.getOrDefault(Outcome.MATCHED, 0L))
                    .isEqualTo(40);
            assertThat(both.getOrDefault(Outcome.DUPLICATE, 0L) + others.getOrDefault(Outcome.DUPLICATE, 0L))
                    .isEqualTo(40);
        }
        assertThat(transit(gateway).balanceMinor()).isZero();
        assertThat(all(gateway + "-fees")).isEqualTo(-120);
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    /** A router has claimed a row, and made one of its two movements, and died: the report says so, and another goes on. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void whatWasBegunIsEnded(int legsMade) {
        String gateway = gateway();
        Order order = paid(gateway, cluster.payer(2, 0), 1000, "one");
        Settlement file = posting(gateway, List.of(payment("one", 1000, 20)));
        SettlementRow row =
                await(router.settlements.rows(file.id(), null, 0, 1)).get(0);
        Settleable item = new Settleable(
                gateway, "one", Settleable.Kind.PAYMENT, "PAYMENT/one", order.id(), 1000, EUR, clock.instant());
        SettledItem mine = SettledItem.by(row, item, Instant.parse("2026-11-30T00:00:00Z"));
        await(cluster.shards.on(
                ShardKey.ofId(order.id()), shard -> shard.settled().claim(mine)));
        List<Leg> legs = Leg.settling(gateway, EUR, 980, 20).legs();
        await(new SourcePostings(cluster.shards, clock)
                .move(order.id(), legs.subList(0, legsMade), leg -> SettlementKeys.settling(mine, leg), item.subject())
                .thenReturn(1)
                .defaultIfEmpty(1));

        Transit between = transit(gateway);
        assertThat(between.unsettledMinor()).isEqualTo(1000);
        assertThat(between.underWayMinor()).isEqualTo(legsMade == 0 ? 0 : legsMade == 1 ? 980 : 1000);
        assertThat(between.differenceMinor()).isZero();

        work(file.id());
        assertThat(outcomes(await(router.settlements.find(file.id())))).isEqualTo(Map.of(Outcome.MATCHED, 1L));
        assertThat(transit(gateway).balanceMinor()).isZero();
        assertThat(all(gateway + "-fees")).isEqualTo(-20);
    }

    /** What is between nobody's hands for a while is explained while it is: the deposit is made, and not noted. */
    @Test
    void aPaymentThatIsMovedAndNotNotedIsExplained() {
        String gateway = gateway();
        Order order = paid(gateway, cluster.payer(1, 0), 300, "one");
        onShardOf(order, "UPDATE gateway_payments SET movement_id = NULL WHERE gateway = '" + gateway + "'");

        assertThat(transit(gateway).balanceMinor()).isEqualTo(-300);
        assertThat(transit(gateway).differenceMinor()).isZero();
    }

    /** Whoever moves money by a gateway's account which the gateway does not have is found out. */
    @Test
    void whatNothingExplainsIsShown() {
        String gateway = gateway();
        String user = cluster.payer(1, 0);
        await(cluster.funding.deposit(new FundingRequest(
                "odd", new AccountRef.ByUser(user), new FundingSource(gateway, EUR), 7, TransferNote.NONE)));

        assertThat(transit(gateway).differenceMinor()).isEqualTo(-7);
    }

    @ParameterizedTest
    @CsvSource({
        // what the file says: amount, fee; action; then: transit, suspense, fees, write-off, bank
        " 900, 18, BOOK_TO_SUSPENSE, 0, -100,  -18,    0, -882",
        " 900, 18, BOOK_AS_FEE,      0,    0, -118,    0, -882",
        " 900, 18, WRITE_OFF,        0,    0,  -18, -100, -882",
        "1100, 18, BOOK_TO_SUSPENSE, 0,  100,  -18,    0, -1082",
        "1000, -5, BOOK_AS_FEE,      0,    0,    5,    0, -1005",
        " 900, 18, CLOSE,        -1000,    0,    0,    0,     0",
    })
    void aDifferenceIsDecidedOn(
            long amount,
            long fee,
            CaseAction action,
            long transit,
            long suspense,
            long fees,
            long writeOff,
            long bank) {
        String gateway = gateway();
        paid(gateway, cluster.payer(0, 0), 1000, "one");
        long suspenseBefore = all(FundingSource.SUSPENSE);
        long writeOffBefore = all(FundingSource.WRITE_OFF);
        long bankBefore = all(FundingSource.BANK);
        Settlement file = settle(gateway, List.of(payment("one", amount, fee)));
        assertThat(outcomes(file)).isEqualTo(Map.of(Outcome.DIFFERS, 1L));
        assertThat(transit(gateway).balanceMinor()).isEqualTo(-1000);
        assertThat(transit(gateway).openCases()).isEqualTo(1);

        MoneyCase decided = decide(cases(gateway).get(0), action);

        assertThat(decided.status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(transit(gateway).balanceMinor()).isEqualTo(transit);
        assertThat(transit(gateway).differenceMinor()).isZero();
        assertThat(all(FundingSource.SUSPENSE) - suspenseBefore).isEqualTo(suspense);
        assertThat(all(gateway + "-fees")).isEqualTo(fees);
        assertThat(all(FundingSource.WRITE_OFF) - writeOffBefore).isEqualTo(writeOff);
        assertThat(all(FundingSource.BANK) - bankBefore).isEqualTo(bank);
        assertThat(cluster.reconcile().balanced()).isTrue();
        // The same row once more is none of all this.
        assertThat(outcomes(settle(gateway, List.of(payment("one", amount, fee)))))
                .isEqualTo(Map.of(Outcome.DUPLICATE, 1L));
    }

    @ParameterizedTest
    @CsvSource({
        " 500,  10, BOOK_TO_SUSPENSE, 500,  -10,    0, -490",
        "-500,   0, BOOK_AS_FEE,        0, -500,    0,  500",
        "-500,  15, WRITE_OFF,          0,  -15, -500,  515",
        " 500,  10, CLOSE,              0,    0,    0,    0",
    })
    void whatIsNotKnownIsDecidedOn(
            long amount, long fee, CaseAction action, long suspense, long fees, long writeOff, long bank) {
        String gateway = gateway();
        long suspenseBefore = all(FundingSource.SUSPENSE);
        long writeOffBefore = all(FundingSource.WRITE_OFF);
        long bankBefore = all(FundingSource.BANK);
        Settlement file = settle(gateway, List.of(row("unknown", RowKind.ADJUSTMENT, amount, fee)));
        assertThat(outcomes(file)).isEqualTo(Map.of(Outcome.MISSING_HERE, 1L));

        assertThat(decide(cases(gateway).get(0), action).status()).isEqualTo(CaseStatus.CLOSED);

        assertThat(all(FundingSource.SUSPENSE) - suspenseBefore).isEqualTo(suspense);
        assertThat(all(gateway + "-fees")).isEqualTo(fees);
        assertThat(all(FundingSource.WRITE_OFF) - writeOffBefore).isEqualTo(writeOff);
        assertThat(all(FundingSource.BANK) - bankBefore).isEqualTo(bank);
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    /** The gateway's file was quicker than what it tells. */
    @Test
    void whatBecomesKnownSettlesItself() {
        String gateway = gateway();
        Settlement file = settle(gateway, List.of(payment("early", 250, 5)));
        MoneyCase open = cases(gateway).get(0);
        assertThat(open.kind()).isEqualTo(CaseKind.MISSING_HERE);
        paid(gateway, cluster.payer(3, 0), 250, "early");

        after(Duration.ofMinutes(2), () -> rounds(router));

        assertThat(await(router.cases.find(open.id())).status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(outcomes(file)).isEqualTo(Map.of(Outcome.MATCHED, 1L));
        assertThat(transit(gateway).balanceMinor()).isZero();
    }

    /** What reached the bank by a row is booked once: by decision, or with what the row is about, however late that is known. */
    @Test
    void whatWasDecidedIsNotSettledToo() {
        String gateway = gateway();
        settle(gateway, List.of(payment("late", 250, 5)));
        decide(cases(gateway).get(0), CaseAction.BOOK_TO_SUSPENSE);
        long bank = all(FundingSource.BANK);
        paid(gateway, cluster.payer(3, 0), 250, "late");

        Settlement again = settle(gateway, List.of(payment("late", 250, 5)));

        assertThat(outcomes(again)).isEqualTo(Map.of(Outcome.DUPLICATE, 1L));
        assertThat(all(FundingSource.BANK)).isEqualTo(bank);
        assertThat(transit(gateway).balanceMinor()).isEqualTo(-250);
        assertThat(transit(gateway).differenceMinor()).isZero();
    }

    @Test
    void whatIsKnownByNowIsNotDecidedOn() {
        String gateway = gateway();
        Settlement first = settle(gateway, List.of(payment("late", 250, 5)));
        MoneyCase open = cases(gateway).get(0);
        await(router.cases.claim(open.id(), ANNA));
        paid(gateway, cluster.payer(3, 0), 250, "late");
        refuses(
                Refusal.CASE_ACTION_NOT_POSSIBLE,
                router.cases.decide(open.id(), ANNA, CaseAction.BOOK_TO_SUSPENSE, "too late"));

        // The same row in another file settles it, and closes the case of the first.
        assertThat(outcomes(settle(gateway, List.of(payment("late", 250, 5))))).isEqualTo(Map.of(Outcome.MATCHED, 1L));
        assertThat(await(router.cases.find(open.id())).status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(outcomes(first)).isEqualTo(Map.of(Outcome.MISSING_HERE, 1L));
        assertThat(transit(gateway).balanceMinor()).isZero();
        assertThat(all(gateway + "-fees")).isEqualTo(-5);
    }

    @Test
    void whatIsNotSettledInTimeIsACaseUntilItIs() {
        String gateway = gateway();
        paid(gateway, cluster.payer(0, 0), 100, "left-out");
        paid(gateway, cluster.payer(1, 0), 100, "also-left-out");
        assertThat(findMissing()).as("nothing newer is settled").isZero();
        paid(gateway, cluster.payer(2, 0), 100, "newer");
        settle(gateway, List.of(at(clock.instant().plusSeconds(60), payment("newer", 100, 1))));
        assertThat(findMissing()).as("it is too early").isZero();

        after(LONG.plusHours(1), () -> {
            assertThat(findMissing()).isEqualTo(2);
            assertThat(findMissing()).isZero();
        });

        MoneyCase one = named(cases(gateway), "PAYMENT/left-out");
        MoneyCase other = named(cases(gateway), "PAYMENT/also-left-out");
        assertThat(one.kind()).isEqualTo(CaseKind.MISSING_THERE);
        settle(gateway, List.of(payment("left-out", 100, 1)));
        assertThat(await(router.cases.find(one.id())).status()).isEqualTo(CaseStatus.CLOSED);
        decide(other, CaseAction.WRITE_OFF);
        assertThat(transit(gateway).balanceMinor()).isZero();
        assertThat(transit(gateway).openCases()).isZero();
        // It comes in the end: the books have had it written off.
        assertThat(outcomes(settle(gateway, List.of(payment("also-left-out", 100, 1)))))
                .isEqualTo(Map.of(Outcome.DIFFERS, 1L));
        assertThat(transit(gateway).differenceMinor()).isZero();
    }

    @Test
    void whatIsInSuspenseIsCreditedByDecision() {
        String gateway = gateway();
        String user = cluster.payer(1, 0);
        observe(gateway, order(user, 500), "wrong", 499);
        rounds(router);
        rounds(router);
        assertThat(cases(gateway)).hasSize(1);
        MoneyCase open = cases(gateway).get(0);
        assertThat(open.reason()).isEqualTo("AMOUNT_DIFFERS");
        assertThat(open.proposal()).isEqualTo(CaseAction.CREDIT_WALLET);

        MoneyCase closed = decide(open, CaseAction.CREDIT_WALLET);

        assertThat(closed.status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(closed.movementId()).isNotNull();
        assertThat(cluster.balance(user)).isEqualTo(499);
        // Once more by the same person is the same; by another it is too late.
        assertThat(await(router.cases.decide(open.id(), ANNA, CaseAction.CREDIT_WALLET, "again")))
                .isEqualTo(closed);
        refuses(Refusal.CASE_CLOSED, router.cases.decide(open.id(), BEN, CaseAction.CREDIT_WALLET, "too"));
        refuses(Refusal.CASE_CLOSED, router.cases.decide(open.id(), ANNA, CaseAction.WRITE_OFF, "no"));
        assertThat(cluster.balance(user)).isEqualTo(499);
    }

    @Test
    void anotherCurrencyIsCreditedToNobody() {
        String gateway = gateway();
        Order order = order(cluster.payer(1, 0), 500);
        await(orders.observe(
                order.id(),
                gateway,
                new Observation(List.of(new Paid("usd", 500, CurrencyCode.of("USD"), 0)), true, false)));
        rounds(router);
        MoneyCase open = cases(gateway).get(0);
        await(router.cases.claim(open.id(), ANNA));
        refuses(
                Refusal.CASE_ACTION_NOT_POSSIBLE,
                router.cases.decide(open.id(), ANNA, CaseAction.CREDIT_WALLET, "please"));
    }

    /** The ledger says no: the case is open again, says why, and can be decided otherwise. */
    @Test
    void aDecisionThatTheLedgerRefusesLeavesTheCaseOpen() {
        String gateway = gateway();
        String user = cluster.userOn(1);
        AccountAnswer opened = await(cluster.accounts.open(user, AccountRef.MAIN, EUR, 0));
        UUID wallet = ((AccountAnswer.Done) opened).account().id();
        observe(gateway, order(user, 500), "wrong", 400);
        rounds(router);
        await(cluster.accounts.changeStatus(wallet, AccountStatus.CLOSED));

        MoneyCase refused = decide(cases(gateway).get(0), CaseAction.CREDIT_WALLET);

        assertThat(refused.status()).isEqualTo(CaseStatus.OPEN);
        assertThat(refused.trouble()).isEqualTo("ACCOUNT_CLOSED");
        MoneyCase written = decide(refused, CaseAction.WRITE_OFF);
        assertThat(written.status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(written.trouble()).isNull();
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    @Test
    void aCaseBelongsToWhoHasClaimedIt() {
        String gateway = gateway();
        settle(gateway, List.of(payment("unknown", 5, 0)));
        UUID id = cases(gateway).get(0).id();
        refuses(Refusal.CASE_NOT_CLAIMED, router.cases.decide(id, ANNA, CaseAction.CLOSE, "no"));
        refuses(Refusal.CASE_NOT_CLAIMED, router.cases.release(id, ANNA));
        Instant until = await(router.cases.claim(id, ANNA)).claimedUntil();
        refuses(Refusal.CASE_CLAIMED, router.cases.claim(id, BEN));
        refuses(Refusal.CASE_CLAIMED, router.cases.release(id, BEN));
        refuses(Refusal.CASE_CLAIMED, router.cases.decide(id, BEN, CaseAction.CLOSE, "no"));
        assertThat(await(router.cases.claim(id, ANNA)).claimedUntil()).isAfter(until);

        after(MoneyCase.LEASE.plusMinutes(1), () -> {
            refuses(Refusal.CASE_NOT_CLAIMED, router.cases.decide(id, ANNA, CaseAction.CLOSE, "late"));
            assertThat(await(router.cases.claim(id, BEN)).claimedBy()).isEqualTo(BEN);
            assertThat(await(router.cases.release(id, BEN)).claimedBy()).isNull();
            await(router.cases.claim(id, ANNA));
            assertThat(await(router.cases.decide(id, ANNA, CaseAction.CLOSE, "It was a test"))
                            .status())
                    .isEqualTo(CaseStatus.CLOSED);
            refuses(Refusal.CASE_CLOSED, router.cases.claim(id, BEN));
        });
    }

    /** Everybody at once, on two routers: one has it, and one decision is carried out. */
    @Test
    void ofManyWhoDecideOneDoes() {
        String gateway = gateway();
        String user = cluster.payer(1, 0);
        observe(gateway, order(user, 500), "wrong", 100);
        rounds(router);
        UUID id = cases(gateway).get(0).id();
        long before = all(FundingSource.WRITE_OFF);
        try (TestCluster other = cluster.anotherRouter()) {
            List<Router> routers = List.of(router, router(other));
            List<String> claimed = await(Flux.range(0, 16)
                    .flatMap(
                            n -> routers.get(n % 2)
                                    .cases
                                    .claim(id, "user:" + n)
                                    .map(one -> "user:" + n)
                                    .onErrorResume(RefusedException.class, refused -> Mono.empty()),
                            16)
                    .collectList());
            assertThat(claimed).hasSize(1);
            String who = claimed.get(0);

            List<CaseAction> decided = await(Flux.range(0, 16)
                    .flatMap(
                            n -> routers.get(n % 2)
                                    .cases
                                    .decide(
                                            id,
                                            who,
                                            n % 2 == 0 ? CaseAction.CREDIT_WALLET : CaseAction.WRITE_OFF,
                                            "n" + n)
                                    .map(one -> one.decision() == null
                                            ? CaseAction.CLOSE
                                            : one.decision().action())
                                    .onErrorResume(RefusedException.class, refused -> Mono.empty()),
                            16)
                    .collectList());

            assertThat(decided).isNotEmpty();
            assertThat(decided.stream().distinct()).hasSize(1);
            long credited = cluster.balance(user);
            long writtenOff = all(FundingSource.WRITE_OFF) - before;
            assertThat(credited + writtenOff).isEqualTo(100);
            assertThat(credited == 0 || writtenOff == 0).isTrue();
        }
    }

    /** A router took the decision down and died: another carries it out. */
    @Test
    void aDecisionIsCarriedOutByWhoeverFindsIt() {
        String gateway = gateway();
        String user = cluster.payer(2, 0);
        observe(gateway, order(user, 500), "wrong", 100);
        rounds(router);
        MoneyCase open = cases(gateway).get(0);
        MoneyCase claimed = await(router.cases.claim(open.id(), ANNA));
        MoneyCase decided = claimed.decided(
                new CaseDecision(CaseAction.CREDIT_WALLET, "ok", ANNA, claimed.openedAt()), claimed.openedAt());
        boolean written = await(cluster.shards.on(
                ShardKey.ofId(open.id()), shard -> shard.cases().change(claimed, decided)));
        assertThat(written).isTrue();

        rounds(router);

        assertThat(await(router.cases.find(open.id())).status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(cluster.balance(user)).isEqualTo(100);
    }

    private String gateway() {
        return GATEWAYS.get(gateways.getAndIncrement());
    }

    private Order order(String user, long amount) {
        return await(orders.create(
                        new OrderRequest(
                                "order-" + names.incrementAndGet(),
                                new AccountRef.ByUser(user),
                                amount,
                                EUR,
                                OrderMethod.CARD,
                                null,
                                null,
                                Duration.ofMinutes(15)),
                        payee -> true))
                .order();
    }

    private Order paid(String gateway, String user, long amount, String payment) {
        Order order = order(user, amount);
        observe(gateway, order, payment, amount);
        return order;
    }

    private void observe(String gateway, Order order, String payment, long amount) {
        await(orders.observe(
                order.id(), gateway, new Observation(List.of(new Paid(payment, amount, EUR, 0)), true, false)));
    }

    private SettlementRow payment(String id, long amount, long fee) {
        return row(id, RowKind.PAYMENT, amount, fee);
    }

    private SettlementRow row(String id, RowKind kind, long amount, long fee) {
        return new SettlementRow(
                new UUID(0, 0),
                0,
                "row/" + id,
                "payment",
                kind,
                id,
                null,
                amount,
                fee,
                0,
                EUR,
                "setl_1",
                Instant.parse("2026-11-30T00:00:00Z"),
                null,
                null,
                null);
    }

    private static SettlementRow keyed(String key, SettlementRow row) {
        return new SettlementRow(
                row.settlementId(),
                row.line(),
                key,
                row.type(),
                row.kind(),
                row.providerId(),
                null,
                row.amountMinor(),
                row.feeMinor(),
                0,
                EUR,
                row.transfer(),
                row.occurredAt(),
                null,
                null,
                null);
    }

    private static SettlementRow at(Instant when, SettlementRow row) {
        return new SettlementRow(
                row.settlementId(),
                row.line(),
                row.rowKey(),
                row.type(),
                row.kind(),
                row.providerId(),
                null,
                row.amountMinor(),
                row.feeMinor(),
                0,
                EUR,
                row.transfer(),
                when,
                null,
                null,
                null);
    }

    private static SettlementRow in(Settlement file, int line, SettlementRow row) {
        return new SettlementRow(
                file.id(),
                line,
                row.rowKey(),
                row.type(),
                row.kind(),
                row.providerId(),
                null,
                row.amountMinor(),
                row.feeMinor(),
                0,
                EUR,
                row.transfer(),
                row.occurredAt(),
                null,
                null,
                null);
    }

    private SettlementUpload upload(String gateway, int rows) {
        return new SettlementUpload(
                gateway, String.format("%064x", names.incrementAndGet()), "f.csv", "test", 10, rows, List.of(), ANNA);
    }

    /** A file whose rows are written down. */
    private Settlement posting(String gateway, List<SettlementRow> rows) {
        Settlement begun = await(router.settlements.begin(upload(gateway, rows.size())));
        List<SettlementRow> numbered = IntStream.range(0, rows.size())
                .mapToObj(n -> in(begun, n + 2, rows.get(n)))
                .toList();
        await(router.settlements.store(begun.id(), numbered).thenReturn(1));
        return await(router.settlements.stored(begun));
    }

    private Settlement settle(String gateway, List<SettlementRow> rows) {
        Settlement file = posting(gateway, rows);
        work(file.id());
        return await(router.settlements.find(file.id()));
    }

    /** Works on it until it is done, whoever had it. */
    private void work(UUID id) {
        after(SettlementEngine.LEASE.plusSeconds(1), () -> {
            Settlement file = await(router.settlements.find(id));
            if (file.status() == Settlement.Status.POSTING) {
                await(router.settlements.work(file));
            }
        });
        assertThat(await(router.settlements.find(id)).status()).isEqualTo(Settlement.Status.DONE);
    }

    private Map<Outcome, Long> outcomes(Settlement file) {
        return await(router.settlements.rows(file.id(), null, 0, 1000)).stream()
                .collect(Collectors.groupingBy(row -> Objects.requireNonNull(row.outcome()), Collectors.counting()));
    }

    private Transit transit(String gateway) {
        return await(router.settlements.transit()).stream()
                .filter(one -> one.gateway().equals(gateway) && one.currency().equals(EUR))
                .findFirst()
                .orElseThrow();
    }

    private List<MoneyCase> cases(String gateway) {
        return await(router.cases.page(new CaseFilter(null, null, gateway, null), null, 100));
    }

    private static MoneyCase named(List<MoneyCase> cases, String subject) {
        return cases.stream()
                .filter(one -> one.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private MoneyCase decide(MoneyCase about, CaseAction action) {
        await(router.cases.claim(about.id(), ANNA));
        return await(router.cases.decide(about.id(), ANNA, action, "As the gateway says"));
    }

    private static void refuses(Refusal why, Mono<?> call) {
        assertThatThrownBy(() -> await(call))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refused().refusal()).isEqualTo(why));
    }

    private static void rounds(Router router) {
        for (int shard = 0; shard < 4; shard++) {
            await(router.settlements.round(shard));
            await(router.cases.round(shard));
        }
    }

    private long findMissing() {
        return IntStream.range(0, 4)
                .mapToLong(shard -> await(router.settlements.findMissing(shard, LONG)))
                .sum();
    }

    private void after(Duration time, Runnable work) {
        later = later.plus(time);
        try {
            work.run();
        } finally {
            later = later.minus(time);
        }
    }

    private long all(String source) {
        UUID account = new FundingSource(source, EUR).id();
        return await(cluster.shards
                .onAll(shard -> shard.database()
                        .read(
                                "SELECT posted FROM accounts WHERE id = ?",
                                statement -> statement.bind(0, Rows.bytes(account)),
                                row -> Rows.getLong(row, 0)))
                .flatMapIterable(rows -> rows)
                .reduce(0L, Long::sum));
    }

    private void onShardOf(Order order, String sql) {
        await(cluster.shards.onDatabase(ShardKey.ofId(order.id()), database -> database.write(sql, statement -> {})));
    }
}
