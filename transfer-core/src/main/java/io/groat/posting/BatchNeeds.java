package io.groat.posting;

import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.account.SystemAccounts;
import io.groat.money.CurrencyCode;
import io.groat.rule.Fee;
import io.groat.rule.RuleBook;
import io.groat.rule.Terms;
import io.groat.rule.TransactionType;
import io.groat.shard.ShardPlace;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The rows that a batch of commands has to see before it can be decided. */
public final class BatchNeeds {

    /** A payer's key, under which a transfer may have been made before. */
    public record PayerKey(String payerUser, String idempotencyKey) {}

    /** A hold's key, under which it may have been increased before. */
    public record HoldKey(UUID holdId, String idempotencyKey) {}

    /** A user's main account in a currency, whose id the asker doesn't know. */
    public record MainAccount(String userId, CurrencyCode currency) {}

    /** A name by which a payer may have somebody among their beneficiaries. */
    public record PayeeName(String payerUser, String payee) {}

    private final Set<UUID> accounts = new LinkedHashSet<>();
    private final Set<MainAccount> mainAccounts = new LinkedHashSet<>();
    private final Set<String> users = new LinkedHashSet<>();
    private final Set<CurrencyCode> currencies = new LinkedHashSet<>();
    private final Set<FundingSource> sources = new LinkedHashSet<>();
    private final Set<PayerKey> keys = new LinkedHashSet<>();
    private final Set<UUID> transfers = new LinkedHashSet<>();
    private final Set<UUID> payersInFlight = new LinkedHashSet<>();
    private final Set<UUID> inbound = new LinkedHashSet<>();
    private final Set<UUID> refundTotals = new LinkedHashSet<>();
    private final Set<UUID> holds = new LinkedHashSet<>();
    private final Set<PayerKey> holdKeys = new LinkedHashSet<>();
    private final Set<HoldKey> increments = new LinkedHashSet<>();
    private final Set<UUID> accountsOfHolds = new LinkedHashSet<>();
    private final Set<PayeeName> beneficiaries = new LinkedHashSet<>();
    private final Set<UUID> counted = new LinkedHashSet<>();

    private final RuleBook rules;
    private final ShardPlace place;

    private BatchNeeds(RuleBook rules, ShardPlace place) {
        this.rules = rules;
        this.place = place;
    }

    /**
     * What all those commands need together.
     *
     * @param rules those by which they are decided
     * @param place of the shard that decides
     */
    public static BatchNeeds of(Collection<? extends Command<?>> commands, RuleBook rules, ShardPlace place) {
        BatchNeeds needs = new BatchNeeds(rules, place);
        commands.forEach(command -> command.needs(needs));
        return needs;
    }

    void account(UUID id) {
        accounts.add(id);
    }

    void mainAccount(String userId, CurrencyCode currency) {
        mainAccounts.add(new MainAccount(userId, currency));
    }

    void accountsOfUser(String userId) {
        users.add(userId);
    }

    void systemAccounts(CurrencyCode currency) {
        currencies.add(currency);
    }

    /** The account that earns what a movement of that type costs, where it costs something, and who gets a share of it. */
    void fees(String transactionType, CurrencyCode currency) {
        rules.transactionType(transactionType)
                .map(TransactionType::fees)
                .filter(fees -> !fees.isEmpty())
                .ifPresent(fees -> {
                    account(SystemAccounts.fees(currency));
                    fees.stream()
                            .map(Fee::commission)
                            .filter(Objects::nonNull)
                            .forEach(commission -> commission(commission.payee(), currency));
                });
    }

    /** Those to whom shares go of what a movement costs on that side; on this shard, where they are here. */
    void commissions(Terms terms, Fee.PaidBy side, CurrencyCode currency) {
        List<Terms.Share> shares = terms.shares(side);
        if (!shares.isEmpty()) {
            account(SystemAccounts.fees(currency));
            shares.forEach(share -> commission(share.payee(), currency));
        }
    }

    private void commission(AccountRef payee, CurrencyCode currency) {
        systemAccounts(currency);
        if (!place.holds(payee)) {
            account(SystemAccounts.clearing(payee.shard(place.map()), currency));
        } else if (payee instanceof AccountRef.ById named) {
            account(named.id());
        } else {
            mainAccount(payee.text(), currency);
        }
    }

    /** The payer's beneficiaries of those names, where payments of that type ask for one, and what they were paid. */
    void beneficiary(String transactionType, UUID payerAccount, String payerUser, Collection<String> payees) {
        if (rules.transactionType(transactionType)
                .filter(TransactionType::beneficiaryRequired)
                .isPresent()) {
            payees.forEach(payee -> beneficiaries.add(new PayeeName(payerUser, payee)));
            counted.add(payerAccount);
        }
    }

    /** What a movement was counted as beside the limits of its payer's wallet. */
    void counted(Terms terms, UUID payerAccount) {
        if (terms.beneficiary() != null) {
            counted.add(payerAccount);
        }
    }

    /** What a refund gives back to the limits of whom it pays. */
    void counted(Terms.GivenBack back, UUID payeeAccount) {
        if (back.counted() != null && back.counted().beneficiary() != null) {
            counted.add(payeeAccount);
        }
    }

    /** The same for what a movement costs that was judged before. */
    void fees(Terms terms, CurrencyCode currency) {
        if (!terms.charges().isEmpty() || !terms.back().equals(Terms.GivenBack.NONE)) {
            account(SystemAccounts.fees(currency));
        }
    }

    void source(FundingSource source) {
        sources.add(source);
        accounts.add(source.id());
    }

    void transferByKey(String payerUser, String idempotencyKey) {
        keys.add(new PayerKey(payerUser, idempotencyKey));
    }

    void transfer(UUID id) {
        transfers.add(id);
    }

    void transfersInFlightOf(UUID payerAccount) {
        payersInFlight.add(payerAccount);
    }

    void inbound(UUID transferId) {
        inbound.add(transferId);
    }

    void refundTotal(UUID movementId) {
        refundTotals.add(movementId);
    }

    void hold(UUID id) {
        holds.add(id);
    }

    void holdByKey(String payerUser, String idempotencyKey) {
        holdKeys.add(new PayerKey(payerUser, idempotencyKey));
    }

    void increment(UUID holdId, String idempotencyKey) {
        increments.add(new HoldKey(holdId, idempotencyKey));
    }

    void openHoldsOf(UUID payerAccount) {
        accountsOfHolds.add(payerAccount);
    }

    /** The rules by which the commands are decided. */
    public RuleBook rules() {
        return rules;
    }

    /** The place of the shard that decides. */
    public ShardPlace place() {
        return place;
    }

    /** Accounts to lock, by id; an id may turn out to have no account. */
    public Set<UUID> accounts() {
        return accounts;
    }

    /** Accounts to find by owner and then lock. */
    public Set<MainAccount> mainAccounts() {
        return mainAccounts;
    }

    /** Users all of whose accounts are to be seen. */
    public Set<String> users() {
        return users;
    }

    /** Currencies whose system accounts have to exist. */
    public Set<CurrencyCode> currencies() {
        return currencies;
    }

    /** Sources whose accounts have to exist; they are among the accounts to lock. */
    public Set<FundingSource> sources() {
        return sources;
    }

    /** Keys to look up, after the accounts are locked. */
    public Set<PayerKey> keys() {
        return keys;
    }

    /** Transfers to lock, after the accounts. */
    public Set<UUID> transfers() {
        return transfers;
    }

    /** Accounts of which is to be known whether transfers they pay are under way. */
    public Set<UUID> payersInFlight() {
        return payersInFlight;
    }

    /** Movements of which is to be known, and locked, how much was given back; after the transfers. */
    public Set<UUID> refundTotals() {
        return refundTotals;
    }

    /** Holds to lock, after the transfers. */
    public Set<UUID> holds() {
        return holds;
    }

    /** Keys under which holds may have been made, to look up after the accounts are locked. */
    public Set<PayerKey> holdKeys() {
        return holdKeys;
    }

    /** Keys under which holds may have been increased, to look up after the holds are locked. */
    public Set<HoldKey> increments() {
        return increments;
    }

    /** Names to look up among payers' beneficiaries, and to lock for as long as the batch lasts. */
    public Set<PayeeName> beneficiaries() {
        return beneficiaries;
    }

    /** Accounts, locked, of which is to be known what was counted, be their wallet's type without limits. */
    public Set<UUID> counted() {
        return counted;
    }

    /** Accounts of which is to be known whether they have open holds. */
    public Set<UUID> accountsOfHolds() {
        return accountsOfHolds;
    }

    /** Transfers from other shards whose outcome may be decided already. */
    public Set<UUID> inbound() {
        return inbound;
    }
}
