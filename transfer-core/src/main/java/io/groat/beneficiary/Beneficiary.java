package io.groat.beneficiary;

import io.groat.account.AccountRef;
import io.groat.db.Rows;
import io.groat.rule.Limit;
import io.groat.rule.LimitHit;
import io.groat.rule.TransactionType;
import io.groat.rule.Window;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a user may pay by types of payment that ask for it, and how much. Amounts are in minor units of the payment's
 * currency. One that names a user is for all wallets of theirs, one that names an account for that account alone; where
 * there are both, the account's is asked.
 *
 * @param version 1, 2, 3 …: each change is one more
 * @param userId who pays
 * @param payee as the user named them
 * @param payeeUser whose account it is; null where the shard did not say
 * @param payeeAccount null where a user was named
 * @param label the user's own word for them
 * @param transactionTypes by which they may be paid; empty for all
 * @param maxMinor the most of one payment; {@link #UNBOUNDED} for no bound
 * @param perDayMinor the most of a day, from each of the user's wallets; {@link #UNBOUNDED} for no bound
 * @param from not before; null for at once
 * @param until no more from then on; null for never
 * @param coolsFrom since when it is as it is: when it was made, or its bounds were last widened
 */
public record Beneficiary(
        UUID id,
        int version,
        String userId,
        AccountRef payee,
        @Nullable String payeeUser,
        @Nullable UUID payeeAccount,
        @Nullable String label,
        Set<String> transactionTypes,
        long minMinor,
        long maxMinor,
        long perDayMinor,
        @Nullable Instant from,
        @Nullable Instant until,
        Instant createdAt,
        Instant coolsFrom) {

    /** An amount that is no bound. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** No limit of a wallet type has such a name. */
    private static final String COUNTED_AS = "*";

    public Beneficiary {
        transactionTypes = Set.copyOf(transactionTypes);
    }

    /**
     * What is to be other about it: null for what stays.
     *
     * @param endless whether {@code until} is to be no more
     */
    public record Change(
            @Nullable String label,
            @Nullable Long minMinor,
            @Nullable Long maxMinor,
            @Nullable Long perDayMinor,
            @Nullable Instant until,
            boolean endless) {

        /** Whether anything may be paid by it that may not be paid now. */
        public boolean widens(Beneficiary now) {
            return (minMinor != null && minMinor < now.minMinor)
                    || (maxMinor != null && maxMinor > now.maxMinor)
                    || (perDayMinor != null && perDayMinor > now.perDayMinor)
                    || (endless && now.until != null)
                    || (until != null && now.until != null && until.isAfter(now.until));
        }
    }

    /** After a change; one that widens it lets it cool off once more. */
    public Beneficiary changed(Change change, Instant now) {
        return new Beneficiary(
                id,
                version + 1,
                userId,
                payee,
                payeeUser,
                payeeAccount,
                change.label == null ? label : change.label,
                transactionTypes,
                change.minMinor == null ? minMinor : change.minMinor,
                change.maxMinor == null ? maxMinor : change.maxMinor,
                change.perDayMinor == null ? perDayMinor : change.perDayMinor,
                from,
                change.endless ? null : change.until == null ? until : change.until,
                createdAt,
                change.widens(this) ? now : coolsFrom);
    }

    /** The bound of its own that a payment would pass, but for what is paid in a day; null when it passes none. */
    public @Nullable LimitHit passed(String transactionType, long amountMinor, Instant now) {
        if (!transactionTypes.isEmpty() && !transactionTypes.contains(transactionType)) {
            return BeneficiaryBound.TRANSACTION_TYPES.hit(0, null);
        }
        if (from != null && now.isBefore(from)) {
            return BeneficiaryBound.FROM.hit(0, from);
        }
        if (until != null && !now.isBefore(until)) {
            return BeneficiaryBound.UNTIL.hit(0, null);
        }
        if (amountMinor < minMinor) {
            return BeneficiaryBound.MIN_AMOUNT.hit(minMinor, null);
        }
        return amountMinor > maxMinor ? BeneficiaryBound.MAX_AMOUNT.hit(maxMinor, null) : null;
    }

    /** What a payment is too much for while it cools off; null when it is not. */
    public @Nullable LimitHit tooNew(TransactionType type, long amountMinor, Instant now) {
        Instant cooled = coolsFrom.plus(type.coolingOff());
        boolean cools = !type.coolingOff().isZero(); // Its own clock may be ahead of the batch's.
        return cools && now.isBefore(cooled) && amountMinor > type.coolingOffMaxMinor()
                ? BeneficiaryBound.COOLING_OFF.hit(type.coolingOffMaxMinor(), cooled)
                : null;
    }

    /** What may be paid in a day, as what is used of it is counted. */
    public Limit perDay() {
        return perDay(id, perDayMinor);
    }

    /** What the payments to that beneficiary are counted as, whatever its bounds are now. */
    public static Limit counted(UUID id) {
        return perDay(id, UNBOUNDED);
    }

    private static Limit perDay(UUID id, long max) {
        String name = COUNTED_AS + Base64.getUrlEncoder().withoutPadding().encodeToString(Rows.bytes(id));
        return new Limit(name, Limit.Measure.AMOUNT, Limit.Direction.OUT, Window.DAY, max, Set.of());
    }
}
