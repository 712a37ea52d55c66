package io.groat.fraud.review;

import io.groat.event.ReviewOutcome;
import io.groat.fraud.score.Score;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment that a person decides on.
 *
 * <pre>
 * state     changes to                        by
 * open      claimed                           claim
 * claimed   open                              release, or the lease's end
 * claimed   claimed by another                claim, once the lease has ended
 * open, claimed  resolved                     decision, by whoever holds the claim if anybody does; or the payment was
 *                                             cancelled, as a hold is that nobody decided in time
 * resolved  –, once it is announced
 * </pre>
 *
 * @param version grows with each change; a change is made only to the version that was read
 * @param expectedLoss score times amount, in major units
 * @param reason the weightiest reason's code
 * @param dueAt by when it should be decided
 * @param assignee who has claimed it; null when nobody has
 * @param leaseUntil when the claim ends by itself; null when nobody has claimed it
 * @param outcome null as well when the payment was cancelled before anybody decided
 * @param note why it was decided so
 * @param announced whether its end is on fraud_events, or need not be
 */
public record Review(
        UUID paymentId,
        int version,
        boolean resolved,
        String payer,
        @Nullable String payee,
        long amountMinor,
        String currency,
        boolean held,
        double score,
        double expectedLoss,
        String reason,
        Instant createdAt,
        Instant dueAt,
        @Nullable String assignee,
        @Nullable Instant leaseUntil,
        @Nullable ReviewOutcome outcome,
        @Nullable String reviewer,
        @Nullable String label,
        @Nullable String note,
        @Nullable Instant resolvedAt,
        boolean announced) {

    /** Where it stands at a moment; the names stand in requests and answers as they are. */
    public enum Status {
        open,
        claimed,
        resolved
    }

    /** The version of one that has come up and that nobody has changed. */
    static final int FIRST_VERSION = 1;

    static Review of(Score score, Instant dueAt) {
        return new Review(
                score.payment().id(),
                FIRST_VERSION,
                false,
                score.payment().payer(),
                score.payment().payee(),
                score.payment().amountMinor(),
                score.payment().currency(),
                score.payment().held(),
                score.score(),
                score.expectedLoss(),
                score.reasons().isEmpty() ? "SCORE" : score.reasons().get(0).code(),
                score.scoredAt(),
                dueAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    public Status status(Instant now) {
        if (resolved) {
            return Status.resolved;
        }
        return isClaimed(now) ? Status.claimed : Status.open;
    }

    boolean isClaimed(Instant now) {
        return assignee != null && leaseUntil != null && leaseUntil.isAfter(now);
    }

    /** Whether somebody else has it. */
    boolean isClaimedByAnother(String who, Instant now) {
        return isClaimed(now) && !who.equals(assignee);
    }

    Review claimed(String who, Instant until) {
        return with(who, until, null, null, null, null, null);
    }

    Review released() {
        return with(null, null, null, null, null, null, null);
    }

    Review decided(ReviewOutcome how, String who, @Nullable String as, String why, Instant now) {
        return with(who, null, how, who, as, why, now);
    }

    /** The payment was cancelled before anybody decided. */
    Review lapsed(Instant now) {
        return with(null, null, null, null, null, null, now).asAnnounced();
    }

    boolean isLapsed() {
        return resolved && outcome == null;
    }

    private Review with(
            @Nullable String newAssignee,
            @Nullable Instant newLease,
            @Nullable ReviewOutcome newOutcome,
            @Nullable String newReviewer,
            @Nullable String newLabel,
            @Nullable String newNote,
            @Nullable Instant newResolvedAt) {
        return new Review(
                paymentId,
                version + 1,
                newResolvedAt != null,
                payer,
                payee,
                amountMinor,
                currency,
                held,
                score,
                expectedLoss,
                reason,
                createdAt,
                dueAt,
                newAssignee,
                newLease,
                newOutcome,
                newReviewer,
                newLabel,
                newNote,
                newResolvedAt,
                false);
    }

    /** Its next version. */
    Review withAnnouncement() {
        return with(assignee, leaseUntil, outcome, reviewer, label, note, resolvedAt)
                .asAnnounced();
    }

    private Review asAnnounced() {
        return new Review(
                paymentId,
                version,
                resolved,
                payer,
                payee,
                amountMinor,
                currency,
                held,
                score,
                expectedLoss,
                reason,
                createdAt,
                dueAt,
                assignee,
                leaseUntil,
                outcome,
                reviewer,
                label,
                note,
                resolvedAt,
                true);
    }
}
