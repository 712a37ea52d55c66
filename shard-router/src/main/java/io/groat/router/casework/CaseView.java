package io.groat.router.casework;

import io.groat.casework.CaseAction;
import io.groat.casework.CaseDecision;
import io.groat.casework.CaseKind;
import io.groat.casework.CaseStatus;
import io.groat.casework.MoneyCase;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A case as its readers get it. */
@Doc("Money from outside that a person has to decide on")
record CaseView(
        UUID id,

        @Doc("SUSPENSE: a payment is not as it was ordered, or its wallet does not take it. MISSING_HERE: a gateway has"
                + " settled something of which nothing is known here. MISSING_THERE: it has not settled something, though it"
                + " has settled newer things. DIFFERS: what it has settled is not as it is known here")
        CaseKind kind,

        @Doc("OPEN; DECIDED while what was decided is carried out; CLOSED. Open again where the ledger refuses what was"
                + " decided")
        CaseStatus status,

        @Doc(example = "razorpay") String gateway,

        @Doc(value = "What it is about, in the gateway's words", example = "pay_1")
        String subject,

        @Doc(value = "What is wrong, in one word", example = "PAID_TWICE")
        String reason,

        @Doc(
                value = "What happened",
                example =
                        "razorpay has taken EUR 5.00 as pay_1 for an order that had been paid before. It stands in suspense.")
        String story,

        @Doc("As the books here have it; of a row of which nothing is known, its own") @Amount
        long amount,

        @Doc(example = "EUR") String currency,

        @Doc("The order, or what else here it is about") @LeftOut @Nullable
        UUID itemId,

        @Doc("The account that may get it") @LeftOut @Nullable
        UUID wallet,

        @LeftOut @Nullable CaseSettlementView row,
        @Doc("What is usually done") CaseAction proposal,

        @Doc(
                "What may be decided. CREDIT_WALLET: the wallet that ordered it gets it. REFUND_TO_SOURCE: its gateway gives it back."
                        + " BOOK_TO_SUSPENSE: it is put aside."
                        + " BOOK_AS_FEE: it is the gateway's cost, or gain. WRITE_OFF: it is lost, or won. CLOSE: nothing moves")
        List<CaseAction> actions,

        @Doc(value = "Why the last decision could not be carried out", example = "ACCOUNT_CLOSED") @LeftOut @Nullable
        String trouble,

        @Doc(value = "Who works on it, or did last", example = "user:alice") @LeftOut @Nullable
        String claimedBy,

        @Doc("Until then nobody else gets it") @LeftOut @Nullable
        Instant claimedUntil,

        @LeftOut @Nullable CaseDecisionView decision,

        @Doc("The first movement by which it was carried out") @LeftOut @Nullable
        UUID movementId,

        Instant occurredAt,
        Instant openedAt,
        @LeftOut @Nullable Instant closedAt) {

    /** What was decided. */
    @Doc("What was decided on a case")
    record CaseDecisionView(
            @Doc("Not there where it has come right by itself") @LeftOut @Nullable
            CaseAction action,

            @Doc(value = "Why", example = "The payer has asked for it")
            String note,

            @Doc(value = "Who", example = "user:alice") String by,
            Instant at) {

        static @Nullable CaseDecisionView of(@Nullable CaseDecision decision) {
            return decision == null
                    ? null
                    : new CaseDecisionView(decision.action(), decision.note(), decision.by(), decision.at());
        }
    }

    static CaseView of(MoneyCase one) {
        return new CaseView(
                one.id(),
                one.kind(),
                one.status(),
                one.gateway(),
                one.subject(),
                one.reason(),
                one.story(),
                one.amountMinor(),
                one.currency().code(),
                one.itemId(),
                one.wallet(),
                one.row() == null ? null : CaseSettlementView.of(one.row()),
                one.proposal(),
                List.copyOf(one.actions()),
                one.trouble(),
                one.claimedBy(),
                one.claimedUntil(),
                CaseDecisionView.of(one.decision()),
                one.movementId(),
                one.occurredAt(),
                one.openedAt(),
                one.closedAt());
    }
}
