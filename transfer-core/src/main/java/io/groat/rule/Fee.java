package io.groat.rule;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of payment costs.
 *
 * @param amountMinor of FIXED, in minor units; zero else
 * @param basisPoints of PERCENT, in hundredths of a percent; zero else
 * @param tiers of TIERS, by what they end with; the amount's tier is for the whole of it
 * @param minMinor the least it costs
 * @param maxMinor the most it costs; null for no bound
 * @param refundable whether a refund gives back as much of it as of the amount
 * @param commission who gets a share of it; null for nobody. Never of one that is refundable: what somebody else has by then
 *     is not taken from them
 */
public record Fee(
        Kind kind,
        long amountMinor,
        int basisPoints,
        List<Tier> tiers,
        long minMinor,
        @Nullable Long maxMinor,
        PaidBy paidBy,
        boolean refundable,
        @Nullable Commission commission) {

    private static final BigInteger WHOLE = BigInteger.valueOf(10_000);
    private static final BigInteger HALF = BigInteger.valueOf(5_000);

    /** How it is reckoned. */
    public enum Kind {
        FIXED,
        PERCENT,
        TIERS
    }

    /** Whose money it is taken from. */
    public enum PaidBy {
        PAYER,
        PAYEE
    }

    /**
     * What amounts up to some bound cost.
     *
     * @param upToMinor the largest amount of it, in minor units; null for all above the tier before
     */
    public record Tier(@Nullable Long upToMinor, long amountMinor, int basisPoints) {}

    public Fee {
        tiers = List.copyOf(tiers);
    }

    /** One of which nobody else gets a share. */
    public Fee(
            Kind kind,
            long amountMinor,
            int basisPoints,
            List<Tier> tiers,
            long minMinor,
            @Nullable Long maxMinor,
            PaidBy paidBy,
            boolean refundable) {
        this(kind, amountMinor, basisPoints, tiers, minMinor, maxMinor, paidBy, refundable, null);
    }

    /**
     * What a payment of that amount costs, in minor units: shares are rounded half up. A payee pays at most what they get.
     */
    public long of(long paidMinor) {
        BigInteger exact = switch (kind) {
            case FIXED -> BigInteger.valueOf(amountMinor);
            case PERCENT -> share(paidMinor, basisPoints);
            case TIERS -> ofTiers(paidMinor);
        };
        BigInteger least = exact.max(BigInteger.valueOf(minMinor));
        BigInteger bounded = maxMinor == null ? least : least.min(BigInteger.valueOf(maxMinor));
        BigInteger most = BigInteger.valueOf(paidBy == PaidBy.PAYEE ? paidMinor : Long.MAX_VALUE);
        return bounded.min(most).longValueExact();
    }

    private BigInteger ofTiers(long paidMinor) {
        for (Tier tier : tiers) {
            if (tier.upToMinor() == null || paidMinor <= tier.upToMinor()) {
                return BigInteger.valueOf(tier.amountMinor()).add(share(paidMinor, tier.basisPoints()));
            }
        }
        return BigInteger.ZERO;
    }

    /** A share of an amount, rounded half up. */
    static BigInteger share(long amountMinor, int basisPoints) {
        return BigInteger.valueOf(amountMinor)
                .multiply(BigInteger.valueOf(basisPoints))
                .add(HALF)
                .divide(WHOLE);
    }

    /**
     * What a refund gives back of a fee, in minor units: its share rounded up, for the payer; the last refund gives all
     * that is left of it.
     *
     * @param feeMinor what was paid
     * @param givenMinor what refunds have given back of it, those on their way among them
     * @param paidMinor what the payment was
     * @param refundMinor what the refund gives back
     * @param leftMinor what is left of the payment after it
     */
    public static long back(long feeMinor, long givenMinor, long paidMinor, long refundMinor, long leftMinor) {
        long rest = feeMinor - givenMinor;
        if (leftMinor == 0) {
            return rest;
        }
        BigInteger paid = BigInteger.valueOf(paidMinor);
        BigInteger share = BigInteger.valueOf(feeMinor)
                .multiply(BigInteger.valueOf(refundMinor))
                .add(paid.subtract(BigInteger.ONE))
                .divide(paid);
        return share.min(BigInteger.valueOf(rest)).longValueExact();
    }
}
