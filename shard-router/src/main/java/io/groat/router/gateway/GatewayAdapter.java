package io.groat.router.gateway;

import io.groat.dispute.DisputeGateway;
import io.groat.order.PaymentGateway;
import io.groat.payout.PayoutGateway;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A payment gateway, and how what it tells by webhooks is read. */
interface GatewayAdapter extends PaymentGateway, PayoutGateway, DisputeGateway {

    /** The id of what it tells, given that it is from the gateway: signed, and not too old; empty when it is not. */
    Optional<String> eventId(HttpHeaders headers, byte[] body, Instant now);

    /** What it tells, as it is kept: without what it says of cards, addresses and people. */
    String kept(String body);

    /** What it tells, as it was kept; empty when that is about nothing of ours. Fails with an exception when it can't be read. */
    Optional<Told> read(String body);

    /** What a gateway tells. */
    sealed interface Told {

        /**
         * Of an order.
         *
         * @param orderId as the gateway knows it from us; null where it does not say it
         * @param providerId what the gateway calls it; null where it does not say it
         */
        record OfOrder(@Nullable UUID orderId, @Nullable String providerId, Observation observation) implements Told {}

        /**
         * Of an attempt to pay an order, which failed: the gateway is asked for all of them then, for nobody counts by what may
         * come twice.
         *
         * @param orderId as the gateway knows it from us; null where it does not say it
         * @param providerId what the gateway calls the order; null where it does not say it
         */
        record OfAttempt(@Nullable UUID orderId, @Nullable String providerId) implements Told {}

        /**
         * Of a payout or a refund.
         *
         * @param payoutId as the gateway knows it from us; null where it does not say it
         * @param providerId what the gateway calls it
         */
        record OfPayout(@Nullable UUID payoutId, String providerId, Said said) implements Told {}

        /** Of a dispute, which the gateway is asked for then: what it tells may be older than what it has told before. */
        record OfDispute(String providerId) implements Told {}
    }
}
