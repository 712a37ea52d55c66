package io.groat.router.gateway;

import io.groat.dispute.DisputeGateway.Seen;
import io.groat.dispute.DisputeStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Reads disputes as gateways of both shapes show them. */
final class GatewayDisputes {

    private GatewayDisputes() {}

    /**
     * Of Razorpay's shape.
     *
     * @see <a href="https://razorpay.com/docs/api/disputes/">its API</a>
     */
    static Mono<Seen> ofRazorpay(GatewayHttp http, String id) {
        return http.ask(client -> client.get().uri("/disputes/{id}", id)).map(dispute -> {
            boolean asks = dispute.path("phase").asString("").equals("retrieval");
            DisputeStatus status = switch (dispute.path("status").asString("")) {
                case "open" -> asks ? DisputeStatus.INQUIRY : DisputeStatus.NEEDS_RESPONSE;
                case "under_review" -> DisputeStatus.UNDER_REVIEW;
                case "won", "closed" -> DisputeStatus.WON;
                case "lost" -> DisputeStatus.LOST;
                default -> throw new IllegalArgumentException("its status is not known");
            };
            return seen(dispute, "payment_id", "reason_code", status, time(dispute.path("respond_by")));
        });
    }

    /**
     * Of Stripe's shape.
     *
     * @see <a href="https://docs.stripe.com/api/disputes/object">its API</a>
     */
    static Mono<Seen> ofStripe(GatewayHttp http, String id) {
        return http.ask(client -> client.get().uri("/disputes/{id}", id)).map(dispute -> {
            DisputeStatus status = switch (dispute.path("status").asString("")) {
                case "warning_needs_response", "warning_under_review" -> DisputeStatus.INQUIRY;
                case "needs_response" -> DisputeStatus.NEEDS_RESPONSE;
                case "under_review" -> DisputeStatus.UNDER_REVIEW;
                case "won", "warning_closed", "prevented" -> DisputeStatus.WON;
                case "lost" -> DisputeStatus.LOST;
                default -> throw new IllegalArgumentException("its status is not known");
            };
            return seen(
                    dispute,
                    "payment_intent",
                    "reason",
                    status,
                    time(dispute.path("evidence_details").path("due_by")));
        });
    }

    private static Seen seen(
            JsonNode dispute, String payment, String reason, DisputeStatus status, @Nullable Instant respondBy) {
        return new Seen(
                Providers.text(dispute, "id"),
                Providers.text(dispute, payment),
                Providers.amount(dispute, "amount"),
                Providers.currency(dispute),
                Providers.find(dispute, reason).orElse("unknown"),
                status,
                status.isFinal() ? null : respondBy);
    }

    /** In Unix seconds; null where it is not said. */
    private static @Nullable Instant time(JsonNode seconds) {
        return seconds.isIntegralNumber() && seconds.asLong() > 0 ? Instant.ofEpochSecond(seconds.asLong()) : null;
    }
}
