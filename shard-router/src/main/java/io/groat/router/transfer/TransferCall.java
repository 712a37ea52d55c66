package io.groat.router.transfer;

import io.groat.engine.TransferRequest;
import io.groat.router.http.Currencies;
import io.groat.router.http.IdempotencyKeys;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferNote;
import io.groat.web.access.Access;
import io.groat.web.access.Limit;
import io.groat.web.access.Permit;
import io.groat.web.access.Rate;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonText;
import io.groat.web.json.MinorUnits;
import io.groat.web.problem.ProblemException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Moves money, one transfer a call. */
public final class TransferCall {

    /** Who may move money. */
    public static final Access PAY = Access.of(Scope.TRANSFERS_WRITE, Role.USER, Role.OPERATOR, Role.ADMIN);

    /** The same, many at once. A backend's stream is begun at once: nothing is asked of Redis first. */
    public static final Access PAY_MANY =
            PAY.limited(new Limit("batches", Rate.parse("60/m"), Rate.UNLIMITED, Rate.UNLIMITED, false));

    /** A backend's keys move as much as the shards take. */
    static final Limit OFTEN = new Limit("transfers", Rate.parse("300/m"), Rate.UNLIMITED, Rate.UNLIMITED, false);

    private static final Access SHORT = Access.of(Scope.TRANSFERS_WRITE, Role.OPERATOR, Role.ADMIN);

    private static final String USUAL_CURRENCY = "EUR";

    private final Payments payments;
    private final Bodies bodies;

    public TransferCall(Payments payments, Bodies bodies) {
        this.payments = payments;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/transfers", PAY.limited(OFTEN), this::transfer),
                Route.post("/transfer/{from_user}/{to_user}/{amount}", SHORT.limited(OFTEN), this::transferShort));
    }

    private Mono<ServerResponse> transfer(ServerRequest request) {
        HttpHeaders headers = request.exchange().getRequest().getHeaders();
        return bodies.json(request)
                .flatMap(body -> payments.pay(
                        Permit.of(request),
                        TransferFields.alone(JsonText.object(body), () -> IdempotencyKeys.ofHeader(headers))))
                .flatMap(TransferCall::answer);
    }

    /** Without a key nobody can ask again for this very transfer: each call is one of its own. */
    private Mono<ServerResponse> transferShort(ServerRequest request) {
        Parameters.requireOnly(request, Set.of("currency"));
        HttpHeaders headers = request.exchange().getRequest().getHeaders();
        TransferRequest transfer = new TransferRequest(
                headers.containsHeader(IdempotencyKeys.HEADER)
                        ? IdempotencyKeys.ofHeader(headers)
                        : "made-up-" + UUID.randomUUID(),
                TransferFields.account("from_user", request.pathVariable("from_user")),
                TransferFields.account("to_user", request.pathVariable("to_user")),
                MinorUnits.parse("amount", request.pathVariable("amount"), 1),
                Currencies.get(request.queryParam("currency").orElse(USUAL_CURRENCY)),
                TransferNote.NONE);
        return payments.pay(Permit.of(request), transfer).flatMap(TransferCall::answer);
    }

    private static Mono<ServerResponse> answer(TransferResult result) {
        if (result instanceof TransferResult.Accepted accepted) {
            Transfer transfer = accepted.transfer();
            boolean underWay = TransferResult.isUnderWay(transfer);
            return Answer.of(
                    underWay ? 202 : 201,
                    headers -> describe(headers, transfer, underWay, accepted.replayed()),
                    json -> TransferJson.write(json, transfer));
        }
        TransferResult.Rejected rejected = (TransferResult.Rejected) result;
        return Mono.error(new ProblemException(
                rejected.problem(), rejected.replayed() ? Map.of(IdempotencyKeys.REPLAYED, "true") : Map.of()));
    }

    private static void describe(HttpHeaders headers, Transfer transfer, boolean underWay, boolean replayed) {
        headers.set(HttpHeaders.LOCATION, "/v1/transfers/" + transfer.id());
        if (underWay) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
        if (replayed) {
            headers.set(IdempotencyKeys.REPLAYED, "true");
        }
    }
}
