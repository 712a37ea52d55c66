package io.groat.router.funding;

import io.groat.account.FundingSource;
import io.groat.engine.FundingEngine;
import io.groat.engine.FundingRequest;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.router.http.Currencies;
import io.groat.router.http.IdempotencyKeys;
import io.groat.router.problem.MoneyProblems;
import io.groat.router.transfer.TransferAnswer;
import io.groat.router.transfer.TransferCall;
import io.groat.router.transfer.TransferFields;
import io.groat.router.transfer.TransferMeters;
import io.groat.router.transfer.TransferView;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.WebProblem;
import io.groat.web.trace.Traces;
import java.util.function.BiFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Brings money in and takes it out. */
final class FundingCalls {

    /** Money that nobody in Groat pays: with a scope of its own, and not for the account's owner. */
    private static final Access FUND =
            Access.of(Scope.FUNDING, Role.OPERATOR, Role.ADMIN).limited(TransferCall.OFTEN);

    private final FundingEngine engine;
    private final TransferMeters meters;
    private final Bodies bodies;

    FundingCalls(FundingEngine engine, TransferMeters meters, Bodies bodies) {
        this.engine = engine;
        this.meters = meters;
        this.bodies = bodies;
    }

    Routes routes() {
        return Routes.of(
                answering(Route.post("/v1/deposits", FUND)
                                .named("funding", "deposit", "Brings money in")
                                .details("The payer is the source's account on the payee's shard, shown as"
                                        + " `funding:SOURCE`. The key is the payee's. A frozen account takes it.")
                                .header(IdempotencyKeys.NEEDED)
                                .takes(DepositOrder.class))
                        .refuses(MoneyProblems.onShards(Refusal.LIMIT_EXCEEDED, Refusal.MAX_BALANCE_EXCEEDED))
                        .by(bodies, this::deposit),
                answering(Route.post("/v1/withdrawals", FUND)
                                .named("funding", "withdraw", "Takes money out")
                                .details("The payee is the destination's account on the payer's shard, shown as"
                                        + " `funding:DESTINATION`. The key is the payer's, as a transfer's.")
                                .header(IdempotencyKeys.NEEDED)
                                .takes(WithdrawalOrder.class))
                        .refuses(MoneyProblems.onShards(
                                Refusal.ACCOUNT_FROZEN, Refusal.INSUFFICIENT_FUNDS, Refusal.LIMIT_EXCEEDED))
                        .by(bodies, this::withdraw));
    }

    private static <T> Call<T> answering(Call<T> call) {
        return call.gives(
                        201,
                        TransferView.class,
                        "The money has moved",
                        HeaderField.LOCATION,
                        IdempotencyKeys.REPLAYED_FIELD)
                .refuses(MoneyProblems.onShards(
                        Refusal.UNKNOWN_CURRENCY,
                        Refusal.IDEMPOTENCY_KEY_MISSING,
                        Refusal.IDEMPOTENCY_KEY_INVALID,
                        Refusal.ACCOUNT_NOT_FOUND,
                        Refusal.CURRENCY_MISMATCH,
                        Refusal.IDEMPOTENCY_CONFLICT,
                        Refusal.ACCOUNT_CLOSED,
                        Refusal.BALANCE_OVERFLOW))
                .refuses(WebProblem.OVERLOADED);
    }

    private Mono<ServerResponse> deposit(ServerRequest request, Mono<DepositOrder> body) {
        return body.flatMap(order -> move(
                request,
                FundingEngine::deposit,
                new FundingRequest(
                        IdempotencyKeys.ofHeader(request.headers().asHttpHeaders()),
                        TransferFields.account("payee", order.payee()),
                        new FundingSource(order.source(), Currencies.get(order.currency())),
                        order.amount(),
                        TransferFields.note(order.reference(), order.description(), order.metadata()))));
    }

    private Mono<ServerResponse> withdraw(ServerRequest request, Mono<WithdrawalOrder> body) {
        return body.flatMap(order -> move(
                request,
                FundingEngine::withdraw,
                new FundingRequest(
                        IdempotencyKeys.ofHeader(request.headers().asHttpHeaders()),
                        TransferFields.account("payer", order.payer()),
                        new FundingSource(order.destination(), Currencies.get(order.currency())),
                        order.amount(),
                        TransferFields.note(order.reference(), order.description(), order.metadata()))));
    }

    private Mono<ServerResponse> move(
            ServerRequest request,
            BiFunction<FundingEngine, FundingRequest, Mono<InitiateAnswer>> way,
            FundingRequest movement) {
        return Traces.with(trace -> way.apply(engine, movement.in(trace)))
                .map(meters::counted)
                .flatMap(result -> TransferAnswer.of(request, result));
    }
}
