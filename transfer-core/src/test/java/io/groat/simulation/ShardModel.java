package io.groat.simulation;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.AccountRows;
import io.groat.account.SystemAccounts;
import io.groat.beneficiary.Beneficiary;
import io.groat.beneficiary.BeneficiaryRows;
import io.groat.event.Event;
import io.groat.hold.Hold;
import io.groat.hold.HoldRows;
import io.groat.hold.Increment;
import io.groat.hold.IncrementRows;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryRows;
import io.groat.ledger.HeldPoint;
import io.groat.ledger.HeldRows;
import io.groat.posting.BatchNeeds;
import io.groat.posting.BatchState;
import io.groat.posting.Command;
import io.groat.rule.RuleBook;
import io.groat.rule.Usage;
import io.groat.rule.UsageRows;
import io.groat.shard.ShardMap;
import io.groat.shard.ShardPlace;
import io.groat.transfer.InboundRows;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.RefundTotalRows;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferRows;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One shard in memory: the tables that a posting lane reads and writes, with their keys. Batches load what
 * {@code BatchPrepare} and {@code BatchLoad} would select, and apply what {@code BatchWrite} would write, by the
 * same column lists. Between the two a caller may stop, which is a crash before the commit.
 *
 * <p>Not thread-safe: batches of one shard run one after the other, as row locks have it.
 */
public final class ShardModel {

    private final int shard;
    private final int shardCount;
    private final ModelTable<UUID, Account> accounts =
            new ModelTable<>(AccountRows.TABLE, Account::id, (row, account) -> AccountRows.read(row));
    private final ModelTable<UUID, Transfer> transfers =
            new ModelTable<>(TransferRows.TABLE, Transfer::id, (row, transfer) -> TransferRows.read(row));
    private final ModelTable<UUID, InboundTransfer> inbound = new ModelTable<>(
            InboundRows.TABLE,
            received -> received.transfer().id(),
            (row, received) -> new InboundTransfer(received.transfer(), InboundRows.readOutcome(row)));
    private final ModelTable<ShardKeys.EntryKey, Entry> entries =
            new ModelTable<>(EntryRows.TABLE, ShardKeys::entryKey, (row, entry) -> EntryRows.read(row));
    private final ModelTable<UUID, RefundTotal> refundTotals =
            new ModelTable<>(RefundTotalRows.TABLE, RefundTotal::movementId, (row, total) -> RefundTotalRows.read(row));
    private final ModelTable<UUID, Hold> holds =
            new ModelTable<>(HoldRows.TABLE, Hold::id, (row, hold) -> HoldRows.read(row));
    private final ModelTable<BatchNeeds.HoldKey, Increment> increments =
            new ModelTable<>(IncrementRows.TABLE, ShardModel::keyOf, (row, increment) -> IncrementRows.read(row));
    private final ModelTable<List<Object>, HeldPoint> heldPoints = new ModelTable<>(
            HeldRows.TABLE, point -> List.of(point.accountId(), point.at()), (row, point) -> HeldRows.read(row));
    private final ModelTable<List<Object>, Usage> usages = new ModelTable<>(
            UsageRows.TABLE,
            usage -> List.of(usage.accountId(), usage.limit(), usage.period()),
            (row, usage) -> UsageRows.read(row));
    private final ModelTable<UUID, Beneficiary> beneficiaries =
            new ModelTable<>(BeneficiaryRows.TABLE, Beneficiary::id, (row, one) -> BeneficiaryRows.read(row));
    private final List<Event> outbox = new ArrayList<>();
    private final ShardPlace place;
    private RuleBook rules = RuleBook.EMPTY;

    /**
     * An empty shard.
     *
     * @param shardCount shards in the map, for the clearing accounts
     */
    public ShardModel(int shard, int shardCount) {
        this.shard = shard;
        this.place = new ShardPlace(shard, ShardMap.initial(shardCount));
        this.shardCount = shardCount;
    }

    /** A batch that has been decided and not committed yet. */
    public record Batch(BatchState state, List<Object> answers) {}

    /** Loads and decides; the shard is unchanged but for system accounts until {@link #apply}. */
    public Batch decide(Instant now, List<? extends Command<?>> commands) {
        Instant micros = now.truncatedTo(ChronoUnit.MICROS);
        BatchState state = load(BatchNeeds.of(commands, rules, place), micros);
        List<Object> answers = new ArrayList<>();
        commands.forEach(command -> answers.add(command.decide(state)));
        return new Batch(state, List.copyOf(answers));
    }

    /**
     * Commits a decided batch, all of it or nothing.
     *
     * @throws IllegalStateException when a key of the tables refuses it
     */
    public void apply(Batch batch) {
        BatchState state = batch.state();
        ShardKeys.require(this, state);
        state.changes().opened().forEach(accounts::insert);
        state.created().forEach(transfers::insert);
        state.changed().forEach(transfers::update);
        state.received().forEach(inbound::insert);
        state.newTotals().forEach(refundTotals::insert);
        state.newHolds().forEach(holds::insert);
        state.changedHolds().forEach(holds::update);
        state.newIncrements().forEach(increments::insert);
        state.changedTotals().forEach(refundTotals::update);
        state.changedUsages().forEach(usages::put);
        state.changes().entries().forEach(entries::insert);
        state.changes().heldPoints().forEach(heldPoints::insert);
        state.changes().changed().forEach(accounts::update);
        outbox.addAll(state.events());
    }

    /** Decides and commits, and gives the answers in the commands' order. */
    public List<Object> commit(Instant now, List<? extends Command<?>> commands) {
        Batch batch = decide(now, commands);
        apply(batch);
        return batch.answers();
    }

    /** Decides and commits one command by itself. */
    @SuppressWarnings("unchecked") // A command's one answer is of its type.
    public <R> R commit(Instant now, Command<R> command) {
        return (R) commit(now, List.of(command)).get(0);
    }

    /** The rules of money from now on. */
    public void under(RuleBook book) {
        rules = book;
    }

    /** Writes an account's row as a test wants to find it, past all rules. */
    public void given(Account account) {
        accounts.insert(account);
    }

    /** Writes a transfer's row as a test wants to find it, past all rules. */
    public void given(Transfer transfer) {
        transfers.insert(transfer);
    }

    /** Writes a beneficiary's row, as the calls do beside the lanes. */
    public void given(Beneficiary one) {
        beneficiaries.put(one);
    }

    public Collection<Beneficiary> beneficiaries() {
        return beneficiaries.all();
    }

    /** What accounts have used of their limits. */
    public Collection<Usage> usages() {
        return usages.all();
    }

    public int shard() {
        return shard;
    }

    public Collection<Hold> holds() {
        return holds.all();
    }

    public Optional<Hold> hold(UUID id) {
        return holds.find(id);
    }

    public Collection<RefundTotal> refundTotals() {
        return refundTotals.all();
    }

    public Collection<Account> accounts() {
        return accounts.all();
    }

    public Optional<Account> account(UUID id) {
        return accounts.find(id);
    }

    public Collection<Transfer> transfers() {
        return transfers.all();
    }

    public Optional<Transfer> transfer(UUID id) {
        return transfers.find(id);
    }

    public Collection<InboundTransfer> inbound() {
        return inbound.all();
    }

    /** What accounts had held over time, in the order it was committed. */
    public Collection<HeldPoint> heldPoints() {
        return heldPoints.all();
    }

    /** All entries, in the order they were committed. */
    public Collection<Entry> entries() {
        return entries.all();
    }

    /** All events, in the order they were committed. */
    public List<Event> outbox() {
        return Collections.unmodifiableList(outbox);
    }

    private BatchState load(BatchNeeds needs, Instant now) {
        needs.currencies().stream()
                .flatMap(currency -> SystemAccounts.forCurrency(shard, shardCount, currency, now).stream())
                .filter(account -> accounts.find(account.id()).isEmpty())
                .forEach(accounts::insert);
        needs.sources().stream()
                .map(source -> source.open(now))
                .filter(account -> accounts.find(account.id()).isEmpty())
                .forEach(accounts::insert);
        Set<UUID> locked = new LinkedHashSet<>(needs.accounts());
        needs.mainAccounts().forEach(wanted -> mainAccount(wanted).ifPresent(account -> locked.add(account.id())));

        BatchState state = new BatchState(place, now, rows(accounts, locked).toList(), needs.rules());
        usages.all().stream()
                .filter(usage -> locked.contains(usage.accountId())
                        && (needs.rules().hasLimits() || needs.counted().contains(usage.accountId()))
                        && usage.period().countsAt(now))
                .forEach(state::knowUsage);
        beneficiaries.all().stream()
                .filter(one -> needs.beneficiaries()
                        .contains(new BatchNeeds.PayeeName(
                                one.userId(), one.payee().text())))
                .forEach(state::knowBeneficiary);
        accounts.all().stream()
                .filter(account -> needs.users().contains(account.userId()))
                .forEach(state::knowAccountOfUser);
        transfers.all().stream()
                .filter(transfer -> needs.keys().contains(keyOf(transfer)))
                .forEach(state::knowKey);
        rows(transfers, needs.transfers()).forEach(state::knowTransfer);
        transfers.all().stream()
                .filter(transfer ->
                        transfer.status() == TransferStatus.HELD || transfer.status() == TransferStatus.PENDING)
                .map(Transfer::payerAccount)
                .filter(needs.payersInFlight()::contains)
                .forEach(state::knowPayerInFlight);
        rows(holds, needs.holds()).forEach(state::knowHold);
        holds.all().stream()
                .filter(hold ->
                        needs.holdKeys().contains(new BatchNeeds.PayerKey(hold.payerUser(), hold.idempotencyKey())))
                .forEach(state::knowHold);
        increments.all().stream()
                .filter(increment -> needs.increments().contains(keyOf(increment)))
                .forEach(state::knowIncrement);
        holds.all().stream()
                .filter(hold -> hold.status().isOpen())
                .map(Hold::payerAccount)
                .filter(needs.accountsOfHolds()::contains)
                .forEach(state::knowPayerOfHold);
        rows(refundTotals, needs.refundTotals()).forEach(state::knowRefundTotal);
        rows(inbound, needs.inbound()).map(InboundTransfer::outcome).forEach(state::knowOutcome);
        return state;
    }

    private static BatchNeeds.HoldKey keyOf(Increment increment) {
        return new BatchNeeds.HoldKey(increment.holdId(), increment.idempotencyKey());
    }

    private Optional<Account> mainAccount(BatchNeeds.MainAccount wanted) {
        return accounts.all().stream()
                .filter(account -> account.kind() == AccountKind.USER
                        && account.userId().equals(wanted.userId())
                        && account.type().equals(AccountRef.MAIN)
                        && account.currency().equals(wanted.currency()))
                .findFirst();
    }

    static BatchNeeds.PayerKey keyOf(Transfer transfer) {
        return new BatchNeeds.PayerKey(transfer.payerUser(), transfer.idempotencyKey());
    }

    private static <T> Stream<T> rows(ModelTable<UUID, T> table, Set<UUID> ids) {
        return ids.stream().flatMap(id -> table.find(id).stream());
    }
}
