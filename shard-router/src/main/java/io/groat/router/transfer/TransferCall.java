package io.groat.router.transfer;

import io.groat.engine.TransferRequest;
import io.groat.refusal.Refusal;
import io.groat.router.http.Currencies;
import io.groat.router.http.IdempotencyKeys;
import io.groat.router.problem.MoneyProblems;
import io.groat.transfer.TransferNote;
import io.groat.web.access.Access;
import io.groat.web.access.Limit;
import io.groat.web.access.Permit;
import io.groat.web.access.Rate;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonText;
import io.groat.web.json.MinorUnits;
import io.groat.web.problem.WebProblem;
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
    public static final Limit OFTEN =
            new Limit("transfers", Rate.parse("300/m"), Rate.UNLIMITED, Rate.UNLIMITED, false);

    private static final Access SHORT = Access.of(Scope.TRANSFERS_WRITE, Role.OPERATOR, Role.ADMIN);

    private final Payments payments;
    private final Bodies bodies;

    public TransferCall(Payments payments, Bodies bodies) {
        this.payments = payments;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                answering(Route.post("/v1/transfers", PAY.limited(OFTEN))
                                .named("transfers", "transfer", "Moves money")
                                .details(
                                        "Sent again under its key, it moves money once and has its first answer again. Of"
                                                + " refusals, those with a `transferId` are kept under the key; the others leave"
                                                + " no trace.")
                                .header(IdempotencyKeys.NEEDED)
                                .takes(TransferOrder.class))
                        .refuses(MoneyProblems.onShards(Refusal.IDEMPOTENCY_KEY_MISSING))
                        .by(this::transfer),
                answering(Route.post("/transfer/{from_user}/{to_user}/{amount}", SHORT.limited(OFTEN))
                                .named("shorthand", "transferShort", "Moves money")
                                .path("from_user", "Who pays: a user's or an account's id")
                                .path("to_user", "Who is paid: a user's or an account's id")
                                .path("amount", "Minor units, above zero")
                                .query(Currencies.QUERY)
                                .header(IdempotencyKeys.OPTIONAL))
                        .refuses(WebProblem.INVALID_AMOUNT)
                        .by(this::transferShort));
    }

    /** What both may come to. */
    private static <T> Call<T> answering(Call<T> call) {
        return call.gives(
                        201,
                        TransferView.class,
                        "The payee has the money",
                        HeaderField.LOCATION,
                        IdempotencyKeys.REPLAYED_FIELD)
                .gives(
                        202,
                        TransferView.class,
                        "The payer is debited, or its money reserved, and the end is not decided yet; ask at the Location",
                        HeaderField.LOCATION,
                        HeaderField.RETRY_AFTER,
                        IdempotencyKeys.REPLAYED_FIELD)
                .refuses(MoneyProblems.onShards(
                        Refusal.UNKNOWN_CURRENCY,
                        Refusal.IDEMPOTENCY_KEY_INVALID,
                        Refusal.ACCOUNT_NOT_FOUND,
                        Refusal.SAME_ACCOUNT,
                        Refusal.CURRENCY_MISMATCH,
                        Refusal.IDEMPOTENCY_CONFLICT,
                        Refusal.ACCOUNT_FROZEN,
                        Refusal.ACCOUNT_CLOSED,
                        Refusal.TRANSACTION_TYPE_UNKNOWN,
                        Refusal.WALLET_TYPE_NOT_ALLOWED,
                        Refusal.BENEFICIARY_REQUIRED,
                        Refusal.BENEFICIARY_COOLING_OFF,
                        Refusal.INSUFFICIENT_FUNDS,
                        Refusal.LIMIT_EXCEEDED,
                        Refusal.MAX_BALANCE_EXCEEDED,
                        Refusal.BALANCE_OVERFLOW,
                        Refusal.PAYMENT_DECLINED,
                        Refusal.HOLD_EXPIRED))
                .refuses(WebProblem.OVERLOADED);
    }

    private Mono<ServerResponse> transfer(ServerRequest request) {
        HttpHeaders headers = request.exchange().getRequest().getHeaders();
        return bodies.json(request)
                .flatMap(body -> payments.pay(
                        Permit.of(request),
                        TransferFields.alone(JsonText.object(body), () -> IdempotencyKeys.ofHeader(headers))))
                .flatMap(result -> TransferAnswer.of(request, result));
    }

    /** Without a key nobody can ask again for this very transfer: each call is one of its own. */
    private Mono<ServerResponse> transferShort(ServerRequest request) {
        HttpHeaders headers = request.exchange().getRequest().getHeaders();
        TransferRequest transfer = new TransferRequest(
                headers.containsHeader(IdempotencyKeys.HEADER)
                        ? IdempotencyKeys.ofHeader(headers)
                        : "made-up-" + UUID.randomUUID(),
                TransferFields.account("from_user", request.pathVariable("from_user")),
                TransferFields.account("to_user", request.pathVariable("to_user")),
                MinorUnits.parse("amount", request.pathVariable("amount"), 1),
                Currencies.get(Currencies.asked(request)),
                TransferNote.NONE);
        return payments.pay(Permit.of(request), transfer).flatMap(result -> TransferAnswer.of(request, result));
    }
}
