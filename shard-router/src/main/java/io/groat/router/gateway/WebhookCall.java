package io.groat.router.gateway;

import io.groat.router.problem.MoneyProblems;
import io.groat.web.access.Access;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Takes what gateways tell. Its signature is looked at before it is read, and it stands in an inbox before it is answered;
 * what is forged, old or cut gets one and the same answer, which says nothing.
 */
final class WebhookCall {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookCall.class);
    private static final DataSize MOST = DataSize.ofKilobytes(256);

    private final Map<String, GatewayAdapter> gateways;
    private final InboxWork inbox;
    private final Bodies bodies;
    private final InstantSource clock;

    WebhookCall(Map<String, GatewayAdapter> gateways, InboxWork inbox, Bodies bodies, InstantSource clock) {
        this.gateways = gateways;
        this.inbox = inbox;
        this.bodies = bodies;
        this.clock = clock;
    }

    Routes routes() {
        return Routes.of(
                taking(Route.post("/v1/gateways/{name}/webhook", Access.PUBLIC)
                                .named("gateways", "takeWebhook", "Takes what a payment gateway tells")
                                .details("For gateways alone, which sign it; once answered it is worked off, whatever"
                                        + " happens.")
                                .path("name", "The gateway's name in the configuration"))
                        .refuses(WebProblem.NOT_FOUND)
                        .by(this::take),
                taking(Route.post("/payments/webhook", Access.PUBLIC)
                                .named("shorthand", "takeWebhookShort", "Takes what a payment gateway tells")
                                .details("For gateways alone; which one it is follows from who signed it."))
                        .by(request -> take(request, gateways.values())));
    }

    private static Call<WebhookBody> taking(Call<Void> call) {
        return call.takes(WebhookBody.class)
                .givesNothing(200, "It is kept; also where it was before")
                .refuses(WebProblem.UNAUTHENTICATED)
                .refuses(MoneyProblems.onShards());
    }

    private Mono<ServerResponse> take(ServerRequest request) {
        GatewayAdapter gateway = gateways.get(request.pathVariable("name"));
        if (gateway == null) {
            throw new ProblemException(WebProblem.NOT_FOUND, "name", "There is no such gateway");
        }
        return take(request, List.of(gateway));
    }

    private Mono<ServerResponse> take(ServerRequest request, Collection<GatewayAdapter> from) {
        return bodies.json(request, MOST)
                .flatMap(body -> Mono.justOrEmpty(signed(from, request, body))
                        .switchIfEmpty(Mono.error(() -> new ProblemException(
                                WebProblem.UNAUTHENTICATED, null, "It is not signed as the gateway signs")))
                        .flatMap(one -> inbox.take(
                                one.gateway.name(),
                                one.id,
                                one.gateway.kept(new String(body, StandardCharsets.UTF_8)))))
                .then(ServerResponse.ok().build());
    }

    private record Signed(GatewayAdapter gateway, String id) {}

    /** What one of them has signed. Where two share a secret nobody knows which it was. */
    private Optional<Signed> signed(Collection<GatewayAdapter> from, ServerRequest request, byte[] body) {
        List<Signed> all = from.stream()
                .flatMap(gateway -> eventId(gateway, request, body).map(id -> new Signed(gateway, id)).stream())
                .toList();
        if (all.size() > 1) {
            LOG.warn(
                    "Gateways {} have a webhook secret in common: each is to tell what it tells at an address of its own",
                    all.stream().map(one -> one.gateway.name()).toList());
        }
        return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }

    /** What is signed and can't be read is no more than what is not signed. */
    private Optional<String> eventId(GatewayAdapter gateway, ServerRequest request, byte[] body) {
        try {
            return gateway.eventId(request.headers().asHttpHeaders(), body, clock.instant())
                    .filter(id -> !Providers.json(new String(body, StandardCharsets.UTF_8))
                            .isMissingNode());
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** For the description alone: each gateway has a shape of its own. */
    @Doc("As the gateway writes it")
    record WebhookBody(
            @Doc(value = "What has happened, in the gateway's words", example = "payment.captured") @Nullable
            String event) {}
}
