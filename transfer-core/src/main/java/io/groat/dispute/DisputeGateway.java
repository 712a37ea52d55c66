package io.groat.dispute;

import io.groat.money.CurrencyCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A provider that tells of disputes. What it is asked fails with an exception where it does not answer. */
public interface DisputeGateway {

    /** Its name in configuration, rows and addresses: that of its source of money, too. */
    String name();

    /** How a dispute stands. */
    Mono<Seen> dispute(String providerId);

    /**
     * How a dispute stands.
     *
     * @param providerId what the gateway calls it
     * @param paymentId what the gateway calls the payment that is wanted back
     * @param amountMinor minor units, above zero: what is wanted back
     * @param reason in the gateway's words
     * @param respondBy until when an answer is taken; null where none is
     */
    record Seen(
            String providerId,
            String paymentId,
            long amountMinor,
            CurrencyCode currency,
            String reason,
            DisputeStatus status,
            @Nullable Instant respondBy) {}
}
