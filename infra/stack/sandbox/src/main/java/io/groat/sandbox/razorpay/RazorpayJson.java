package io.groat.sandbox.razorpay;

import io.groat.sandbox.book.Rows;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Dispute;
import io.groat.sandbox.model.Means;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Refund;
import io.groat.sandbox.model.Validation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Things as this provider shows them, in its API and its webhooks. */
final class RazorpayJson {

    private RazorpayJson() {}

    static ObjectNode order(Checkout checkout) {
        String status =
                checkout.status() == Checkout.Status.PAID ? "paid" : checkout.attempts() > 0 ? "attempted" : "created";
        ObjectNode order = entity(checkout.id(), "order")
                .put("amount", checkout.amount())
                .put("amount_paid", checkout.paid())
                .put("amount_due", Math.max(0, checkout.amount() - checkout.paid()))
                .put("currency", checkout.currency())
                .put("receipt", checkout.reference())
                .put("status", status)
                .put("attempts", checkout.attempts());
        order.set("notes", notes(checkout.notes()));
        return order.put("created_at", checkout.createdAt());
    }

    static ObjectNode payment(Payment payment) {
        boolean back = payment.refunded() == payment.amount();
        ObjectNode shown = entity(payment.id(), "payment")
                .put("amount", payment.amount())
                .put("currency", payment.currency())
                .put("status", !payment.captured() ? "failed" : back ? "refunded" : "captured")
                .put("order_id", payment.checkout())
                .put("method", payment.method())
                .put("amount_refunded", payment.refunded())
                .put("captured", payment.captured())
                .put("fee", payment.fee())
                .put("tax", 0)
                .put("vpa", payment.vpa())
                .put("error_code", payment.captured() ? null : "BAD_REQUEST_ERROR")
                .put("error_reason", payment.captured() ? null : "payment_declined")
                .put("error_description", payment.error())
                .put("created_at", payment.createdAt());
        Means.Card card = payment.card();
        if (card != null) {
            shown.put("card_id", "card_" + payment.id());
            shown.putObject("card")
                    .put("id", "card_" + payment.id())
                    .put("entity", "card")
                    .put("last4", card.last4())
                    .put("network", card.network())
                    .put("type", "debit")
                    .put("issuer", "SBIN");
        }
        return shown;
    }

    static ObjectNode refund(Refund refund) {
        ObjectNode shown = entity(refund.id(), "refund")
                .put("amount", refund.amount())
                .put("currency", refund.currency())
                .put("payment_id", refund.payment())
                .put("receipt", refund.receipt())
                .put("status", lower(refund.status()));
        shown.set("notes", notes(refund.notes()));
        return shown.put("created_at", refund.createdAt());
    }

    static ObjectNode payout(Payout payout) {
        ObjectNode shown = entity(payout.id(), "payout")
                .put("amount", payout.amount())
                .put("currency", payout.currency())
                .put("status", lower(payout.status()))
                .put("utr", payout.utr())
                .put("reference_id", payout.reference())
                .put("fees", 0)
                .put("tax", 0)
                .put("failure_reason", payout.failure())
                .put("mode", payout.notes().get("mode"))
                .put("purpose", payout.notes().get("purpose"));
        return shown.put("created_at", payout.createdAt());
    }

    static ObjectNode validation(Validation validation) {
        ObjectNode shown = entity(validation.id(), "fund_account.validation").put("status", "completed");
        shown.putObject("results")
                .put("account_status", validation.active() ? "active" : "invalid")
                .put("registered_name", validation.active() ? validation.name() : null);
        return shown.put("created_at", validation.createdAt());
    }

    static ObjectNode dispute(Dispute dispute) {
        boolean inquiry = dispute.status() == Dispute.Status.INQUIRY;
        boolean open = inquiry || dispute.status() == Dispute.Status.NEEDS_RESPONSE;
        String status = open ? "open" : lower(dispute.status());
        return entity(dispute.id(), "dispute")
                .put("payment_id", dispute.payment())
                .put("amount", dispute.amount())
                .put("currency", dispute.currency())
                .put("amount_deducted", dispute.status() == Dispute.Status.LOST ? dispute.amount() : 0)
                .put("reason_code", dispute.reason())
                .put("respond_by", dispute.respondBy())
                .put("status", status)
                .put("phase", inquiry ? "retrieval" : "chargeback")
                .put("created_at", dispute.createdAt());
    }

    static ObjectNode collection(List<ObjectNode> items) {
        ObjectNode collection = Json.object().put("entity", "collection").put("count", items.size());
        ArrayNode all = collection.putArray("items");
        items.forEach(all::add);
        return collection;
    }

    /** The payments of an order, failed ones too. */
    static List<Payment> payments(Rows rows, Checkout order) {
        return rows.all(Payment.class, payment -> payment.checkout().equals(order.id()));
    }

    private static ObjectNode entity(String id, String kind) {
        return Json.object().put("id", id).put("entity", kind);
    }

    private static ObjectNode notes(Map<String, String> notes) {
        ObjectNode shown = Json.object();
        notes.forEach(shown::put);
        return shown;
    }

    private static String lower(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
