package io.groat.router.gateway;

import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.payout.Payout;
import io.groat.payout.PayoutGateway.Proof;
import io.groat.payout.PayoutGateway.Said;
import io.groat.payout.PayoutGateway.Step;
import io.groat.router.gateway.GatewayAdapter.Told;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Money that goes out by a gateway of Stripe's shape: a payout or a refund there has ours in its metadata, and as its key.
 *
 * @see <a href="https://docs.stripe.com/api/payouts">its API</a>
 */
final class StripePayouts {

    private static final String KEY = "Idempotency-Key";
    private static final String PAYOUTS = "/payouts";
    private static final String REFUNDS = "/refunds";
    private static final String METADATA = "metadata";
    private static final String REFERENCE = "reference";
    private static final String DATA = "data";

    /** So many are looked through for one that it has not told the id of; of what is beyond nothing is said. */
    private static final int MOST_PAGES = 20;

    private final GatewayHttp http;
    private final Vault vault;

    StripePayouts(GatewayHttp http, Vault vault) {
        this.http = http;
        this.vault = vault;
    }

    /** A card is there where its token is; it shows no more of it than its owner knows it by. */
    Mono<Proof> prove(DestinationKind kind, String details) {
        if (kind != DestinationKind.CARD) {
            return Mono.error(new IllegalArgumentException("only cards are paid out to by this gateway"));
        }
        return http.ask(client -> client.get().uri("/tokens/{token}", Providers.text(Providers.json(details), "token")))
                .map(token -> {
                    JsonNode card = token.path("card");
                    String shown = card.path("brand").asString("card") + " …"
                            + card.path("last4").asString("");
                    return new Proof(
                            card.isObject(), Providers.find(card, "name").orElse(null), shown);
                })
                .onErrorResume(GatewayHttp::isTurnedDown, turnedDown -> Mono.just(Proof.NOBODY));
    }

    Mono<Said> send(Payout payout, @Nullable Destination destination) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("amount", Long.toString(payout.amountMinor()));
        form.add(METADATA + "[" + REFERENCE + "]", payout.id().toString());
        if (destination == null) {
            form.add("payment_intent", payout.paymentId());
        } else {
            form.add("currency", payout.currency().code().toLowerCase(Locale.ROOT));
            form.add("destination", Providers.text(Providers.json(vault.open(destination)), "token"));
        }
        return http.ask(client -> client.post()
                        .uri(destination == null ? REFUNDS : PAYOUTS)
                        .header(KEY, payout.id().toString())
                        .body(BodyInserters.fromFormData(form)))
                .map(StripePayouts::said)
                .onErrorResume(GatewayHttp::orAnswer);
    }

    Mono<Optional<Said>> ask(Payout payout) {
        String id = payout.providerId();
        String way = payout.isRefund() ? REFUNDS : PAYOUTS;
        return id == null
                ? find(payout, way, null, 0)
                : http.ask(client -> client.get().uri(way + "/{id}", id)).map(answer -> Optional.of(said(answer)));
    }

    /** Looks for it among all that were made since it was sent, page by page. */
    private Mono<Optional<Said>> find(Payout payout, String way, @Nullable String after, int pages) {
        if (pages == MOST_PAGES) {
            return Mono.error(new IllegalStateException("it lists more than can be looked through"));
        }
        return http.ask(client -> client.get()
                        .uri(builder -> builder.path(way)
                                .queryParam("limit", 100)
                                .queryParamIfPresent("payment_intent", Optional.ofNullable(payout.paymentId()))
                                .queryParamIfPresent("starting_after", Optional.ofNullable(after))
                                .build()))
                .flatMap(answer -> {
                    List<JsonNode> page = answer.path(DATA).valueStream().toList();
                    Optional<JsonNode> found = page.stream()
                            .filter(one -> payout.id().equals(reference(one)))
                            .findFirst();
                    return found.isPresent()
                                    || page.isEmpty()
                                    || !answer.path("has_more").asBoolean(false)
                            ? Mono.just(found.map(StripePayouts::said))
                            : find(payout, way, Providers.text(page.get(page.size() - 1), "id"), pages + 1);
                });
    }

    private static @Nullable UUID reference(JsonNode entity) {
        return Providers.find(entity.path(METADATA), REFERENCE)
                .flatMap(Providers::payoutId)
                .orElse(null);
    }

    /** A payout that came back has failed, and says by which movement its money is there again. */
    private static Said said(JsonNode entity) {
        String id = Providers.text(entity, "id");
        return switch (entity.path("status").asString("")) {
            case "paid", "succeeded" -> new Said(Step.ARRIVED, id, null);
            case "failed", "canceled" ->
                Providers.find(entity, "failure_balance_transaction").isPresent()
                        ? new Said(Step.CAME_BACK, id, "RETURNED_BY_BANK")
                        : new Said(Step.REFUSED, id, "REFUSED_BY_BANK");
            default -> new Said(Step.UNDER_WAY, id, null);
        };
    }

    /** What an event tells of a payout, a refund or a dispute; empty when it is about none. */
    static Optional<Told> read(JsonNode event) {
        String type = event.path("type").asString("");
        JsonNode entity = event.path(DATA).path("object");
        if (type.startsWith("charge.dispute.")) {
            return Optional.of(new Told.OfDispute(Providers.text(entity, "id")));
        }
        if (!type.startsWith("payout.") && !type.startsWith("refund.")) {
            return Optional.empty();
        }
        return Optional.of(new Told.OfPayout(reference(entity), Providers.text(entity, "id"), said(entity)));
    }
}
