package io.groat.sandbox.razorpay;

import io.groat.sandbox.book.Ids;
import io.groat.sandbox.event.Event;
import io.groat.sandbox.event.ProviderEvents;
import io.groat.sandbox.event.Signature;
import io.groat.sandbox.event.Stamp;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Dispute;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.model.Refund;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** This provider's webhooks. Their signature is over the body alone: it has no time. */
public final class RazorpayEvents implements ProviderEvents {

    private static final String ACCOUNT = "acc_groatsandbox01";
    private static final int ID_LENGTH = 14;

    private final String secret;

    public RazorpayEvents(String secret) {
        this.secret = secret;
    }

    @Override
    public Provider provider() {
        return Provider.RAZORPAY;
    }

    @Override
    public String newEventId() {
        return Ids.random("", ID_LENGTH);
    }

    @Override
    public Optional<Event> paymentCaptured(Stamp stamp, Checkout checkout, Payment payment) {
        return event("payment.captured", payment.id(), stamp, Map.of("payment", RazorpayJson.payment(payment)));
    }

    @Override
    public Optional<Event> paymentFailed(Stamp stamp, Checkout checkout, Payment payment) {
        return event("payment.failed", payment.id(), stamp, Map.of("payment", RazorpayJson.payment(payment)));
    }

    @Override
    public Optional<Event> checkoutPaid(Stamp stamp, Checkout checkout, Payment payment) {
        Map<String, ObjectNode> both = new LinkedHashMap<>();
        both.put("payment", RazorpayJson.payment(payment));
        both.put("order", RazorpayJson.order(checkout));
        return event("order.paid", checkout.id(), stamp, both);
    }

    @Override
    public Optional<Event> checkoutExpired(Stamp stamp, Checkout checkout) {
        return Optional.empty();
    }

    @Override
    public Optional<Event> refundEnded(Stamp stamp, Refund refund, Payment payment) {
        Map<String, ObjectNode> both = new LinkedHashMap<>();
        both.put("refund", RazorpayJson.refund(refund));
        both.put("payment", RazorpayJson.payment(payment));
        return event("refund." + lower(refund.status()), refund.id(), stamp, both);
    }

    @Override
    public Optional<Event> payoutMoved(Stamp stamp, Payout payout) {
        return event(
                "payout." + lower(payout.status()), payout.id(), stamp, Map.of("payout", RazorpayJson.payout(payout)));
    }

    @Override
    public Optional<Event> disputeMoved(Stamp stamp, Dispute dispute, Payment payment) {
        String step = switch (dispute.status()) {
            case INQUIRY, OPEN -> "created";
            case NEEDS_RESPONSE -> "action_required";
            case UNDER_REVIEW, WON, LOST -> lower(dispute.status());
        };
        Map<String, ObjectNode> both = new LinkedHashMap<>();
        both.put("payment", RazorpayJson.payment(payment));
        both.put("dispute", RazorpayJson.dispute(dispute));
        return event("payment.dispute." + step, dispute.id(), stamp, both);
    }

    @Override
    public String webhookPath() {
        return "/v1/gateways/razorpay/webhook";
    }

    @Override
    public Map<String, String> headers(String eventId, String body, long signedAt, boolean forged) {
        return Map.of(
                "X-Razorpay-Signature",
                Signature.of(body, forged ? "not " + secret : secret),
                "X-Razorpay-Event-Id",
                eventId);
    }

    private static Optional<Event> event(String type, String about, Stamp stamp, Map<String, ObjectNode> entities) {
        ObjectNode body =
                Json.object().put("entity", "event").put("account_id", ACCOUNT).put("event", type);
        ArrayNode contains = body.putArray("contains");
        entities.keySet().forEach(contains::add);
        ObjectNode payload = body.putObject("payload");
        entities.forEach((name, entity) -> payload.putObject(name).set("entity", entity));
        body.put("created_at", stamp.created());
        return Optional.of(new Event(type, about, body));
    }

    private static String lower(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
