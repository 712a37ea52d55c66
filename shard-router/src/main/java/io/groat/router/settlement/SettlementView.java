package io.groat.router.settlement;

import io.groat.settlement.Settlement;
import io.groat.settlement.SettlementStore.Sum;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A settlement as its readers get it. */
@Doc("A file that a gateway wrote of what it has paid out to us")
record SettlementView(
        UUID id,
        @Doc(example = "razorpay") String gateway,

        @Doc(
                "STORING while its rows are written down, then POSTING while they are booked, DONE; or FAILED where it can't be"
                        + " read, and nothing of it is booked")
        Settlement.Status status,

        @Doc(value = "Of the file", example = "razorpay-2026-11-30.csv") @LeftOut @Nullable
        String name,

        @Doc(
                value = "Of the file's bytes: the same bytes are one settlement",
                example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String sha256,

        @Doc(value = "Whose columns it has", example = "razorpay") @LeftOut @Nullable
        String shape,

        @Doc(value = "In bytes", example = "4096") long size,
        @Doc(value = "The header left out", example = "42") int rows,

        @Doc("Its rows by outcome and currency; of one that is asked for by its id") @LeftOut @Nullable
        List<RowSumView> outcomes,

        @Doc("Its rows by the bank transfer that they are part of, at most 100; of one that is asked for by its id")
        @LeftOut
        @Nullable
        List<TransferSumView> transfers,

        @Doc(value = "Of one that is FAILED: the first of what is wrong") @LeftOut @Nullable
        List<String> faults,

        @Doc(value = "Who brought it", example = "user:alice")
        String takenBy,

        Instant createdAt,
        @LeftOut @Nullable Instant endedAt) {

    static final int MOST_TRANSFERS = 100;

    /** Rows that became the same. */
    @Doc("Rows of a settlement with one outcome")
    record RowSumView(
            @Doc(
                    value =
                            "MATCHED, MISSING_HERE, DIFFERS or DUPLICATE; not there for rows that are still to be booked",
                    example = "MATCHED")
            @LeftOut
            @Nullable
            String outcome,

            @Doc(example = "EUR") String currency,
            @Doc(example = "42") long rows,
            @Doc("Before fees") @Amount long amount,
            @Doc("What the gateway keeps, with tax") @Amount long fees,
            @Doc("What reached the bank account") @Amount long net) {

        static RowSumView of(Sum sum) {
            return new RowSumView(
                    sum.name(), sum.currency(), sum.rows(), sum.amountMinor(), sum.costMinor(), sum.netMinor());
        }
    }

    /** Rows that make one bank transfer. */
    @Doc("Rows of a settlement that are part of one bank transfer")
    record TransferSumView(
            @Doc(value = "As the gateway calls it; a day where it calls it nothing", example = "setl_20261130")
            @LeftOut
            @Nullable
            String transfer,

            @Doc(example = "EUR") String currency,
            @Doc(example = "42") long rows,
            @Doc("Before fees") @Amount long amount,
            @Doc("What the gateway keeps, with tax") @Amount long fees,

            @Doc("What the bank's statement should say") @Amount
            long net) {

        static TransferSumView of(Sum sum) {
            return new TransferSumView(
                    sum.name(), sum.currency(), sum.rows(), sum.amountMinor(), sum.costMinor(), sum.netMinor());
        }
    }

    static SettlementView of(Settlement settlement) {
        return of(settlement, null, null);
    }

    static SettlementView of(Settlement settlement, @Nullable List<Sum> outcomes, @Nullable List<Sum> transfers) {
        return new SettlementView(
                settlement.id(),
                settlement.gateway(),
                settlement.status(),
                settlement.name(),
                settlement.sha256(),
                settlement.shape(),
                settlement.size(),
                settlement.rows(),
                outcomes == null ? null : outcomes.stream().map(RowSumView::of).toList(),
                transfers == null
                        ? null
                        : transfers.stream().map(TransferSumView::of).toList(),
                settlement.faults().isEmpty() ? null : settlement.faults(),
                settlement.takenBy(),
                settlement.createdAt(),
                settlement.endedAt());
    }
}
