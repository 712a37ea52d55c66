package io.groat.fraud.review;

import io.groat.event.ReviewOutcome;
import io.groat.web.shape.Doc;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the queue comes to, over the days that it is listed for.
 *
 * @param overdue not decided by their time
 * @param oldest when the oldest that is not decided came up; null when there is none
 * @param expectedLoss of all that are not decided, in major units of their currencies
 * @param cancelled reviews whose payment was cancelled before anybody decided
 * @param inTime share of those decided that were decided by their time; 1 when none was
 * @param medianSeconds from coming up to the decision
 * @param fingerprint another as soon as anything in the queue is
 */
record QueueFigures(
        int open,
        int claimed,
        int overdue,
        @Nullable Instant oldest,
        double expectedLoss,
        int approved,
        int blocked,
        int cancelled,
        double inTime,
        long medianSeconds,
        long fingerprint) {

    static QueueFigures of(List<Review> reviews, Instant now) {
        int open = 0;
        int claimed = 0;
        int overdue = 0;
        double loss = 0;
        long fingerprint = 0;
        for (Review review : reviews) {
            Review.Status status = review.status(now);
            fingerprint += (31L * review.paymentId().hashCode() + review.version()) * 31
                    + status.name().hashCode();
            if (status != Review.Status.resolved) {
                open += status == Review.Status.open ? 1 : 0;
                claimed += status == Review.Status.claimed ? 1 : 0;
                overdue += review.dueAt().isBefore(now) ? 1 : 0;
                loss += review.expectedLoss();
            }
        }
        List<Review> decided = reviews.stream()
                .filter(review -> review.resolved() && !review.isLapsed())
                .toList();
        List<Long> seconds =
                decided.stream().map(QueueFigures::seconds).sorted().toList();
        return new QueueFigures(
                open,
                claimed,
                overdue,
                reviews.stream()
                        .filter(review -> !review.resolved())
                        .map(Review::createdAt)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                Math.rint(loss * 100) / 100,
                (int) decided.stream()
                        .filter(one -> one.outcome() == ReviewOutcome.approved)
                        .count(),
                (int) decided.stream()
                        .filter(one -> one.outcome() == ReviewOutcome.blocked)
                        .count(),
                (int) reviews.stream().filter(Review::isLapsed).count(),
                decided.isEmpty()
                        ? 1
                        : (double) decided.stream()
                                        .filter(QueueFigures::wasInTime)
                                        .count()
                                / decided.size(),
                seconds.isEmpty() ? 0 : seconds.get(seconds.size() / 2),
                fingerprint);
    }

    private static long seconds(Review review) {
        return Duration.between(review.createdAt(), review.resolvedAt()).toSeconds();
    }

    private static boolean wasInTime(Review review) {
        return review.resolvedAt() != null && !review.resolvedAt().isAfter(review.dueAt());
    }

    /** As answers show it. */
    @Doc("What the queue comes to, over the days that it is listed for")
    record QueueFiguresView(
            int open,
            int claimed,
            @Doc("Not decided by their time") int overdue,

            @Doc("When the oldest that is not decided came up") @Nullable
            Instant oldest,

            @Doc("Of all that are not decided, in major units of their currencies")
            double expectedLoss,

            int approved,
            int blocked,
            @Doc("Cancelled before anybody decided") int cancelled,

            @Doc(value = "Share of those decided that were decided by their time", example = "0.95")
            double inTime,

            @Doc("From coming up to the decision") long medianSeconds,

            @Doc(value = "Another as soon as anything in the queue is", example = "1f2e3d")
            String fingerprint) {}

    QueueFiguresView view() {
        return new QueueFiguresView(
                open,
                claimed,
                overdue,
                oldest,
                expectedLoss,
                approved,
                blocked,
                cancelled,
                inTime,
                medianSeconds,
                Long.toHexString(fingerprint));
    }
}
