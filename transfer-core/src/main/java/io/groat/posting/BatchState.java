package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.beneficiary.Beneficiary;
import io.groat.event.Event;
import io.groat.hold.Hold;
import io.groat.hold.Increment;
import io.groat.ledger.Book;
import io.groat.posting.BatchNeeds.HoldKey;
import io.groat.posting.BatchNeeds.MainAccount;
import io.groat.posting.BatchNeeds.PayeeName;
import io.groat.posting.BatchNeeds.PayerKey;
import io.groat.rule.RuleBook;
import io.groat.rule.Usage;
import io.groat.rule.UsageBook;
import io.groat.shard.ShardPlace;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.InboundTransfer;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a batch has loaded, and what it has decided so far. Later commands of a batch see what earlier ones
 * did. Not thread-safe.
 */
public final class BatchState {

    private final ShardPlace place;
    private final Instant now;
    private final Book book;
    private final RuleBook rules;
    private final UsageBook usages;
    private final Map<MainAccount, UUID> mainAccounts = new HashMap<>();
    private final Map<String, List<Account>> accountsOfUsers = new HashMap<>();
    private final Map<PayerKey, Transfer> byKey = new HashMap<>();
    private final Map<UUID, Transfer> byId = new HashMap<>();
    private final Map<UUID, CreditOutcome> outcomes = new HashMap<>();
    private final Map<UUID, RefundTotal> refundTotals = new HashMap<>();
    private final Map<UUID, Hold> holds = new HashMap<>();
    private final Map<PayerKey, Hold> holdsByKey = new HashMap<>();
    private final Map<HoldKey, Increment> increments = new HashMap<>();
    private final Set<UUID> payersOfHolds = new HashSet<>();
    private final Map<PayeeName, Beneficiary> beneficiaries = new HashMap<>();

    private final Set<UUID> payersInFlight = new HashSet<>();

    private final Map<UUID, Transfer> created = new LinkedHashMap<>();
    private final Map<UUID, Transfer> changed = new LinkedHashMap<>();
    private final List<InboundTransfer> inbound = new ArrayList<>();
    private final Map<UUID, Hold> newHolds = new LinkedHashMap<>();
    private final Map<UUID, Hold> changedHolds = new LinkedHashMap<>();
    private final List<Increment> newIncrements = new ArrayList<>();
    private final Map<UUID, RefundTotal> newTotals = new LinkedHashMap<>();
    private final Map<UUID, RefundTotal> changedTotals = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();

    /**
     * @param place which shard this is
     * @param now the batch's time, in microseconds at the finest
     * @param locked accounts, locked
     * @param rules in force
     */
    public BatchState(ShardPlace place, Instant now, Collection<Account> locked, RuleBook rules) {
        this.place = place;
        this.now = now;
        this.rules = rules;
        this.usages = new UsageBook(now);
        this.book = new Book(locked, now);
        locked.stream().filter(account -> account.kind() == AccountKind.USER).forEach(account -> {
            if (account.type().equals(AccountRef.MAIN)) {
                mainAccounts.put(new MainAccount(account.userId(), account.currency()), account.id());
            }
        });
    }

    /** Adds an account of a user whose accounts were asked for; it need not be locked. */
    public void knowAccountOfUser(Account account) {
        accountsOfUsers
                .computeIfAbsent(account.userId(), user -> new ArrayList<>())
                .add(account);
    }

    /** Adds a transfer found under a key that was asked for. */
    public void knowKey(Transfer transfer) {
        byKey.put(new PayerKey(transfer.payerUser(), transfer.idempotencyKey()), transfer);
    }

    /** Adds a transfer, locked, that was asked for by id. */
    public void knowTransfer(Transfer transfer) {
        byId.put(transfer.id(), transfer);
    }

    /** Adds an account that pays a transfer under way. */
    public void knowPayerInFlight(UUID account) {
        payersInFlight.add(account);
    }

    /** Adds the outcome of a transfer from another shard. */
    public void knowOutcome(CreditOutcome outcome) {
        outcomes.put(outcome.transferId(), outcome);
    }

    /** Adds how much of a movement was given back, locked. */
    public void knowRefundTotal(RefundTotal total) {
        refundTotals.put(total.movementId(), total);
    }

    /** Adds a hold, locked, that was asked for by id or found under a key. */
    public void knowHold(Hold hold) {
        holds.put(hold.id(), hold);
        holdsByKey.put(new PayerKey(hold.payerUser(), hold.idempotencyKey()), hold);
    }

    /** Adds that a hold was increased under a key that was asked for. */
    public void knowIncrement(Increment increment) {
        increments.put(new HoldKey(increment.holdId(), increment.idempotencyKey()), increment);
    }

    /** Adds what a locked account has used of a limit. */
    public void knowUsage(Usage usage) {
        usages.know(usage);
    }

    /** Adds a beneficiary that was asked for, locked. */
    public void knowBeneficiary(Beneficiary one) {
        beneficiaries.put(new PayeeName(one.userId(), one.payee().text()), one);
    }

    /** Adds an account that has an open hold. */
    public void knowPayerOfHold(UUID account) {
        payersOfHolds.add(account);
    }

    int shard() {
        return place.shard();
    }

    ShardPlace place() {
        return place;
    }

    Instant now() {
        return now;
    }

    Book book() {
        return book;
    }

    RuleBook rules() {
        return rules;
    }

    UsageBook usages() {
        return usages;
    }

    Optional<Account> mainAccount(MainAccount wanted) {
        return Optional.ofNullable(mainAccounts.get(wanted)).flatMap(book::find);
    }

    List<Account> accountsOfUser(String userId) {
        return accountsOfUsers.getOrDefault(userId, List.of());
    }

    Optional<Transfer> transferByKey(String payerUser, String idempotencyKey) {
        return Optional.ofNullable(byKey.get(new PayerKey(payerUser, idempotencyKey)));
    }

    Optional<Transfer> transfer(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    boolean paysInFlight(UUID account) {
        return payersInFlight.contains(account);
    }

    Optional<CreditOutcome> outcome(UUID transferId) {
        return Optional.ofNullable(outcomes.get(transferId));
    }

    Optional<Hold> hold(UUID id) {
        return Optional.ofNullable(holds.get(id));
    }

    Optional<Hold> holdByKey(String payerUser, String idempotencyKey) {
        return Optional.ofNullable(holdsByKey.get(new PayerKey(payerUser, idempotencyKey)));
    }

    Optional<Increment> increment(UUID holdId, String idempotencyKey) {
        return Optional.ofNullable(increments.get(new HoldKey(holdId, idempotencyKey)));
    }

    Optional<Beneficiary> beneficiary(String payerUser, String payee) {
        return Optional.ofNullable(beneficiaries.get(new PayeeName(payerUser, payee)));
    }

    boolean hasOpenHold(UUID account) {
        return payersOfHolds.contains(account);
    }

    void create(Hold hold) {
        newHolds.put(hold.id(), hold);
        payersOfHolds.add(hold.payerAccount());
        knowHold(hold);
    }

    /** Takes note of how a hold stands now; of one that began in this batch, too. */
    void change(Hold hold) {
        knowHold(hold);
        if (newHolds.replace(hold.id(), hold) == null) {
            changedHolds.put(hold.id(), hold);
        }
    }

    void add(Increment increment) {
        newIncrements.add(increment);
        knowIncrement(increment);
    }

    Optional<RefundTotal> refundTotal(UUID movementId) {
        return Optional.ofNullable(refundTotals.get(movementId));
    }

    /** Takes note of how much of a movement is given back now. */
    void giveBack(RefundTotal total) {
        boolean isNew = !refundTotals.containsKey(total.movementId()) || newTotals.containsKey(total.movementId());
        (isNew ? newTotals : changedTotals).put(total.movementId(), total);
        refundTotals.put(total.movementId(), total);
    }

    void create(Transfer transfer) {
        created.put(transfer.id(), transfer);
        byId.put(transfer.id(), transfer);
        knowKey(transfer);
        if (!transfer.status().isFinal()) {
            payersInFlight.add(transfer.payerAccount());
        }
    }

    /** Takes note of a transfer's next status; of one that began in this batch, too. */
    void change(Transfer transfer) {
        byId.put(transfer.id(), transfer);
        knowKey(transfer);
        if (created.replace(transfer.id(), transfer) == null) {
            changed.put(transfer.id(), transfer);
        }
    }

    void receive(InboundTransfer transfer) {
        inbound.add(transfer);
        knowOutcome(transfer.outcome());
    }

    void publish(Event event) {
        events.add(event);
    }

    /** Accounts opened, changed, and entries made. */
    public Book changes() {
        return book;
    }

    /** Transfers that began in this batch, as it leaves them. */
    public Collection<Transfer> created() {
        return Collections.unmodifiableCollection(created.values());
    }

    /** Transfers that nobody has asked for, and so nobody waits for: they have begun here and end on another shard. */
    public List<Transfer> unattended() {
        return created.values().stream()
                .filter(transfer -> transfer.kind().equals(TransferKind.COMMISSION)
                        && !transfer.status().isFinal())
                .toList();
    }

    /** Transfers that were there before and have another status now, as the batch leaves them. */
    public Collection<Transfer> changed() {
        return Collections.unmodifiableCollection(changed.values());
    }

    /** Holds that began in this batch, as it leaves them. */
    public Collection<Hold> newHolds() {
        return Collections.unmodifiableCollection(newHolds.values());
    }

    /** Holds that were there before and stand otherwise now, as the batch leaves them. */
    public Collection<Hold> changedHolds() {
        return Collections.unmodifiableCollection(changedHolds.values());
    }

    /** By how much holds were increased in this batch. */
    public List<Increment> newIncrements() {
        return Collections.unmodifiableList(newIncrements);
    }

    /** Of movements of which something is given back for the first time, how much. */
    public Collection<RefundTotal> newTotals() {
        return Collections.unmodifiableCollection(newTotals.values());
    }

    /** Of movements of which something was given back before, how much now. */
    public Collection<RefundTotal> changedTotals() {
        return Collections.unmodifiableCollection(changedTotals.values());
    }

    /** What accounts have used of their limits, where the batch has changed it. */
    public Collection<Usage> changedUsages() {
        return usages.changed();
    }

    /** Transfers from other shards that were decided in this batch. */
    public List<InboundTransfer> received() {
        return Collections.unmodifiableList(inbound);
    }

    /** All events of the batch: those of its decisions, then one BalanceUpdated a user account. */
    public List<Event> events() {
        List<Event> all = new ArrayList<>(events);
        book.opened().forEach(account -> all.add(BatchEvents.balanceUpdated(account, shard())));
        book.changed().stream()
                .filter(account -> account.kind() == AccountKind.USER)
                .forEach(account -> all.add(BatchEvents.balanceUpdated(account, shard())));
        return all;
    }
}
