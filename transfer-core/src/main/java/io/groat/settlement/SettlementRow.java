package io.groat.settlement;

import io.groat.money.CurrencyCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a settlement file, as it was read.
 *
 * @param line of the file, the header's being 1
 * @param rowKey the same wherever the gateway writes that row, and no other's; up to 120 visible ASCII characters
 * @param type what has happened, in the gateway's words; up to 40 characters
 * @param providerId what the gateway calls that which it is about; up to 64 visible ASCII characters
 * @param reference what we call it, as far as the file says it; up to 140 characters
 * @param amountMinor minor units, before fee and tax; below zero where money left
 * @param feeMinor what the gateway keeps of it; below zero where it gives back
 * @param taxMinor on the fee
 * @param transfer the bank transfer that it is part of, as the gateway calls it; up to 64 characters
 * @param occurredAt in the gateway's books
 * @param outcome what became of it; null until it was worked on
 * @param reason in what it differs; null where it does not
 * @param caseId the case that was opened for it
 */
public record SettlementRow(
        UUID settlementId,
        int line,
        String rowKey,
        String type,
        RowKind kind,
        String providerId,
        @Nullable String reference,
        long amountMinor,
        long feeMinor,
        long taxMinor,
        CurrencyCode currency,
        @Nullable String transfer,
        Instant occurredAt,
        @Nullable Outcome outcome,
        @Nullable String reason,
        @Nullable UUID caseId) {

    /** The most that an amount, a fee or a tax may be, in minor units: sums of all rows of a file then stay exact. */
    public static final long MOST_MINOR = 1_000_000_000_000L;

    /** What the gateway keeps in all. */
    public long costMinor() {
        return feeMinor + taxMinor;
    }

    /** What reached our bank account by it, or left it. */
    public long netMinor() {
        return amountMinor - costMinor();
    }

    /** Once it was worked on. */
    public SettlementRow became(Outcome what, @Nullable String why, @Nullable UUID opened) {
        return new SettlementRow(
                settlementId,
                line,
                rowKey,
                type,
                kind,
                providerId,
                reference,
                amountMinor,
                feeMinor,
                taxMinor,
                currency,
                transfer,
                occurredAt,
                what,
                why,
                opened);
    }
}
