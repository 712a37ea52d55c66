package io.groat.rule;

import java.util.UUID;

/**
 * What of a wallet's limit was used in a period.
 *
 * @param limit its name
 * @param amountMinor in minor units
 * @param movements how many
 */
public record Usage(UUID accountId, String limit, Period period, long amountMinor, long movements) {

    /** With more, or less of it; never below nothing. */
    Usage plus(long minor, long more) {
        return new Usage(
                accountId, limit, period, Math.max(0, clampedSum(amountMinor, minor)), Math.max(0, movements + more));
    }

    static long clampedSum(long one, long other) {
        long sum = one + other;
        return ((one ^ sum) & (other ^ sum)) < 0 ? Long.MAX_VALUE : sum;
    }
}
