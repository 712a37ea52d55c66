package io.groat.simulation;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.SystemAccounts;
import io.groat.event.Event;
import io.groat.ledger.Entry;
import io.groat.posting.BatchNeeds;
import io.groat.posting.BatchState;
import io.groat.posting.Command;
import io.groat.posting.InboundTransfer;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One shard in memory: the tables that a posting lane reads and writes, with their keys. Batches load what
 * {@code BatchPrepare} and {@code BatchLoad} would select, and apply what {@code BatchWrite} would write, column by
 * column. Between the two a caller may stop, which is a crash before the commit.
 *
 * <p>Not thread-safe: batches of one shard run one after the other, as row locks have it.
 */
public final class ShardModel {

    private final int shard;
    private final int shardCount;
    private final Map<UUID, Account> accounts = new LinkedHashMap<>();
    private final Map<UUID, Transfer> transfers = new LinkedHashMap<>();
    private final Map<UUID, InboundTransfer> inbound = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Event> outbox = new ArrayList<>();

    /**
     * An empty shard.
     *
     * @param shardCount shards in the map, for the clearing accounts
     */
    public ShardModel(int shard, int shardCount) {
        this.shard = shard;
        this.shardCount = shardCount;
    }

    /** A batch that has been decided and not committed yet. */
    public record Batch(BatchState state, List<Object> answers) {}

    /** Loads and decides; the shard is unchanged but for system accounts until {@link #apply}. */
    public Batch decide(Instant now, List<? extends Command<?>> commands) {
        Instant micros = now.truncatedTo(ChronoUnit.MICROS);
        BatchState state = load(BatchNeeds.of(commands), micros);
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
        state.changes().opened().forEach(account -> accounts.put(account.id(), account));
        state.created().forEach(transfer -> transfers.put(transfer.id(), transfer));
        state.changed()
                .forEach(changed -> transfers.computeIfPresent(changed.id(), (id, row) -> statusOf(row, changed)));
        state.received().forEach(received -> inbound.put(received.transfer().id(), received));
        entries.addAll(state.changes().entries());
        state.changes()
                .changed()
                .forEach(changed -> accounts.computeIfPresent(changed.id(), (id, row) -> balanceOf(row, changed)));
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

    /** Writes an account's row as a test wants to find it, past all rules. */
    public void given(Account account) {
        accounts.put(account.id(), account);
    }

    /** Writes a transfer's row as a test wants to find it, past all rules. */
    public void given(Transfer transfer) {
        transfers.put(transfer.id(), transfer);
    }

    public int shard() {
        return shard;
    }

    public Collection<Account> accounts() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    public Optional<Account> account(UUID id) {
        return Optional.ofNullable(accounts.get(id));
    }

    public Collection<Transfer> transfers() {
        return Collections.unmodifiableCollection(transfers.values());
    }

    public Optional<Transfer> transfer(UUID id) {
        return Optional.ofNullable(transfers.get(id));
    }

    public Collection<InboundTransfer> inbound() {
        return Collections.unmodifiableCollection(inbound.values());
    }

    /** All entries, in the order they were committed. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** All events, in the order they were committed. */
    public List<Event> outbox() {
        return Collections.unmodifiableList(outbox);
    }

    private BatchState load(BatchNeeds needs, Instant now) {
        needs.currencies().stream()
                .flatMap(currency -> SystemAccounts.forCurrency(shard, shardCount, currency, now).stream())
                .forEach(account -> accounts.putIfAbsent(account.id(), account));
        Set<UUID> locked = new LinkedHashSet<>(needs.accounts());
        needs.mainAccounts().forEach(wanted -> mainAccount(wanted).ifPresent(account -> locked.add(account.id())));

        BatchState state = new BatchState(shard, now, rows(accounts, locked).toList());
        accounts.values().stream()
                .filter(account -> needs.users().contains(account.userId()))
                .forEach(state::knowAccountOfUser);
        transfers.values().stream()
                .filter(transfer -> needs.keys().contains(keyOf(transfer)))
                .forEach(state::knowKey);
        rows(transfers, needs.transfers()).forEach(state::knowTransfer);
        transfers.values().stream()
                .filter(transfer ->
                        transfer.status() == TransferStatus.HELD || transfer.status() == TransferStatus.PENDING)
                .map(Transfer::payerAccount)
                .filter(needs.payersInFlight()::contains)
                .forEach(state::knowPayerInFlight);
        rows(inbound, needs.inbound()).map(InboundTransfer::outcome).forEach(state::knowOutcome);
        return state;
    }

    private Optional<Account> mainAccount(BatchNeeds.MainAccount wanted) {
        return accounts.values().stream()
                .filter(account -> account.kind() == AccountKind.USER
                        && account.userId().equals(wanted.userId())
                        && account.type().equals(AccountRef.MAIN)
                        && account.currency().equals(wanted.currency()))
                .findFirst();
    }

    static BatchNeeds.PayerKey keyOf(Transfer transfer) {
        return new BatchNeeds.PayerKey(transfer.payerUser(), transfer.idempotencyKey());
    }

    private static <T> Stream<T> rows(Map<UUID, T> table, Set<UUID> ids) {
        return ids.stream().flatMap(id -> Stream.ofNullable(table.get(id)));
    }

    private static Account balanceOf(Account row, Account changed) {
        return new Account(
                row.id(),
                row.kind(),
                row.userId(),
                row.type(),
                row.currency(),
                changed.status(),
                changed.postedMinor(),
                changed.heldMinor(),
                changed.lastSeq(),
                row.createdAt(),
                changed.updatedAt());
    }

    private static Transfer statusOf(Transfer row, Transfer changed) {
        return new Transfer(
                row.id(),
                row.idempotencyKey(),
                row.payerRef(),
                row.payerAccount(),
                row.payerUser(),
                row.payeeRef(),
                changed.payeeAccount(),
                changed.payeeUser(),
                row.payerShard(),
                row.payeeShard(),
                row.amountMinor(),
                row.currency(),
                row.note(),
                changed.status(),
                changed.reason(),
                row.createdAt(),
                changed.completedAt());
    }
}
