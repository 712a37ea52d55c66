package io.groat.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.AccountRows;
import io.groat.account.AccountStatus;
import io.groat.beneficiary.Beneficiary;
import io.groat.beneficiary.BeneficiaryRows;
import io.groat.casework.CaseAction;
import io.groat.casework.CaseDecision;
import io.groat.casework.MoneyCase;
import io.groat.casework.MoneyCaseRows;
import io.groat.dispute.Dispute;
import io.groat.dispute.DisputeRows;
import io.groat.dispute.DisputeStatus;
import io.groat.dispute.Reminders;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.ledger.EntryRows;
import io.groat.order.GatewayPayment;
import io.groat.order.GatewayPaymentRows;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.OrderRows;
import io.groat.order.OrderStatus;
import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.payout.DestinationRows;
import io.groat.payout.Payout;
import io.groat.payout.PayoutRows;
import io.groat.payout.PayoutStatus;
import io.groat.refusal.Refusal;
import io.groat.rule.Period;
import io.groat.rule.RuleBook;
import io.groat.rule.RuleRows;
import io.groat.rule.StoredRule;
import io.groat.rule.Usage;
import io.groat.rule.UsageRows;
import io.groat.settlement.Matching;
import io.groat.settlement.Outcome;
import io.groat.settlement.RowKind;
import io.groat.settlement.Settleable;
import io.groat.settlement.SettledItem;
import io.groat.settlement.SettledItemRows;
import io.groat.settlement.Settlement;
import io.groat.settlement.SettlementRow;
import io.groat.settlement.SettlementRowRows;
import io.groat.settlement.SettlementRows;
import io.groat.shard.SlottedId;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.InboundRows;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferFilter;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferRows;
import io.groat.transfer.TransferStatus;
import io.r2dbc.spi.Readable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a table's class writes it reads back from MySQL, every field of it; and changes what it says it changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowsRoundTripIT {

    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");

    private static final AtomicInteger NAMES = new AtomicInteger();

    private TestCluster cluster;
    private ShardDatabase database;
    private ShardSql sql;

    @BeforeAll
    void start() throws SQLException {
        cluster = TestCluster.fresh();
        database = cluster.shards.get(0).database();
        sql = ShardSql.on(cluster, 0);
    }

    @AfterAll
    void stop() throws SQLException {
        sql.close();
        cluster.close();
    }

    @Test
    void accounts() throws SQLException {
        Account opened = new Account(
                id(SlottedId.Kind.ACCOUNT),
                AccountKind.USER,
                "alice",
                "savings",
                TestCluster.EUR,
                AccountStatus.OPEN,
                70,
                30,
                7,
                NOW,
                NOW.plusSeconds(1));
        Account changed = opened.withEntry(8, 60, NOW.plusSeconds(2))
                .withHeld(20, NOW.plusSeconds(3))
                .withStatus(AccountStatus.FROZEN, NOW.plusSeconds(4));

        sql.run(AccountRows.TABLE.insert(List.of(opened)));
        assertThat(all(AccountRows.TABLE, AccountRows::read)).contains(opened);
        sql.run(AccountRows.TABLE.update(List.of(changed)));
        assertThat(all(AccountRows.TABLE, AccountRows::read)).contains(changed).doesNotContain(opened);
    }

    @Test
    void transfers() throws SQLException {
        Transfer begun = Transfer.begin(order(), TransferStatus.PENDING, null, NOW);
        Transfer ended = begun.decided(outcome(begun, Refusal.ACCOUNT_CLOSED));

        sql.run(TransferRows.TABLE.insert(List.of(begun)));
        assertThat(all(TransferRows.TABLE, TransferRows::read)).contains(begun);
        sql.run(TransferRows.TABLE.update(List.of(ended)));
        assertThat(all(TransferRows.TABLE, TransferRows::read)).contains(ended).doesNotContain(begun);
    }

    /** The payee's shard shows what arrived as the payer's shard shows it, but for the key, which is the payer's. */
    @Test
    void inboundTransfers() throws SQLException {
        Transfer begun = Transfer.begin(order(), TransferStatus.PENDING, null, NOW);
        CreditOutcome credited = outcome(begun, null);

        sql.run(InboundRows.TABLE.insert(List.of(new InboundTransfer(begun, credited))));
        assertThat(read(InboundRows.SELECT_OUTCOME, InboundRows::readOutcome)).contains(credited);
        assertThat(pageOf("bob"))
                .filteredOn(shown -> shown.id().equals(begun.id()))
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("idempotencyKey")
                .isEqualTo(begun.decided(credited));
    }

    /** A second leg that this release takes of a refund that the next one began does not make a transfer of it. */
    @Test
    void aKindThatANewerReleaseWroteIsPassedOn() throws SQLException {
        UUID original = id(SlottedId.Kind.TRANSFER);
        Transfer begun = Transfer.begin(order("carl"), TransferStatus.PENDING, null, NOW);
        sql.run(TransferRows.TABLE.insert(List.of(begun)));
        sql.run(
                "UPDATE transfers SET kind = 'REFUND', parent_id = UUID_TO_BIN(?) WHERE id = UUID_TO_BIN(?)",
                original.toString(),
                begun.id().toString());

        Transfer refund = cluster.stored(begun.id());
        sql.run(InboundRows.TABLE.insert(List.of(new InboundTransfer(refund, outcome(refund, null)))));
        assertThat(refund.kind()).isEqualTo(new TransferKind("REFUND"));
        assertThat(pageOf("bob"))
                .filteredOn(shown -> shown.id().equals(refund.id()))
                .singleElement()
                .satisfies(shown -> {
                    assertThat(shown.kind()).isEqualTo(refund.kind());
                    assertThat(shown.parentId()).isEqualTo(original);
                });
    }

    @Test
    void usages() throws SQLException {
        Period day = new Period(NOW, NOW.plusSeconds(86_400));
        Usage first = new Usage(id(SlottedId.Kind.ACCOUNT), "day", day, 10, 1);
        Usage more = new Usage(first.accountId(), "day", day, 30, 2);
        Usage other = new Usage(first.accountId(), "other", day, 5, 1);

        sql.run(UsageRows.TABLE.put(List.of(first)));
        assertThat(all(UsageRows.TABLE, UsageRows::read)).contains(first);
        sql.run(UsageRows.TABLE.put(List.of(more, other)));
        assertThat(all(UsageRows.TABLE, UsageRows::read)).contains(more, other).doesNotContain(first);
    }

    @Test
    void beneficiaries() throws SQLException {
        UUID account = id(SlottedId.Kind.ACCOUNT);
        Beneficiary bare = new Beneficiary(
                id(SlottedId.Kind.BENEFICIARY),
                1,
                "alice",
                new AccountRef.ByUser("bob"),
                "bob",
                null,
                null,
                Set.of(),
                0,
                Beneficiary.UNBOUNDED,
                Beneficiary.UNBOUNDED,
                null,
                null,
                NOW,
                NOW);
        Beneficiary full = new Beneficiary(
                id(SlottedId.Kind.BENEFICIARY),
                1,
                "alice",
                new AccountRef.ById(account),
                "carl",
                account,
                "Miete für März",
                Set.of("rent", "shop"),
                1,
                2,
                3,
                NOW.plusSeconds(1),
                NOW.plusSeconds(2),
                NOW,
                NOW.plusSeconds(3));
        Beneficiary changed = full.changed(
                new Beneficiary.Change("Rent", 0L, 20L, 30L, NOW.plusSeconds(4), false), NOW.plusSeconds(5));

        sql.run(BeneficiaryRows.TABLE.insert(List.of(bare, full)));
        assertThat(all(BeneficiaryRows.TABLE, BeneficiaryRows::read)).contains(bare, full);
        sql.run(BeneficiaryRows.TABLE.update(List.of(changed)));
        assertThat(all(BeneficiaryRows.TABLE, BeneficiaryRows::read))
                .contains(bare, changed)
                .doesNotContain(full);
    }

    @Test
    void orders() throws SQLException {
        Order bare = new Order(
                SlottedId.create(SlottedId.Kind.ORDER, 7, NOW),
                1,
                "key-1",
                "alice",
                SlottedId.create(SlottedId.Kind.ACCOUNT, 7, NOW),
                new AccountRef.ByUser("alice"),
                500,
                TestCluster.EUR,
                OrderMethod.CARD,
                null,
                null,
                null,
                null,
                null,
                OrderStatus.CREATED,
                null,
                NOW,
                NOW.plusSeconds(60),
                null,
                null,
                null,
                0);
        Order full = new Order(
                SlottedId.create(SlottedId.Kind.ORDER, 7, NOW),
                1,
                "key-2",
                "alice",
                bare.payeeAccount(),
                new AccountRef.ById(bare.payeeAccount()),
                500,
                TestCluster.EUR,
                OrderMethod.UPI,
                "https://shop.example/back?x=1",
                "März ? 'quoted' \\",
                "razorpay",
                "order_1",
                "https://pay.example/1",
                OrderStatus.PENDING,
                null,
                NOW,
                NOW.plusSeconds(60),
                NOW.plusSeconds(1),
                null,
                null,
                1);
        Order paid = full.attempted(3, NOW)
                .become(OrderStatus.PAID, null, null, NOW)
                .become(OrderStatus.CREDITED, "NO_REASON", SlottedId.create(SlottedId.Kind.TRANSFER, 7, NOW), NOW);

        sql.run(OrderRows.TABLE.insert(List.of(bare, full)));
        assertThat(all(OrderRows.TABLE, OrderRows::read)).contains(bare, full);
        sql.run(OrderRows.TABLE.update(List.of(paid)));
        assertThat(all(OrderRows.TABLE, OrderRows::read)).contains(bare, paid).doesNotContain(full);

        GatewayPayment taken = new GatewayPayment(
                "razorpay",
                "pay_1",
                full.id(),
                500,
                TestCluster.EUR,
                10,
                GatewayPayment.Purpose.SUSPENSE,
                GatewayPayment.PAID_TWICE,
                NOW,
                null,
                null,
                "0a".repeat(32),
                NOW.minusSeconds(5));
        sql.run(GatewayPaymentRows.TABLE.insert(List.of(taken)));
        assertThat(all(GatewayPaymentRows.TABLE, GatewayPaymentRows::read)).contains(taken);
    }

    @Test
    void settlements() throws SQLException {
        UUID id = SlottedId.create(SlottedId.Kind.SETTLEMENT, 5, NOW);
        Settlement stored = new Settlement(
                id,
                "razorpay",
                "0a".repeat(32),
                "März.csv",
                "razorpay",
                1234,
                2,
                Settlement.Status.STORING,
                List.of(),
                "user:1",
                NOW,
                null,
                null);
        Settlement failed = new Settlement(
                id,
                "razorpay",
                "0a".repeat(32),
                "März.csv",
                null,
                1234,
                0,
                Settlement.Status.FAILED,
                List.of("line 1: one", "line 2: zwölf"),
                "user:1",
                NOW,
                NOW,
                NOW.plusSeconds(1));
        sql.run(SettlementRows.TABLE.insert(List.of(stored)));
        assertThat(all(SettlementRows.TABLE, SettlementRows::read)).containsExactly(stored);
        sql.run(SettlementRows.TABLE.update(List.of(failed)));
        assertThat(all(SettlementRows.TABLE, SettlementRows::read)).containsExactly(failed);

        SettlementRow row = new SettlementRow(
                id,
                2,
                "payment/pay_1",
                "payment",
                RowKind.PAYMENT,
                "pay_1",
                "=1+1",
                1000,
                20,
                3,
                TestCluster.EUR,
                "setl_1",
                NOW,
                null,
                null,
                null);
        SettlementRow bare = new SettlementRow(
                id, 3, "k", "ö", RowKind.OTHER, "x", null, -1, -2, -3, TestCluster.EUR, null, NOW, null, null, null);
        SettlementRow worked =
                row.became(Outcome.DIFFERS, "AMOUNT_DIFFERS", SlottedId.create(SlottedId.Kind.CASE, 5, NOW));
        sql.run(SettlementRowRows.TABLE.insert(List.of(row, bare)));
        assertThat(all(SettlementRowRows.TABLE, SettlementRowRows::read)).containsExactly(row, bare);
        sql.run(SettlementRowRows.TABLE.update(List.of(worked)));
        assertThat(all(SettlementRowRows.TABLE, SettlementRowRows::read)).containsExactly(worked, bare);

        SettledItem item = new SettledItem("razorpay", "PAYMENT/pay_1", id, 2, "payment/pay_1", NOW, NOW, NOW);
        SettledItem begun = new SettledItem("razorpay", "PAYMENT/pay_2", id, 0, "", NOW, NOW, null);
        sql.run(SettledItemRows.TABLE.insert(List.of(item, begun)));
        assertThat(all(SettledItemRows.TABLE, SettledItemRows::read)).containsExactlyInAnyOrder(item, begun);
    }

    @Test
    void cases() throws SQLException {
        SettlementRow row = new SettlementRow(
                SlottedId.create(SlottedId.Kind.SETTLEMENT, 5, NOW),
                2,
                "payment/pay_1",
                "payment",
                RowKind.PAYMENT,
                "pay_1",
                null,
                1000,
                20,
                3,
                TestCluster.EUR,
                "setl_1",
                NOW,
                null,
                null,
                null);
        Settleable item = new Settleable(
                "razorpay",
                "pay_1",
                Settleable.Kind.PAYMENT,
                "PAYMENT/pay_1",
                SlottedId.create(SlottedId.Kind.ORDER, 5, NOW),
                900,
                TestCluster.EUR,
                NOW);
        MoneyCase bare = MoneyCase.ofMissingThere(item, NOW, NOW);
        MoneyCase full = MoneyCase.ofDifference(row, item, Matching.Difference.AMOUNT_DIFFERS, NOW);
        MoneyCase decided = full.claimed("user:1", NOW)
                .decided(new CaseDecision(CaseAction.WRITE_OFF, "weg für immer", "user:1", NOW), NOW);
        MoneyCase closed = decided.troubled("ACCOUNT_CLOSED")
                .decided(new CaseDecision(CaseAction.CLOSE, "", "user:2", NOW), NOW)
                .closed(SlottedId.create(SlottedId.Kind.TRANSFER, 5, NOW), NOW);
        sql.run(MoneyCaseRows.TABLE.insert(List.of(bare, full)));
        assertThat(all(MoneyCaseRows.TABLE, MoneyCaseRows::read)).containsExactlyInAnyOrder(bare, full);
        for (MoneyCase next : List.of(decided, decided.troubled("ACCOUNT_CLOSED"), closed)) {
            sql.run(MoneyCaseRows.TABLE.update(List.of(next)));
            assertThat(all(MoneyCaseRows.TABLE, MoneyCaseRows::read)).containsExactlyInAnyOrder(bare, next);
        }
    }

    @Test
    void rules() throws SQLException {
        StoredRule rule = StoredRule.of(
                StoredRule.Kind.WALLET, "basic", 1, "{\"title\": \"Zahlung für März\"}", NOW, "api_key:1");

        sql.run(RuleRows.TABLE.insert(List.of(rule)));
        sql.run("INSERT INTO rules VALUES ('WALLET', 'basic', 2, '{\"title\": \"T\", \"limits\": [{\"name\": \"d\","
                + " \"window\": \"year\", \"max\": 1}]}', '2026-01-01', 'later')");
        sql.run("INSERT INTO rules VALUES ('TARIFF', 'new', 1, '{}', '2026-01-01', 'later')");

        List<StoredRule> found = TestCluster.await(cluster.shards.get(0).rules().all());
        assertThat(found).contains(rule);
        assertThat(found).filteredOn(one -> !one.isReadable()).hasSize(1);
        assertThat(new RuleBook(found).walletType("basic").orElseThrow().version())
                .isEqualTo(1);
    }

    @Test
    void entries() throws SQLException {
        Entry entry = new Entry(UUID.randomUUID(), 3, UUID.randomUUID(), EntryKind.RETURN, -5, -17, NOW);

        sql.run(EntryRows.TABLE.insert(List.of(entry)));
        assertThat(all(EntryRows.TABLE, EntryRows::read)).contains(entry);
    }

    private List<Transfer> pageOf(String user) {
        return cluster.shards
                .get(0)
                .transfers()
                .page(new TransferFilter(user, null, null, null, null, 10))
                .blockOptional(Duration.ofSeconds(10))
                .orElseThrow();
    }

    @Test
    void payoutsAndDestinations() throws SQLException {
        Destination bare = new Destination(
                SlottedId.create(SlottedId.Kind.DESTINATION, 7, NOW),
                "ada",
                DestinationKind.UPI,
                TestCluster.EUR,
                null,
                "ad…@bank",
                "sealed",
                "0".repeat(64),
                null,
                "gate",
                NOW);
        Destination full = new Destination(
                SlottedId.create(SlottedId.Kind.DESTINATION, 7, NOW),
                "ada",
                DestinationKind.BANK,
                TestCluster.EUR,
                "Löhne",
                "BANK …1234",
                "sealed as well",
                "1".repeat(64),
                "Ada",
                "gate",
                NOW);
        sql.run(DestinationRows.TABLE.insert(List.of(bare, full)));
        assertThat(all(DestinationRows.TABLE, DestinationRows::read)).contains(bare, full);

        Payout payout = payout("k-1", bare.id(), null);
        Payout refund = payout("k-2", null, SlottedId.create(SlottedId.Kind.ORDER, 7, NOW));
        sql.run(PayoutRows.TABLE.insert(List.of(payout, refund)));
        assertThat(all(PayoutRows.TABLE, PayoutRows::read)).contains(payout, refund);
        Payout returned = payout.reserved(SlottedId.create(SlottedId.Kind.TRANSFER, 7, NOW), false, NOW)
                .sending(NOW)
                .sent("g-1", NOW)
                .settled(null, NOW)
                .returned("BANK", SlottedId.create(SlottedId.Kind.TRANSFER, 7, NOW), NOW);
        Payout failed = refund.reserved(SlottedId.create(SlottedId.Kind.TRANSFER, 7, NOW), true, NOW)
                .calledOff("PAYOUT_CALLED_OFF", NOW);
        sql.run(PayoutRows.TABLE.update(List.of(returned, failed)));
        assertThat(all(PayoutRows.TABLE, PayoutRows::read))
                .contains(returned, failed)
                .doesNotContain(payout, refund);
    }

    @Test
    void disputes() throws SQLException {
        Dispute begun = new Dispute(
                SlottedId.create(SlottedId.Kind.DISPUTE, 7, NOW),
                1,
                "gate",
                "disp_1",
                SlottedId.create(SlottedId.Kind.ORDER, 7, NOW),
                "pay_1",
                "ada",
                500,
                TestCluster.EUR,
                "fraudulent ü",
                DisputeStatus.INQUIRY,
                null,
                null,
                0,
                null,
                null,
                NOW,
                NOW,
                null,
                NOW.plusSeconds(9));
        sql.run(DisputeRows.TABLE.insert(List.of(begun)));
        assertThat(all(DisputeRows.TABLE, DisputeRows::read)).contains(begun);
        Dispute won = begun.taken(Dispute.TakenFrom.PAYEE, 500, SlottedId.create(SlottedId.Kind.TRANSFER, 7, NOW))
                .become(DisputeStatus.NEEDS_RESPONSE, NOW.plusSeconds(700_000), Reminders.USUAL, NOW)
                .back(SlottedId.create(SlottedId.Kind.TRANSFER, 7, NOW))
                .become(DisputeStatus.UNDER_REVIEW, null, Reminders.USUAL, NOW);
        sql.run(DisputeRows.TABLE.update(List.of(won)));
        assertThat(all(DisputeRows.TABLE, DisputeRows::read)).contains(won).doesNotContain(begun);
    }

    private static Payout payout(String key, @Nullable UUID destination, @Nullable UUID order) {
        return new Payout(
                SlottedId.create(SlottedId.Kind.PAYOUT, 7, NOW),
                1,
                key,
                "ada",
                id(SlottedId.Kind.ACCOUNT),
                new AccountRef.ByUser("ada"),
                5,
                TestCluster.EUR,
                destination,
                order,
                order == null ? null : "pay_1",
                "BANK …1234",
                order == null ? null : "a word",
                "gate",
                null,
                PayoutStatus.CREATED,
                null,
                NOW,
                null,
                NOW,
                null,
                null,
                null);
    }

    private static TransferOrder order() {
        return order("alice");
    }

    private static TransferOrder order(String payer) {
        return new TransferOrder(
                id(SlottedId.Kind.TRANSFER),
                "key-" + payer + "-" + NAMES.incrementAndGet(),
                new AccountRef.ByUser(payer),
                new AccountIdentity(id(SlottedId.Kind.ACCOUNT), payer, "main", TestCluster.EUR),
                new AccountRef.ByUser("bob"),
                null,
                1,
                0,
                42,
                TestCluster.EUR,
                new TransferNote("Zahlung für März", "it's \\ fine", "{\"a\": 1}"));
    }

    private static CreditOutcome outcome(Transfer transfer, @Nullable Refusal reason) {
        return new CreditOutcome(
                transfer.id(), reason == null, reason, id(SlottedId.Kind.ACCOUNT), "bob", NOW.plusSeconds(1));
    }

    private static UUID id(SlottedId.Kind kind) {
        return SlottedId.create(kind, 0, NOW);
    }

    private <T> List<T> all(Table<T> table, Function<Readable, T> read) {
        return read(table.select(), read);
    }

    private <T> List<T> read(String select, Function<Readable, T> read) {
        List<T> rows = database.read(select, statement -> {}, read).block(Duration.ofSeconds(10));
        return rows == null ? List.of() : rows;
    }
}
