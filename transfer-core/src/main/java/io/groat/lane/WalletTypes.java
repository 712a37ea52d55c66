package io.groat.lane;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.rule.RuleBook;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Of which type the accounts of a shard are, so that what was used of limits is read only of those that may have some. An
 * account's type never changes; one that is not known yet is taken to have limits, once.
 */
final class WalletTypes {

    private static final int MOST = 200_000;

    /** Ids that follow from what an account is for are no user's. */
    private static final int OF_SYSTEM = 8;

    private final Cache<UUID, String> types =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** Those among the accounts that may have limits. */
    List<UUID> maybeLimited(Collection<UUID> accounts, RuleBook rules) {
        return rules.hasLimits()
                ? accounts.stream()
                        .filter(account -> mayHaveLimits(account, rules))
                        .toList()
                : List.of();
    }

    private boolean mayHaveLimits(UUID account, RuleBook rules) {
        if (account.version() == OF_SYSTEM) {
            return false;
        }
        String type = types.getIfPresent(account);
        return type == null || rules.hasLimits(type);
    }

    /** Takes note of accounts as they were found. */
    void learn(Collection<Account> found, RuleBook rules) {
        if (rules.hasLimits()) {
            found.stream()
                    .filter(account -> account.kind() == AccountKind.USER)
                    .forEach(account -> types.put(account.id(), account.type()));
        }
    }
}
