package io.groat.rule;

import io.groat.account.AccountRef;

/**
 * The share of a fee that somebody else gets for the payment, such as an agent or a partner. It is paid as a movement of its
 * own, from the account that has earned the fee, once the payment has come to a good end.
 *
 * @param payee whose wallet gets it, on whatever shard
 * @param basisPoints of the fee, in hundredths of a percent; 1 to 10,000
 */
public record Commission(AccountRef payee, int basisPoints) {

    /** What of a fee of that amount it is, in minor units, rounded half up: at most all of it. */
    public long of(long feeMinor) {
        return Fee.share(feeMinor, basisPoints).longValueExact();
    }
}
