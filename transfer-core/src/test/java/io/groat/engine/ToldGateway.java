package io.groat.engine;

import io.groat.dispute.DisputeGateway;
import io.groat.money.CurrencyCode;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.PaymentGateway;
import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.payout.Payout;
import io.groat.payout.PayoutGateway;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A gateway that takes every order, payout and refund, and says of them what a test has it say. */
final class ToldGateway implements PaymentGateway, PayoutGateway, DisputeGateway {

    static final String NAME = "gate";

    final Map<UUID, Observation> orders = new ConcurrentHashMap<>();
    final Map<String, String> instruments = new ConcurrentHashMap<>();
    final Map<String, Seen> disputes = new ConcurrentHashMap<>();
    volatile Said sends = new Said(Step.UNDER_WAY, "g", null);
    volatile Optional<Said> says = Optional.empty();
    volatile boolean away;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isHealthy() {
        return true;
    }

    @Override
    public boolean takes(OrderMethod method, CurrencyCode currency, long amountMinor) {
        return true;
    }

    @Override
    public Mono<Opened> open(Order order) {
        return away
                ? Mono.error(new IllegalStateException("away"))
                : Mono.just(new Opened("o-" + order.id(), "https://pay.example/" + order.id()));
    }

    @Override
    public Mono<Observation> look(Order order) {
        return Mono.fromSupplier(() -> orders.getOrDefault(order.id(), Observation.NOTHING));
    }

    @Override
    public Mono<Paid> identified(Paid paid) {
        return Mono.fromSupplier(() -> {
            String instrument = instruments.get(paid.paymentId());
            if (instrument == null) {
                throw new IllegalStateException("it does not say what paid");
            }
            return new Paid(paid.paymentId(), paid.amountMinor(), paid.currency(), paid.feeMinor(), instrument);
        });
    }

    @Override
    public boolean pays(DestinationKind kind, CurrencyCode currency, long amountMinor) {
        return true;
    }

    @Override
    public Mono<Proof> prove(DestinationKind kind, CurrencyCode currency, String details) {
        return Mono.just(new Proof(true, "Ada", null));
    }

    @Override
    public Mono<Said> send(Payout payout, @Nullable Destination destination) {
        return Mono.just(sends);
    }

    @Override
    public Mono<Optional<Said>> ask(Payout payout) {
        return Mono.just(says);
    }

    @Override
    public Mono<Seen> dispute(String providerId) {
        return Mono.fromSupplier(() -> Objects.requireNonNull(disputes.get(providerId), "no such dispute"));
    }
}
