package io.groat.router.gateway;

import io.groat.money.CurrencyCode;
import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.payout.Payout;
import io.groat.payout.PayoutGateway.Proof;
import io.groat.payout.PayoutGateway.Said;
import io.groat.payout.PayoutGateway.Step;
import io.groat.router.gateway.GatewayAdapter.Told;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Money that goes out by a gateway of Razorpay's shape: a payout there has ours as its reference and its key, a refund as its
 * receipt.
 *
 * @see <a href="https://razorpay.com/docs/api/x/payouts/">its API</a>
 */
final class RazorpayPayouts {

    private static final String KEY = "X-Payout-Idempotency";
    private static final String REFERENCE = "reference_id";
    private static final String RECEIPT = "receipt";
    private static final String AMOUNT = "amount";
    private static final String CURRENCY = "currency";
    private static final String FUND_ACCOUNT = "fund_account";

    private final GatewaySettings.Provider provider;
    private final GatewayHttp http;
    private final Vault vault;

    RazorpayPayouts(GatewaySettings.Provider provider, GatewayHttp http, Vault vault) {
        this.provider = provider;
        this.http = http;
        this.vault = vault;
    }

    Mono<Proof> prove(DestinationKind kind, CurrencyCode currency, String details) {
        Map<String, Object> asked = Map.of(FUND_ACCOUNT, place(kind, details), AMOUNT, 100, CURRENCY, currency.code());
        return http.ask(client -> client.post()
                        .uri("/fund_accounts/validations")
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(asked))
                .map(answer -> {
                    JsonNode results = answer.path("results");
                    boolean there = results.path("account_status").asString("").equals("active");
                    return new Proof(
                            there, Providers.find(results, "registered_name").orElse(null), null);
                })
                .onErrorResume(GatewayHttp::isTurnedDown, turnedDown -> Mono.just(Proof.NOBODY));
    }

    /** As the gateway writes it. */
    private static Map<String, Object> place(DestinationKind kind, String details) {
        JsonNode place = Providers.json(details);
        return switch (kind) {
            case UPI -> Map.of("account_type", "vpa", "vpa", Map.of("address", Providers.text(place, "upi")));
            case BANK ->
                Map.of(
                        "account_type",
                        "bank_account",
                        "bank_account",
                        Map.of(
                                "name",
                                Providers.text(place, "name"),
                                "ifsc",
                                Providers.text(place, "ifsc"),
                                "account_number",
                                Providers.text(place, "number")));
            case CARD -> throw new IllegalArgumentException("cards are not paid out to by this gateway");
        };
    }

    Mono<Said> send(Payout payout, @Nullable Destination destination) {
        return (destination == null ? refund(payout) : pay(payout, destination))
                .map(answer -> destination == null ? saidOfRefund(answer) : said(answer))
                .onErrorResume(GatewayHttp::orAnswer);
    }

    private Mono<JsonNode> refund(Payout payout) {
        return http.ask(client -> client.post()
                .uri("/payments/{id}/refund", payout.paymentId())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of(
                        AMOUNT, payout.amountMinor(), RECEIPT, payout.id().toString())));
    }

    private Mono<JsonNode> pay(Payout payout, Destination destination) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("account_number", provider.account());
        order.put(FUND_ACCOUNT, place(destination.kind(), vault.open(destination)));
        order.put(AMOUNT, payout.amountMinor());
        order.put(CURRENCY, payout.currency().code());
        order.put("mode", destination.kind() == DestinationKind.UPI ? "UPI" : "IMPS");
        order.put("purpose", "payout");
        order.put(REFERENCE, payout.id().toString());
        return http.ask(client -> client.post()
                .uri("/payouts")
                .header(KEY, payout.id().toString())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(order));
    }

    Mono<Optional<Said>> ask(Payout payout) {
        return payout.isRefund() ? askOfRefund(payout) : askOfPayout(payout);
    }

    private Mono<Optional<Said>> askOfPayout(Payout payout) {
        String id = payout.providerId();
        return id == null
                ? http.ask(client -> client.get()
                                .uri(
                                        "/payouts?account_number={account}&reference_id={reference}",
                                        provider.account(),
                                        payout.id()))
                        .map(answer ->
                                answer.path("items").valueStream().findFirst().map(RazorpayPayouts::said))
                : http.ask(client -> client.get().uri("/payouts/{id}", id)).map(answer -> Optional.of(said(answer)));
    }

    private Mono<Optional<Said>> askOfRefund(Payout payout) {
        String receipt = payout.id().toString();
        return http.ask(client -> client.get().uri("/payments/{id}/refunds", payout.paymentId()))
                .map(answer -> answer.path("items")
                        .valueStream()
                        .filter(refund ->
                                Objects.equals(Providers.find(refund, RECEIPT).orElse(null), receipt))
                        .findFirst()
                        .map(RazorpayPayouts::saidOfRefund));
    }

    private static Said said(JsonNode payout) {
        String id = Providers.text(payout, "id");
        return switch (payout.path("status").asString("").toLowerCase(Locale.ROOT)) {
            case "processed" -> new Said(Step.ARRIVED, id, null);
            case "reversed" -> new Said(Step.CAME_BACK, id, "RETURNED_BY_BANK");
            case "failed", "rejected", "cancelled" -> new Said(Step.REFUSED, id, "REFUSED_BY_BANK");
            default -> new Said(Step.UNDER_WAY, id, null);
        };
    }

    private static Said saidOfRefund(JsonNode refund) {
        String id = Providers.text(refund, "id");
        return switch (refund.path("status").asString("").toLowerCase(Locale.ROOT)) {
            case "processed" -> new Said(Step.ARRIVED, id, null);
            case "failed" -> new Said(Step.REFUSED, id, "REFUSED_BY_BANK");
            default -> new Said(Step.UNDER_WAY, id, null);
        };
    }

    /** What an event tells of a payout, a refund or a dispute; empty when it is about none. */
    static Optional<Told> read(JsonNode event) {
        String type = event.path("event").asString("");
        if (type.startsWith("payout.")) {
            JsonNode payout = event.path("payload").path("payout").path("entity");
            return Optional.of(told(payout, REFERENCE, said(payout)));
        }
        if (type.startsWith("refund.")) {
            JsonNode refund = event.path("payload").path("refund").path("entity");
            return Optional.of(told(refund, RECEIPT, saidOfRefund(refund)));
        }
        return type.startsWith("payment.dispute.")
                ? Optional.of(new Told.OfDispute(
                        Providers.text(event.path("payload").path("dispute").path("entity"), "id")))
                : Optional.empty();
    }

    private static Told told(JsonNode entity, String reference, Said said) {
        return new Told.OfPayout(
                Providers.find(entity, reference).flatMap(Providers::payoutId).orElse(null),
                Providers.text(entity, "id"),
                said);
    }
}
