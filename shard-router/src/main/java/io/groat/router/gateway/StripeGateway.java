package io.groat.router.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.groat.money.CurrencyCode;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.OrderStatus;
import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.payout.Payout;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * A gateway of Stripe's shape: a checkout session there has our order's id as its reference, and one payment.
 *
 * @see <a href="https://docs.stripe.com/api/checkout/sessions">its API</a>
 */
final class StripeGateway implements GatewayAdapter {

    private static final String SIGNATURE = "Stripe-Signature";
    private static final String SESSIONS = "/checkout/sessions";
    private static final String OF_SESSIONS = "checkout.session.";
    private static final String PAYMENT = "payment_intent";

    /** Either tells of an attempt: the first of one that took its time, the other of all. */
    private static final Set<String> OF_ATTEMPTS =
            Set.of("checkout.session.async_payment_failed", "payment_intent.payment_failed");

    /** Where our order's id is with a payment, as its session has it. */
    private static final String ORDER = "order";

    private static final Duration OLDEST = Duration.ofMinutes(5);

    /** A session ends no earlier, and no later than a day after it began. */
    private static final Duration SHORTEST = Duration.ofMinutes(30);

    private static final Duration LONGEST = Duration.ofHours(24);

    private final GatewaySettings.Provider provider;
    private final URI returnUrl;
    private final GatewayHttp http;
    private final StripePayouts payouts;
    private final Instruments instruments;

    /** @param returnUrl of an order that says none */
    StripeGateway(
            GatewaySettings.Provider provider,
            Duration limit,
            URI returnUrl,
            Vault vault,
            CircuitBreakerRegistry breakers) {
        this.provider = provider;
        this.returnUrl = returnUrl;
        this.http = new GatewayHttp(provider.name(), provider.uri(), "Bearer " + provider.secret(), limit, breakers);
        this.payouts = new StripePayouts(http, vault);
        this.instruments = new Instruments(provider.name(), vault);
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
        return http.ask(client -> client.post()
                        .uri(SESSIONS)
                        .header("Idempotency-Key", order.id().toString())
                        .body(BodyInserters.fromFormData(form(order))))
                .map(answer -> new Opened(Providers.text(answer, "id"), Providers.text(answer, "url")));
    }

    private MultiValueMap<String, String> form(Order order) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("mode", "payment");
        form.add("client_reference_id", order.id().toString());
        form.add("payment_intent_data[metadata][" + ORDER + "]", order.id().toString());
        form.add("line_items[0][quantity]", "1");
        form.add("line_items[0][price_data][currency]", order.currency().code().toLowerCase(Locale.ROOT));
        form.add("line_items[0][price_data][unit_amount]", Long.toString(order.amountMinor()));
        form.add("payment_method_types[0]", "card");
        form.add("expires_at", Long.toString(end(order).getEpochSecond()));
        form.add("success_url", order.returnUrl() == null ? returnUrl.toString() : order.returnUrl());
        return form;
    }

    private static Instant end(Order order) {
        Instant soonest = order.createdAt().plus(SHORTEST).plusSeconds(60);
        Instant latest = order.createdAt().plus(LONGEST).minusSeconds(60);
        Instant wanted = order.expiresAt().isBefore(soonest) ? soonest : order.expiresAt();
        return wanted.isAfter(latest) ? latest : wanted;
    }

    @Override
    public Mono<Observation> look(Order order) {
        return http.ask(client -> client.get().uri(SESSIONS + "/{id}", order.providerId()))
                .flatMap(session -> {
                    Observation said = observation(session);
                    Optional<String> payment = Providers.find(session, PAYMENT);
                    boolean settled = order.status() == OrderStatus.PAID || order.status() == OrderStatus.CREDITED;
                    return payment.isEmpty() || settled
                            ? Mono.just(said)
                            : charges(payment.get())
                                    .map(charges -> with(said, charges))
                                    // What it has taken does not wait for what is said of attempts.
                                    .onErrorReturn(said);
                });
    }

    /** All attempts to pay a session, the one that has paid it among them. */
    private Mono<List<JsonNode>> charges(String payment) {
        return http.ask(client -> client.get().uri("/charges?payment_intent={id}&limit=100", payment))
                .map(answer -> answer.path("data")
                        .valueStream()
                        .sorted(Comparator.comparingLong(
                                charge -> charge.path("created").asLong(0)))
                        .toList());
    }

    private Observation with(Observation said, List<JsonNode> charges) {
        List<String> failures = charges.stream()
                .filter(charge -> charge.path("status").asString("").equals("failed"))
                .map(charge -> Providers.word(charge, "failure_code"))
                .toList();
        return new Observation(
                said.paid().stream().map(paid -> with(paid, charges)).toList(),
                failures,
                said.begun() || !charges.isEmpty(),
                said.over());
    }

    private Paid with(Paid paid, List<JsonNode> charges) {
        String instrument = charges.stream()
                .filter(charge -> charge.path("status").asString("").equals("succeeded")
                        && charge.path(PAYMENT).asString("").equals(paid.paymentId()))
                .findFirst()
                .map(instruments::ofStripe)
                .orElse(null);
        return new Paid(paid.paymentId(), paid.amountMinor(), paid.currency(), paid.feeMinor(), instrument);
    }

    /** Its sessions do not say what paid them. */
    @Override
    public Mono<Paid> identified(Paid paid) {
        return charges(paid.paymentId()).map(charges -> with(paid, charges));
    }

    private static Observation observation(JsonNode session) {
        boolean paid = session.path("payment_status").asString("").equals("paid");
        List<Paid> payments = new ArrayList<>();
        if (paid) {
            payments.add(new Paid(
                    Providers.text(session, PAYMENT),
                    Providers.amount(session, "amount_total"),
                    Providers.currency(session),
                    0));
        }
        return new Observation(
                payments, paid, !paid && session.path("status").asString("").equals("expired"));
    }

    @Override
    public boolean pays(DestinationKind kind, CurrencyCode currency, long amountMinor) {
        return Providers.pays(provider, kind, currency, amountMinor);
    }

    @Override
    public Mono<Proof> prove(DestinationKind kind, CurrencyCode currency, String details) {
        return payouts.prove(kind, details);
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
        return GatewayDisputes.ofStripe(http, providerId);
    }

    /** Signed with its time: what is older than five minutes is none of its tries. */
    @Override
    public Optional<String> eventId(HttpHeaders headers, byte[] body, Instant now) {
        String header = headers.getFirst(SIGNATURE);
        if (header == null || !isSigned(header, body, now)) {
            return Optional.empty();
        }
        return Providers.find(Providers.json(new String(body, StandardCharsets.UTF_8)), "id")
                .filter(Providers::isId);
    }

    private boolean isSigned(String header, byte[] body, Instant now) {
        String time = null;
        List<String> signatures = new ArrayList<>();
        for (String part : header.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t")) {
                time = pair[1];
            } else if (pair.length == 2 && pair[0].equals("v1")) {
                signatures.add(pair[1]);
            }
        }
        if (time == null || !isRecent(time, now)) {
            return false;
        }
        byte[] signed = concat((time + ".").getBytes(StandardCharsets.US_ASCII), body);
        return signatures.stream().anyMatch(one -> Signatures.fits(provider.webhookSecrets(), signed, one));
    }

    private static boolean isRecent(String time, Instant now) {
        Long seconds = seconds(time);
        return seconds != null && Math.abs(now.getEpochSecond() - seconds) <= OLDEST.toSeconds();
    }

    private static @Nullable Long seconds(String time) {
        return time.matches("[0-9]{1,12}") ? Long.valueOf(time) : null;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Override
    public String kept(String body) {
        return KeptBody.of(body, instruments::ofStripe);
    }

    @Override
    public Optional<Told> read(String body) {
        JsonNode event = Providers.json(body);
        String type = event.path("type").asString("");
        JsonNode session = event.path("data").path("object");
        if (OF_ATTEMPTS.contains(type)) {
            return attempt(session, type.startsWith(OF_SESSIONS));
        }
        if (!type.startsWith(OF_SESSIONS)) {
            return StripePayouts.read(event);
        }
        return Optional.of(new Told.OfOrder(
                Providers.find(session, "client_reference_id")
                        .flatMap(Providers::orderId)
                        .orElse(null),
                Providers.text(session, "id"),
                observation(session)));
    }

    /** Of a payment that is not for one of our orders nothing is told. */
    private static Optional<Told> attempt(JsonNode object, boolean isSession) {
        Optional<String> order = isSession
                ? Providers.find(object, "client_reference_id")
                : Providers.find(object.path("metadata"), ORDER);
        String session = isSession ? Providers.text(object, "id") : null;
        return order.flatMap(Providers::orderId).map(id -> new Told.OfAttempt(id, session));
    }
}
