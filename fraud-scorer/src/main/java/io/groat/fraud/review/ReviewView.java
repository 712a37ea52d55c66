package io.groat.fraud.review;

import io.groat.event.ReviewOutcome;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A review as answers show it. */
@Doc("A payment that an analyst looks at")
record ReviewView(
        UUID paymentId,
        Review.Status status,
        @Doc(example = "alice") String payer,
        @Doc(example = "bob") @Nullable String payee,
        @Amount long amount,
        @Doc(example = "EUR") String currency,
        @Doc("Whether the money waits for the decision") boolean held,
        double score,

        @Doc(value = "Score by amount, in major units", example = "120.5")
        double expectedLoss,

        @Doc(value = "What weighs most in the score", example = "AMOUNT_LINEAR")
        String reason,

        Instant createdAt,
        Instant dueAt,
        boolean overdue,

        @Doc("Who has claimed it; null while nobody has") @Nullable
        String assignee,

        @Nullable Instant leaseUntil,

        @Doc("null while it is not decided") @Text(oneOf = {"approved", "blocked", "cancelled"}) @Nullable
        String outcome,

        @Nullable String reviewer,
        @Doc("What the payment is held to be") @Nullable String label,
        @Nullable String note,
        @Nullable Instant resolvedAt) {

    static ReviewView of(Review review, Instant now) {
        boolean claimed = review.isClaimed(now);
        return new ReviewView(
                review.paymentId(),
                review.status(now),
                review.payer(),
                review.payee(),
                review.amountMinor(),
                review.currency(),
                review.held(),
                review.score(),
                review.expectedLoss(),
                review.reason(),
                review.createdAt(),
                review.dueAt(),
                !review.resolved() && review.dueAt().isBefore(now),
                claimed ? review.assignee() : null,
                claimed ? review.leaseUntil() : null,
                outcome(review),
                review.reviewer(),
                review.label(),
                review.note(),
                review.resolvedAt());
    }

    private static @Nullable String outcome(Review review) {
        if (review.isLapsed()) {
            return "cancelled";
        }
        ReviewOutcome outcome = review.outcome();
        return outcome == null ? null : outcome.name();
    }
}
