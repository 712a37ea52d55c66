package io.groat.router.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.groat.money.CurrencyCode;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.payout.Payout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * A gateway of Razorpay's shape: an order there has our order's id as its receipt, and payments of its own, of which those
 * that are captured are money.
 *
 * @see <a href="https://razorpay.com/docs/api/orders/">its API</a>
 */
final class RazorpayGateway implements GatewayAdapter {

    private static final String SIGNATURE = "X-Razorpay-Signature";
    private static final String EVENT_ID = "X-Razorpay-Event-Id";
    private static final String RECEIPT = "receipt";

    /** A payment that was given back in part or whole was money once. */
    private static final Set<String> TAKEN = Set.of("captured", "refunded");

    private static final Set<String> OF_ORDERS = Set.of("payment.captured", "order.paid");
    private static final String OF_ATTEMPTS = "payment.failed";

    /** From when on an order may be known already: the request before it may have got no answer. */
    private static final Duration MAYBE_KNOWN = Duration.ofSeconds(2);

    private final GatewaySettings.Provider provider;
    private final GatewayHttp http;
    private final RazorpayPayouts payouts;
    private final Instruments instruments;
    private final InstantSource clock;

    RazorpayGateway(
            GatewaySettings.Provider provider,
            Duration limit,
            Vault vault,
            CircuitBreakerRegistry breakers,
            InstantSource clock) {
        String key = provider.keyId() + ":" + provider.secret();
        this.provider = provider;
        this.http = new GatewayHttp(
                provider.name(),
                provider.uri(),
                "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)),
                limit,
                breakers);
        this.payouts = new RazorpayPayouts(provider, http, vault);
        this.instruments = new Instruments(provider.name(), vault);
        this.clock = clock;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public boolean takes(OrderMethod method, CurrencyCode currency, long amountMinor) {
        return Providers.takes(provider, method, currency, amountMinor);
    }

    @Override
    public boolean isHealthy() {
        return http.isHealthy();
    }

    @Override
    public Mono<Opened> open(Order order) {
        boolean maybeKnown = order.createdAt().plus(MAYBE_KNOWN).isBefore(clock.instant());
        Mono<JsonNode> made = http.ask(client -> client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of(
                        "amount",
                        order.amountMinor(),
                        "currency",
                        order.currency().code(),
                        RECEIPT,
                        order.id().toString())));
        return (maybeKnown ? known(order).switchIfEmpty(made) : made)
                .map(answer -> Providers.text(answer, "id"))
                .map(id -> new Opened(id, Providers.checkout(provider, id)));
    }

    private Mono<JsonNode> known(Order order) {
        return http.ask(client ->
                        client.get().uri("/orders?receipt={receipt}", order.id().toString()))
                .flatMap(answer ->
                        Mono.justOrEmpty(answer.path("items").valueStream().findFirst()));
    }

    @Override
    public Mono<Observation> look(Order order) {
        return http.ask(client -> client.get().uri("/orders/{id}/payments?expand[]=card", order.providerId()))
                .map(answer -> {
                    List<JsonNode> payments = answer.path("items").valueStream().toList();
                    return new Observation(
                            payments.stream()
                                    .filter(payment -> TAKEN.contains(
                                            payment.path("status").asString("")))
                                    .map(this::paid)
                                    .toList(),
                            failures(payments),
                            !payments.isEmpty(),
                            false);
                });
    }

    private static List<String> failures(List<JsonNode> payments) {
        return payments.stream()
                .filter(payment -> payment.path("status").asString("").equals("failed"))
                .sorted(Comparator.comparingLong(
                        payment -> payment.path("created_at").asLong(0)))
                .map(payment -> Providers.word(payment, "error_reason", "error_code"))
                .toList();
    }

    private Paid paid(JsonNode payment) {
        return new Paid(
                Providers.text(payment, "id"),
                Providers.amount(payment, "amount"),
                Providers.currency(payment),
                payment.path("fee").asLong(0),
                Providers.find(payment, KeptBody.PAID_BY).orElseGet(() -> instruments.ofRazorpay(payment)));
    }

    @Override
    public boolean pays(DestinationKind kind, CurrencyCode currency, long amountMinor) {
        return Providers.pays(provider, kind, currency, amountMinor);
    }

    @Override
    public Mono<Proof> prove(DestinationKind kind, CurrencyCode currency, String details) {
        return payouts.prove(kind, currency, details);
    }

    @Override
    public Mono<Said> send(Payout payout, @Nullable Destination destination) {
        return payouts.send(payout, destination);
    }

    @Override
    public Mono<Optional<Said>> ask(Payout payout) {
        return payouts.ask(payout);
    }

    @Override
    public Mono<Seen> dispute(String providerId) {
        return GatewayDisputes.ofRazorpay(http, providerId);
    }

    /** Its signatures have no time: what is told twice is known by its id. */
    @Override
    public Optional<String> eventId(HttpHeaders headers, byte[] body, Instant now) {
        String signature = headers.getFirst(SIGNATURE);
        String id = headers.getFirst(EVENT_ID);
        return signature != null
                        && id != null
                        && Providers.isId(id)
                        && Signatures.fits(provider.webhookSecrets(), body, signature)
                ? Optional.of(id)
                : Optional.empty();
    }

    @Override
    public String kept(String body) {
        return KeptBody.of(body, instruments::ofRazorpay);
    }

    @Override
    public Optional<Told> read(String body) {
        JsonNode event = Providers.json(body);
        String type = event.path("event").asString("");
        if (!OF_ORDERS.contains(type) && !type.equals(OF_ATTEMPTS)) {
            return RazorpayPayouts.read(event);
        }
        JsonNode payment = event.path("payload").path("payment").path("entity");
        JsonNode order = event.path("payload").path("order").path("entity");
        List<Paid> paid = new ArrayList<>();
        if (TAKEN.contains(payment.path("status").asString(""))) {
            paid.add(paid(payment));
        }
        String providerId = Providers.find(payment, "order_id").orElseGet(() -> Providers.text(order, "id"));
        UUID orderId =
                Providers.find(order, RECEIPT).flatMap(Providers::orderId).orElse(null);
        return Optional.of(
                type.equals(OF_ATTEMPTS)
                        ? new Told.OfAttempt(orderId, providerId)
                        : new Told.OfOrder(orderId, providerId, new Observation(paid, true, false)));
    }
}
