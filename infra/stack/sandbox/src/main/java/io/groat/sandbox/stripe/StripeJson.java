package io.groat.sandbox.stripe;

import io.groat.sandbox.book.Rows;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Dispute;
import io.groat.sandbox.model.Means;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Refund;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Things as this provider shows them, in its API and its webhooks. Currencies are in small letters. */
final class StripeJson {

    private StripeJson() {}

    /**
     * A session.
     *
     * @param payment with which it was paid, or which failed
     * @param url of the page where it can be paid
     */
    static ObjectNode session(Checkout checkout, @Nullable Payment payment, @Nullable String url) {
        boolean paid = checkout.status() == Checkout.Status.PAID;
        boolean open = checkout.status() == Checkout.Status.OPEN;
        ObjectNode session = object(checkout.id(), "checkout.session")
                .put("mode", "payment")
                .put("url", open ? url : null)
                .put("status", paid ? "complete" : open ? "open" : "expired")
                .put("payment_status", paid ? "paid" : "unpaid")
                .put("amount_total", paid && payment != null ? payment.amount() : checkout.amount())
                .put("currency", lower(checkout.currency()))
                .put("client_reference_id", checkout.reference())
                .put("payment_intent", payment == null ? null : payment.id())
                .put("success_url", checkout.successUrl())
                .put("expires_at", checkout.expiresAt());
        session.set("metadata", metadata(checkout.notes()));
        return session.put("created", checkout.createdAt());
    }

    /** The payment that a session shows: the first that succeeded, else the last that failed. */
    static Optional<Payment> paymentOf(Rows rows, Checkout checkout) {
        List<Payment> all =
                rows.all(Payment.class, payment -> payment.checkout().equals(checkout.id()));
        Optional<Payment> paid = all.stream().filter(Payment::captured).findFirst();
        return paid.isPresent() || all.isEmpty() ? paid : Optional.of(all.get(all.size() - 1));
    }

    /** @param intent that it was asked for by: attempts of one session are one payment's */
    static ObjectNode charge(Payment payment, String intent) {
        ObjectNode charge = object("ch_" + payment.id(), "charge")
                .put("amount", payment.amount())
                .put("currency", lower(payment.currency()))
                .put("payment_intent", payment.captured() ? payment.id() : intent)
                .put("paid", payment.captured())
                .put("status", payment.captured() ? "succeeded" : "failed")
                .put("failure_code", payment.captured() ? null : "card_declined")
                .put("created", payment.createdAt());
        ObjectNode details = charge.putObject("payment_method_details").put("type", "card");
        Means.Card card = payment.card();
        if (card != null) {
            details.putObject("card")
                    .put("brand", lower(card.network()))
                    .put("last4", card.last4())
                    .put("fingerprint", card.fingerprint());
        }
        return charge;
    }

    static ObjectNode paymentIntent(Payment payment, Checkout checkout) {
        ObjectNode intent = object(payment.id(), "payment_intent")
                .put("amount", payment.amount())
                .put("amount_received", payment.captured() ? payment.amount() : 0)
                .put("currency", lower(payment.currency()))
                .put("status", payment.captured() ? "succeeded" : "requires_payment_method")
                .put("created", payment.createdAt());
        intent.putObject("last_payment_error").put("code", payment.captured() ? null : "card_declined");
        intent.putObject("metadata")
                .put("checkout_session", checkout.id())
                .put("client_reference_id", checkout.reference());
        return intent;
    }

    static ObjectNode refund(Refund refund) {
        String status = switch (refund.status()) {
            case PENDING -> "pending";
            case PROCESSED -> "succeeded";
            case FAILED -> "failed";
        };
        ObjectNode shown = object(refund.id(), "refund")
                .put("amount", refund.amount())
                .put("currency", lower(refund.currency()))
                .put("payment_intent", refund.payment())
                .put("status", status)
                .put("failure_reason", refund.status() == Refund.Status.FAILED ? "declined" : null);
        shown.set("metadata", metadata(refund.notes()));
        return shown.put("created", refund.createdAt());
    }

    /** A payout that came back shows as failed, though it was paid before. */
    static ObjectNode payout(Payout payout) {
        String status = switch (payout.status()) {
            case PROCESSING -> "pending";
            case PROCESSED -> "paid";
            case FAILED, REVERSED -> "failed";
        };
        String failure = switch (payout.status()) {
            case FAILED -> "declined";
            case REVERSED -> "account_closed";
            case PROCESSING, PROCESSED -> null;
        };
        ObjectNode shown = object(payout.id(), "payout")
                .put("amount", payout.amount())
                .put("currency", lower(payout.currency()))
                .put("status", status)
                .put("destination", payout.destination())
                .put("failure_code", failure)
                .put(
                        "failure_balance_transaction",
                        payout.status() == Payout.Status.REVERSED ? "txn_back_" + payout.id() : null)
                .put("failure_message", payout.failure());
        shown.set("metadata", metadata(payout.notes()));
        return shown.put("created", payout.createdAt());
    }

    /** A card's token; of the card itself no more than one may see. */
    static ObjectNode token(String id) {
        ObjectNode token = object(id, "token").put("type", "card").put("used", false);
        token.putObject("card")
                .put("brand", "visa")
                .put("last4", String.format(Locale.ROOT, "%04d", Math.floorMod(id.hashCode(), 10_000)));
        return token;
    }

    static ObjectNode dispute(Dispute dispute) {
        String status = switch (dispute.status()) {
            case INQUIRY -> "warning_needs_response";
            case OPEN, NEEDS_RESPONSE -> "needs_response";
            case UNDER_REVIEW, WON, LOST -> lower(dispute.status().name());
        };
        ObjectNode shown = object(dispute.id(), "dispute")
                .put("amount", dispute.amount())
                .put("currency", lower(dispute.currency()))
                .put("payment_intent", dispute.payment())
                .put("reason", dispute.reason())
                .put("status", status);
        shown.putObject("evidence_details").put("due_by", dispute.respondBy());
        return shown.put("created", dispute.createdAt());
    }

    static ObjectNode list(List<ObjectNode> items, boolean more) {
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        items.forEach(data::add);
        return list.put("has_more", more);
    }

    private static ObjectNode object(String id, String kind) {
        return Json.object().put("id", id).put("object", kind).put("livemode", false);
    }

    private static ObjectNode metadata(Map<String, String> notes) {
        ObjectNode shown = Json.object();
        notes.forEach(shown::put);
        return shown;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
