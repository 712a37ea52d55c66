package io.groat.order;

import io.groat.money.CurrencyCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A provider that takes money from payers outside. What it is asked fails with an exception where it does not answer. */
public interface PaymentGateway {

    /** Its name in configuration, rows and addresses: that of its source of money, too. */
    String name();

    /** Whether it takes such an order. */
    boolean takes(OrderMethod method, CurrencyCode currency, long amountMinor);

    /** Whether it is worth asking now. */
    boolean isHealthy();

    /** Makes the order known to the provider, who knows it by its id: the same order again gives what it gave. */
    Mono<Opened> open(Order order);

    /** What the provider says of an order that it has taken. */
    Mono<Observation> look(Order order);

    /** The same payment with the instrument that paid it, where the provider tells that only when it is asked. */
    default Mono<Paid> identified(Paid paid) {
        return Mono.just(paid);
    }

    /**
     * An order that the provider has taken.
     *
     * @param providerId what the provider calls it
     * @param checkout where its payer goes
     */
    record Opened(String providerId, String checkout) {}

    /**
     * How an order stands with the provider.
     *
     * @param paid all that was taken for it
     * @param failures why attempts to pay it have failed, of all of them, the first first: in capitals, up to 40 characters
     * @param begun whether its payer has tried to pay
     * @param over whether it can't be paid any more
     */
    record Observation(List<Paid> paid, List<String> failures, boolean begun, boolean over) {
        public Observation {
            paid = List.copyOf(paid);
            failures = List.copyOf(failures);
        }

        /** Nothing is said of attempts that have failed. */
        public Observation(List<Paid> paid, boolean begun, boolean over) {
            this(paid, List.of(), begun, over);
        }

        /** Nobody has tried. */
        public static final Observation NOTHING = new Observation(List.of(), false, false);
    }

    /**
     * Money that the provider has taken.
     *
     * @param paymentId what the provider calls it, up to 64 characters
     * @param amountMinor minor units, above zero
     * @param feeMinor what it keeps, as far as it has said
     * @param instrument the card or address that paid: a keyed hash; null where it does not tell
     */
    record Paid(
            String paymentId,
            long amountMinor,
            CurrencyCode currency,
            long feeMinor,
            @Nullable String instrument) {

        /** Nothing is said of what paid. */
        public Paid(String paymentId, long amountMinor, CurrencyCode currency, long feeMinor) {
            this(paymentId, amountMinor, currency, feeMinor, null);
        }
    }
}
