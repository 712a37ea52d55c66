package io.groat.lane;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.account.Account;
import io.groat.account.AccountRows;
import io.groat.beneficiary.Beneficiary;
import io.groat.beneficiary.BeneficiaryRows;
import io.groat.db.Rows;
import io.groat.db.SqlText;
import io.groat.hold.Hold;
import io.groat.hold.HoldRows;
import io.groat.hold.Increment;
import io.groat.hold.IncrementRows;
import io.groat.posting.BatchNeeds;
import io.groat.posting.BatchState;
import io.groat.rule.RuleBook;
import io.groat.rule.Usage;
import io.groat.rule.UsageRows;
import io.groat.shard.ShardPlace;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.InboundRows;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.RefundTotalRows;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferRows;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The first round trip of a batch: begins the transaction, locks the accounts in id order, then reads all else
 * that the batch needs. What is read after the lock is what every earlier holder of the lock has committed,
 * for the isolation is READ COMMITTED.
 */
final class BatchLoad {

    private static final String LOCK_ACCOUNTS =
            AccountRows.TABLE.select() + " FORCE INDEX (PRIMARY) WHERE id IN (%s) ORDER BY id FOR UPDATE";
    private static final String ACCOUNTS_OF_USERS =
            AccountRows.TABLE.select() + " FORCE INDEX (accounts_owner) WHERE user_id IN (%s)";
    private static final String TRANSFERS_BY_KEY =
            TransferRows.TABLE.select() + " FORCE INDEX (transfers_key) WHERE (payer_user_id, idempotency_key) IN (%s)";
    private static final String LOCK_TRANSFERS =
            TransferRows.TABLE.select() + " FORCE INDEX (PRIMARY) WHERE id IN (%s) ORDER BY id FOR UPDATE";
    private static final String PAYERS_IN_FLIGHT = """
            SELECT payer_account FROM transfers FORCE INDEX (transfers_status)
            WHERE status IN ('HELD', 'PENDING') AND payer_account IN (%s)""";
    private static final String LOCK_REFUND_TOTALS =
            RefundTotalRows.TABLE.select() + " WHERE movement_id IN (%s) ORDER BY movement_id FOR UPDATE";
    private static final String LOCK_HOLDS =
            HoldRows.TABLE.select() + " FORCE INDEX (PRIMARY) WHERE id IN (%s) ORDER BY id FOR UPDATE";
    private static final String HOLDS_BY_KEY =
            HoldRows.TABLE.select() + " FORCE INDEX (holds_key) WHERE (payer_user_id, idempotency_key) IN (%s)";
    private static final String INCREMENTS = IncrementRows.TABLE.select() + " WHERE (hold_id, idempotency_key) IN (%s)";
    private static final String PAYERS_OF_HOLDS =
            "SELECT payer_account FROM holds FORCE INDEX (holds_account) WHERE ended_at IS NULL AND payer_account IN (%s)";
    private static final String OUTCOMES = InboundRows.SELECT_OUTCOME + " FORCE INDEX (PRIMARY) WHERE id IN (%s)";

    private static final String USAGES = UsageRows.TABLE.select() + " WHERE ends_at > %s AND account_id IN %s";

    /** Shared, so that one who is taken away is paid no more once that is answered. */
    private static final String SHARE_BENEFICIARIES =
            BeneficiaryRows.TABLE.select() + " FORCE INDEX (PRIMARY) WHERE (user_id, payee) IN (%s) FOR SHARE";

    private final RuleBook rules;
    private final ShardPlace place;
    private final WalletTypes types;
    private final List<String> statements = new ArrayList<>();
    private final List<Consumer<Readable>> readers = new ArrayList<>();

    private final List<Account> locked = new ArrayList<>();
    private final List<Account> ofUsers = new ArrayList<>();
    private final List<Transfer> byKey = new ArrayList<>();
    private final List<Transfer> byId = new ArrayList<>();
    private final List<UUID> inFlight = new ArrayList<>();
    private final List<CreditOutcome> outcomes = new ArrayList<>();
    private final List<RefundTotal> refundTotals = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();
    private final List<Increment> increments = new ArrayList<>();
    private final List<UUID> payersOfHolds = new ArrayList<>();
    private final List<Usage> usages = new ArrayList<>();
    private final List<Beneficiary> beneficiaries = new ArrayList<>();

    /**
     * @param accounts the accounts to lock, those found by owner among them
     * @param types which of them may have limits
     */
    BatchLoad(BatchNeeds needs, Collection<UUID> accounts, WalletTypes types, Instant now) {
        this.rules = needs.rules();
        this.place = needs.place();
        this.types = types;
        add("START TRANSACTION", row -> {});
        addIds(LOCK_ACCOUNTS, accounts, row -> locked.add(AccountRows.read(row)));
        Set<UUID> limited = new LinkedHashSet<>(types.maybeLimited(accounts, rules));
        limited.addAll(needs.counted());
        if (!limited.isEmpty()) {
            add(
                    USAGES.formatted(new SqlText().time(now), new SqlText().ids(limited)),
                    row -> usages.add(UsageRows.read(row)));
        }
        if (!needs.beneficiaries().isEmpty()) {
            add(
                    SHARE_BENEFICIARIES.formatted(names(needs.beneficiaries())),
                    row -> beneficiaries.add(BeneficiaryRows.read(row)));
        }
        addIds(LOCK_TRANSFERS, needs.transfers(), row -> byId.add(TransferRows.read(row)));
        addIds(LOCK_REFUND_TOTALS, needs.refundTotals(), row -> refundTotals.add(RefundTotalRows.read(row)));
        addHolds(needs);
        if (!needs.users().isEmpty()) {
            SqlText users = new SqlText();
            String separator = "";
            for (String user : needs.users()) {
                users.raw(separator).text(user);
                separator = ",";
            }
            add(ACCOUNTS_OF_USERS.formatted(users), row -> ofUsers.add(AccountRows.read(row)));
        }
        if (!needs.keys().isEmpty()) {
            add(TRANSFERS_BY_KEY.formatted(keys(needs.keys())), row -> byKey.add(TransferRows.read(row)));
        }
        addIds(PAYERS_IN_FLIGHT, needs.payersInFlight(), row -> inFlight.add(Rows.getId(row, 0)));
        addIds(OUTCOMES, needs.inbound(), row -> outcomes.add(InboundRows.readOutcome(row)));
    }

    private void addHolds(BatchNeeds needs) {
        addIds(LOCK_HOLDS, needs.holds(), row -> holds.add(HoldRows.read(row)));
        if (!needs.holdKeys().isEmpty()) {
            add(HOLDS_BY_KEY.formatted(keys(needs.holdKeys())), row -> holds.add(HoldRows.read(row)));
        }
        if (!needs.increments().isEmpty()) {
            SqlText keys = new SqlText();
            String separator = "";
            for (BatchNeeds.HoldKey key : needs.increments()) {
                keys.raw(separator)
                        .raw("(")
                        .id(key.holdId())
                        .comma()
                        .text(key.idempotencyKey())
                        .raw(")");
                separator = ",";
            }
            add(INCREMENTS.formatted(keys), row -> increments.add(IncrementRows.read(row)));
        }
        addIds(PAYERS_OF_HOLDS, needs.accountsOfHolds(), row -> payersOfHolds.add(Rows.getId(row, 0)));
    }

    /** Runs it; the transaction is open afterwards. */
    Mono<BatchState> on(MySqlConnection connection, Instant now) {
        Batch batch = connection.createBatch();
        statements.forEach(batch::add);
        return Flux.from(batch.execute())
                .index()
                .concatMap(result -> result.getT2().map(row -> {
                    readers.get(Math.toIntExact(result.getT1())).accept(row);
                    return row;
                }))
                .then(Mono.fromSupplier(() -> state(now)));
    }

    private BatchState state(Instant now) {
        BatchState state = new BatchState(place, now, locked, rules);
        types.learn(locked, rules);
        usages.forEach(state::knowUsage);
        beneficiaries.forEach(state::knowBeneficiary);
        ofUsers.forEach(state::knowAccountOfUser);
        byKey.forEach(state::knowKey);
        byId.forEach(state::knowTransfer);
        inFlight.forEach(state::knowPayerInFlight);
        outcomes.forEach(state::knowOutcome);
        refundTotals.forEach(state::knowRefundTotal);
        holds.forEach(state::knowHold);
        increments.forEach(state::knowIncrement);
        payersOfHolds.forEach(state::knowPayerOfHold);
        return state;
    }

    private void add(String sql, Consumer<Readable> reader) {
        statements.add(sql);
        readers.add(reader);
    }

    private void addIds(String sql, Collection<UUID> ids, Consumer<Readable> reader) {
        if (ids.isEmpty()) {
            return;
        }
        SqlText list = new SqlText(ids.size() * 36);
        String separator = "";
        for (UUID id : ids) {
            list.raw(separator).id(id);
            separator = ",";
        }
        add(sql.formatted(list), reader);
    }

    private static SqlText names(Collection<BatchNeeds.PayeeName> wanted) {
        SqlText names = new SqlText(wanted.size() * 64);
        String separator = "";
        for (BatchNeeds.PayeeName name : wanted) {
            names.raw(separator)
                    .raw("(")
                    .text(name.payerUser())
                    .comma()
                    .text(name.payee())
                    .raw(")");
            separator = ",";
        }
        return names;
    }

    private static SqlText keys(Collection<BatchNeeds.PayerKey> wanted) {
        SqlText keys = new SqlText(wanted.size() * 64);
        String separator = "";
        for (BatchNeeds.PayerKey key : wanted) {
            keys.raw(separator)
                    .raw("(")
                    .text(key.payerUser())
                    .comma()
                    .text(key.idempotencyKey())
                    .raw(")");
            separator = ",";
        }
        return keys;
    }
}
