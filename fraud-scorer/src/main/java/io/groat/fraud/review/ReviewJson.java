package io.groat.fraud.review;

import io.groat.event.ReviewOutcome;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A review as answers show it. */
final class ReviewJson {

    private ReviewJson() {}

    static void write(JsonGenerator json, Review review, Instant now) {
        boolean claimed = review.isClaimed(now);
        json.writeStartObject();
        JsonWords.id(json, "paymentId", review.paymentId());
        json.writeStringProperty("status", review.status(now).name());
        json.writeStringProperty("payer", review.payer());
        JsonWords.text(json, "payee", review.payee());
        MinorUnits.write(json, "amount", review.amountMinor());
        json.writeStringProperty("currency", review.currency());
        json.writeBooleanProperty("held", review.held());
        json.writeNumberProperty("score", review.score());
        json.writeNumberProperty("expectedLoss", review.expectedLoss());
        json.writeStringProperty("reason", review.reason());
        JsonWords.time(json, "createdAt", review.createdAt());
        JsonWords.time(json, "dueAt", review.dueAt());
        json.writeBooleanProperty(
                "overdue", !review.resolved() && review.dueAt().isBefore(now));
        JsonWords.text(json, "assignee", claimed ? review.assignee() : null);
        JsonWords.time(json, "leaseUntil", claimed ? review.leaseUntil() : null);
        JsonWords.text(json, "outcome", outcome(review));
        JsonWords.text(json, "reviewer", review.reviewer());
        JsonWords.text(json, "label", review.label());
        JsonWords.text(json, "note", review.note());
        JsonWords.time(json, "resolvedAt", review.resolvedAt());
        json.writeEndObject();
    }

    private static @Nullable String outcome(Review review) {
        if (review.isLapsed()) {
            return "cancelled";
        }
        ReviewOutcome outcome = review.outcome();
        return outcome == null ? null : outcome.name();
    }
}
