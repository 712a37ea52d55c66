package io.groat.rule;

import io.groat.money.CurrencyCode;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the wallets of that type may do. A wallet is of it by the type that its account was opened with.
 *
 * @param version 1, 2, 3 …: which text of it this is
 * @param currencies in which wallets of it can be opened; empty for all
 * @param minBalanceMinor what has to stay in it after a payment; null for nothing. In minor units, as all amounts here
 * @param maxBalanceMinor the most that may be in it after money came; null for no such rule
 * @param creditLimitMinor how far it may go below zero by a payment; reserving never goes there
 * @param zone of the calendar by which its limits count
 */
public record WalletType(
        String name,
        int version,
        String title,
        Set<CurrencyCode> currencies,
        @Nullable Long minBalanceMinor,
        @Nullable Long maxBalanceMinor,
        long creditLimitMinor,
        List<Limit> limits,
        ZoneId zone) {

    public WalletType {
        currencies = Set.copyOf(currencies);
        limits = List.copyOf(limits);
    }

    /** What a payment must leave in it, in minor units: below zero where there is credit. */
    public long floorMinor() {
        return minBalanceMinor == null ? -creditLimitMinor : minBalanceMinor;
    }

    public boolean takes(CurrencyCode currency) {
        return currencies.isEmpty() || currencies.contains(currency);
    }
}
