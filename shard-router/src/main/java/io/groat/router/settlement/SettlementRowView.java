package io.groat.router.settlement;

import io.groat.settlement.Outcome;
import io.groat.settlement.RowKind;
import io.groat.settlement.SettlementRow;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A settlement's row as its readers get it. Its texts are the file's, and are to be shown as such. */
@Doc("A row of a settlement's file")
record SettlementRowView(
        @Doc(value = "Of the file, the header's being 1", example = "2")
        int line,

        @Doc("What became of it; not there until it was booked") @LeftOut @Nullable
        Outcome outcome,

        @Doc(value = "In what it DIFFERS", example = "AMOUNT_DIFFERS") @LeftOut @Nullable
        String reason,

        @Doc("The case that was opened for it, or for the same row before") @LeftOut @Nullable
        UUID caseId,

        @Doc("What happened") RowKind kind,

        @Doc(value = "The same in the gateway's words", example = "payment")
        String type,

        @Doc(value = "What the gateway calls that which it is about", example = "pay_1")
        String providerId,

        @Doc(value = "What we call it", example = "0192f0a0-0000-7000-8000-000004de0101") @LeftOut @Nullable
        String reference,

        @Doc("Before fees; below zero where money left") @Amount
        long amount,

        @Doc("What the gateway keeps") @Amount long fee,
        @Doc("On the fee") @Amount long tax,
        @Doc("What reached the bank account") @Amount long net,
        @Doc(example = "EUR") String currency,

        @Doc(value = "The bank transfer that it is part of", example = "setl_20261130") @LeftOut @Nullable
        String transfer,

        Instant occurredAt) {

    static SettlementRowView of(SettlementRow row) {
        return new SettlementRowView(
                row.line(),
                row.outcome(),
                row.reason(),
                row.caseId(),
                row.kind(),
                row.type(),
                row.providerId(),
                row.reference(),
                row.amountMinor(),
                row.feeMinor(),
                row.taxMinor(),
                row.netMinor(),
                row.currency().code(),
                row.transfer(),
                row.occurredAt());
    }
}
