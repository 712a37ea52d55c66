package io.groat.account;

import io.groat.money.CurrencyCode;
import org.jspecify.annotations.Nullable;

/**
 * Which users' accounts to list; null for any.
 *
 * @param userId the owner
 * @param minPostedMinor the least that is posted, in minor units of the currency
 * @param maxPostedMinor the most that is posted
 */
public record AccountFilter(
        @Nullable String userId,
        @Nullable String type,
        @Nullable CurrencyCode currency,
        @Nullable AccountStatus status,
        @Nullable Long minPostedMinor,
        @Nullable Long maxPostedMinor) {

    /** All accounts. */
    public static final AccountFilter ALL = new AccountFilter(null, null, null, null, null, null);

    public AccountFilter {
        if (currency == null && (minPostedMinor != null || maxPostedMinor != null)) {
            throw new IllegalArgumentException("amounts of different currencies do not compare");
        }
    }
}
