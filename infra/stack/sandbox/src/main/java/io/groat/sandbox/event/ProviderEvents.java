package io.groat.sandbox.event;

import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Dispute;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.model.Refund;
import java.util.Map;
import java.util.Optional;

/** How one provider says what happened. What it does not tell at all is empty. */
public interface ProviderEvents {

    Provider provider();

    String newEventId();

    Optional<Event> paymentCaptured(Stamp stamp, Checkout checkout, Payment payment);

    Optional<Event> paymentFailed(Stamp stamp, Checkout checkout, Payment payment);

    /** @param payment that with which it was paid */
    Optional<Event> checkoutPaid(Stamp stamp, Checkout checkout, Payment payment);

    Optional<Event> checkoutExpired(Stamp stamp, Checkout checkout);

    /** It was processed or has failed. */
    Optional<Event> refundEnded(Stamp stamp, Refund refund, Payment payment);

    /** It was processed, has failed or came back. */
    Optional<Event> payoutMoved(Stamp stamp, Payout payout);

    Optional<Event> disputeMoved(Stamp stamp, Dispute dispute, Payment payment);

    /** The path of the merchant's that takes this provider's webhooks. */
    String webhookPath();

    /**
     * The headers that a webhook goes out with.
     *
     * @param signedAt in Unix seconds
     * @param forged signed by somebody who does not know the secret
     */
    Map<String, String> headers(String eventId, String body, long signedAt, boolean forged);
}
