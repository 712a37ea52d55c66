package io.groat.sandbox.stripe;

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
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** This provider's webhooks. The time of the signature is in it, so that old ones can be told. */
public final class StripeEvents implements ProviderEvents {

    private static final int ID_LENGTH = 24;

    private final String secret;

    public StripeEvents(String secret) {
        this.secret = secret;
    }

    @Override
    public Provider provider() {
        return Provider.STRIPE;
    }

    @Override
    public String newEventId() {
        return Ids.random("evt_", ID_LENGTH);
    }

    /** The session's completion says it all. */
    @Override
    public Optional<Event> paymentCaptured(Stamp stamp, Checkout checkout, Payment payment) {
        return Optional.empty();
    }

    @Override
    public Optional<Event> paymentFailed(Stamp stamp, Checkout checkout, Payment payment) {
        return event(
                "checkout.session.async_payment_failed",
                checkout.id(),
                stamp,
                StripeJson.session(checkout, payment, null));
    }

    @Override
    public Optional<Event> checkoutPaid(Stamp stamp, Checkout checkout, Payment payment) {
        return event("checkout.session.completed", checkout.id(), stamp, StripeJson.session(checkout, payment, null));
    }

    @Override
    public Optional<Event> checkoutExpired(Stamp stamp, Checkout checkout) {
        return event("checkout.session.expired", checkout.id(), stamp, StripeJson.session(checkout, null, null));
    }

    @Override
    public Optional<Event> refundEnded(Stamp stamp, Refund refund, Payment payment) {
        String type = refund.status() == Refund.Status.FAILED ? "refund.failed" : "refund.updated";
        return event(type, refund.id(), stamp, StripeJson.refund(refund));
    }

    @Override
    public Optional<Event> payoutMoved(Stamp stamp, Payout payout) {
        String type = payout.status() == Payout.Status.PROCESSED ? "payout.paid" : "payout.failed";
        return event(type, payout.id(), stamp, StripeJson.payout(payout));
    }

    @Override
    public Optional<Event> disputeMoved(Stamp stamp, Dispute dispute, Payment payment) {
        boolean begins = dispute.status() == Dispute.Status.OPEN || dispute.status() == Dispute.Status.INQUIRY;
        String step = begins ? "created" : dispute.status().isEnd() ? "closed" : "updated";
        return event("charge.dispute." + step, dispute.id(), stamp, StripeJson.dispute(dispute));
    }

    @Override
    public String webhookPath() {
        return "/v1/gateways/stripe/webhook";
    }

    @Override
    public Map<String, String> headers(String eventId, String body, long signedAt, boolean forged) {
        String signature = Signature.of(signedAt + "." + body, forged ? "not " + secret : secret);
        return Map.of("Stripe-Signature", "t=" + signedAt + ",v1=" + signature);
    }

    private static Optional<Event> event(String type, String about, Stamp stamp, ObjectNode object) {
        ObjectNode body = Json.object()
                .put("id", stamp.id())
                .put("object", "event")
                .put("type", type)
                .put("livemode", false)
                .put("created", stamp.created());
        body.putObject("data").set("object", object);
        return Optional.of(new Event(type, about, body));
    }
}
