package io.groat.payout;

import io.groat.money.CurrencyCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A provider that pays out, and gives payments back. What it is asked fails with an exception where it does not answer: of
 * what it was to send nobody knows then whether it does.
 */
public interface PayoutGateway {

    /** Its name in configuration, rows and addresses: that of its source of money, too. */
    String name();

    /** Whether it is worth asking now. */
    boolean isHealthy();

    /** Whether it pays out to such places. */
    boolean pays(DestinationKind kind, CurrencyCode currency, long amountMinor);

    /**
     * Whether there is such a place; asked once, before a destination is kept.
     *
     * @param details as the destination's seal has them
     */
    Mono<Proof> prove(DestinationKind kind, CurrencyCode currency, String details);

    /**
     * Has it send a payout or a refund, which it knows by its id.
     *
     * @param destination null for a refund
     */
    Mono<Said> send(Payout payout, @Nullable Destination destination);

    /** What it says of one that it was asked to send; empty when it knows none of that id. */
    Mono<Optional<Said>> ask(Payout payout);

    /**
     * Of a place.
     *
     * @param there whether it is there and takes money
     * @param holder whose it is; null where the gateway does not say it
     * @param shown how its owner knows it, such as {@code visa …4242}; null where the gateway does not say it
     */
    record Proof(
            boolean there,
            @Nullable String holder,
            @Nullable String shown) {

        public static final Proof NOBODY = new Proof(false, null, null);
    }

    /** How one stands. */
    enum Step {
        /** It was not sent, and never will be by this request. */
        UNSENT,
        /** The gateway has it. */
        UNDER_WAY,
        /** It has arrived. */
        ARRIVED,
        /** It has not arrived, and never will. */
        REFUSED,
        /** It came back after it had arrived. */
        CAME_BACK
    }

    /**
     * What a gateway says of one.
     *
     * @param providerId what it calls it; null where it has none
     * @param reason in capitals, why it was refused or came back; null otherwise
     */
    record Said(
            Step step,
            @Nullable String providerId,
            @Nullable String reason) {

        public static Said unsent(String reason) {
            return new Said(Step.UNSENT, null, reason);
        }
    }
}
