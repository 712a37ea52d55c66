package io.groat.rule;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All rules of money that there are and were, of which the newest of each name are in force. Unchanging. */
public final class RuleBook {

    /** Without any rules. */
    public static final RuleBook EMPTY = new RuleBook(List.of());

    private record Version(String name, int number) {}

    private final Collection<StoredRule> all;
    private final boolean hasLimits;
    private final Map<String, WalletType> wallets = new TreeMap<>();
    private final Map<Version, WalletType> allWallets = new HashMap<>();
    private final Map<String, TransactionType> transactions = new TreeMap<>();
    private final Map<Version, TransactionType> allTransactions = new HashMap<>();

    /** @param rules in any order; one that stands there twice counts once */
    public RuleBook(Collection<StoredRule> rules) {
        Map<Version, StoredRule> distinct = new LinkedHashMap<>();
        rules.forEach(rule -> distinct.putIfAbsent(new Version(rule.kind() + "/" + rule.name(), rule.version()), rule));
        this.all = List.copyOf(distinct.values());
        all.forEach(this::add);
        this.hasLimits =
                wallets.values().stream().anyMatch(type -> !type.limits().isEmpty());
    }

    private void add(StoredRule rule) {
        if (rule.wallet() != null) {
            WalletType type = rule.wallet();
            allWallets.put(new Version(type.name(), type.version()), type);
            wallets.merge(type.name(), type, (one, other) -> one.version() >= other.version() ? one : other);
        }
        if (rule.transaction() != null) {
            TransactionType type = rule.transaction();
            allTransactions.put(new Version(type.name(), type.version()), type);
            transactions.merge(type.name(), type, (one, other) -> one.version() >= other.version() ? one : other);
        }
    }

    /** How many texts it has: a book with as many is the same one, for none is ever changed or taken out. */
    public int size() {
        return all.size();
    }

    /** All texts, in no order. */
    public Collection<StoredRule> all() {
        return all;
    }

    /** Whether any wallets have limits that count. */
    public boolean hasLimits() {
        return hasLimits;
    }

    /** Whether wallets of that type have limits that count. */
    public boolean hasLimits(String walletType) {
        WalletType type = wallets.get(walletType);
        return type != null && !type.limits().isEmpty();
    }

    /** The wallet type of that name that is in force. */
    public Optional<WalletType> walletType(String name) {
        return wallets.isEmpty() ? Optional.empty() : Optional.ofNullable(wallets.get(name));
    }

    /** One that was or is in force. */
    public Optional<WalletType> walletType(String name, int version) {
        return Optional.ofNullable(allWallets.get(new Version(name, version)));
    }

    /** The transaction type of that name that is in force. */
    public Optional<TransactionType> transactionType(String name) {
        return transactions.isEmpty() ? Optional.empty() : Optional.ofNullable(transactions.get(name));
    }

    /** One that was or is in force. */
    public Optional<TransactionType> transactionType(String name, int version) {
        return Optional.ofNullable(allTransactions.get(new Version(name, version)));
    }

    /** Whether a payment can be of that type. Some need no rules. */
    public boolean knowsTransactionType(String name) {
        return TransactionType.BUILT_IN.contains(name) || transactions.containsKey(name);
    }

    /** Those in force, by name. */
    public Collection<WalletType> walletTypes() {
        return List.copyOf(wallets.values());
    }

    /** Those in force, by name. */
    public Collection<TransactionType> transactionTypes() {
        return List.copyOf(transactions.values());
    }

    @Override
    public String toString() {
        return "rules of " + wallets.size() + " wallet types and " + transactions.size() + " transaction types";
    }
}
