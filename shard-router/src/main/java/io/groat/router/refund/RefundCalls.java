package io.groat.router.refund;

import io.groat.engine.RefundEngine;
import io.groat.engine.RefundRequest;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.http.IdempotencyKeys;
import io.groat.router.problem.MoneyProblems;
import io.groat.router.transfer.TransferAnswer;
import io.groat.router.transfer.TransferCall;
import io.groat.router.transfer.TransferMeters;
import io.groat.router.transfer.TransferReads;
import io.groat.router.transfer.TransferResult;
import io.groat.router.transfer.TransferView;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.trace.Traces;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Gives back what movements brought. */
final class RefundCalls {

    private static final Access REFUND = TransferCall.PAY.limited(TransferCall.OFTEN);
    private static final Access REVERSE =
            Access.of(Scope.TRANSFERS_WRITE, Role.OPERATOR, Role.ADMIN).limited(TransferCall.OFTEN);

    private final RefundEngine engine;
    private final TransferMeters meters;
    private final AuditLog audit;
    private final Bodies bodies;

    RefundCalls(RefundEngine engine, TransferMeters meters, AuditLog audit, Bodies bodies) {
        this.engine = engine;
        this.meters = meters;
        this.audit = audit;
        this.bodies = bodies;
    }

    Routes routes() {
        return Routes.of(
                answering(Route.post("/v1/transfers/{id}/refunds", REFUND)
                                .named("refunds", "refund", "Gives back what a transfer brought")
                                .details(
                                        "A movement of its own, whose parent is the transfer: from who was paid, who alone"
                                                + " may ask for it beside operators, to who paid. All of them together never give"
                                                + " back more than came. The key is that of who gives back.")
                                .path("id", "The transfer's id")
                                .header(IdempotencyKeys.NEEDED)
                                .mayTake(RefundOrder.class))
                        .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_FROZEN, Refusal.REFUND_TOO_LARGE))
                        .by(bodies, this::refund),
                answering(Route.post("/v1/transfers/{id}/reversal", REVERSE)
                                .named("refunds", "reverse", "Takes back all that is left of a transfer")
                                .details("As a refund, but from a frozen account, too; audited.")
                                .path("id", "The transfer's id")
                                .header(IdempotencyKeys.NEEDED)
                                .takes(ReversalOrder.class))
                        .by(bodies, this::reverse));
    }

    private static <T> Call<T> answering(Call<T> call) {
        return call.gives(
                        201,
                        TransferView.class,
                        "The money is back",
                        HeaderField.LOCATION,
                        IdempotencyKeys.REPLAYED_FIELD)
                .gives(
                        202,
                        TransferView.class,
                        "The money is on its way back, and the end is not decided yet; ask at the Location",
                        HeaderField.LOCATION,
                        HeaderField.RETRY_AFTER,
                        IdempotencyKeys.REPLAYED_FIELD)
                .refuses(MoneyProblems.onShards(
                        Refusal.IDEMPOTENCY_KEY_MISSING,
                        Refusal.IDEMPOTENCY_KEY_INVALID,
                        Refusal.TRANSFER_NOT_FOUND,
                        Refusal.IDEMPOTENCY_CONFLICT,
                        Refusal.ACCOUNT_CLOSED,
                        Refusal.INSUFFICIENT_FUNDS,
                        Refusal.BALANCE_OVERFLOW,
                        Refusal.REFUND_OF_PENDING,
                        Refusal.REFUND_OF_FAILED,
                        Refusal.REFUND_OF_REFUND,
                        Refusal.REFUND_OF_DEPOSIT,
                        Refusal.REFUND_OF_WITHDRAWAL,
                        Refusal.REFUND_OF_COMMISSION,
                        Refusal.REFUND_OF_SETTLEMENT,
                        Refusal.ALREADY_REFUNDED))
                .refuses(WebProblem.OVERLOADED);
    }

    private Mono<ServerResponse> refund(ServerRequest request, Mono<RefundOrder> body) {
        UUID id = TransferReads.id(request);
        Permit permit = Permit.of(request);
        return body.flatMap(order -> move(
                        id,
                        permit,
                        new RefundRequest(
                                IdempotencyKeys.ofHeader(request.headers().asHttpHeaders()),
                                order.amount(),
                                TransferKind.REFUND,
                                new TransferNote(order.reference(), order.reason(), null))))
                .flatMap(result -> TransferAnswer.of(request, result));
    }

    private Mono<ServerResponse> reverse(ServerRequest request, Mono<ReversalOrder> body) {
        UUID id = TransferReads.id(request);
        Permit permit = Permit.of(request);
        return body.flatMap(order -> move(
                        id,
                        permit,
                        new RefundRequest(
                                IdempotencyKeys.ofHeader(request.headers().asHttpHeaders()),
                                null,
                                TransferKind.REVERSAL,
                                new TransferNote(null, order.reason(), null)))
                .flatMap(result -> audited(request, id, order.reason(), result)));
    }

    private Mono<ServerResponse> audited(ServerRequest request, UUID id, String reason, TransferResult result) {
        if (!(result instanceof TransferResult.Accepted accepted)) {
            return TransferAnswer.of(request, result);
        }
        return audit.tryAppend(AuditEntry.done(
                                request.exchange(),
                                "TRANSFER_REVERSED",
                                accepted.transfer().payerUser())
                        .on("transfer:" + id)
                        .saying(reason))
                .then(TransferAnswer.of(request, result));
    }

    private Mono<TransferResult> move(UUID id, Permit permit, RefundRequest request) {
        return engine.original(id)
                .switchIfEmpty(Mono.error(() -> notFound()))
                .doOnNext(original -> requireOwn(permit, original))
                .flatMap(original -> Traces.with(trace -> engine.refund(original, request.in(trace))))
                .map(meters::counted);
    }

    /** Who was paid gives back; who paid knows the transfer and is told so, and to all others it is not there. */
    private static void requireOwn(Permit permit, Transfer original) {
        String payee = original.payeeUser();
        if (!permit.onlyOwn() || (payee != null && permit.covers(payee) && TransferReads.isThere(original, permit))) {
            return;
        }
        if (permit.covers(original.payerUser())) {
            throw new ProblemException(WebProblem.FORBIDDEN, "id", "Who was paid can give it back, and nobody else");
        }
        throw notFound();
    }

    private static RefusedException notFound() {
        return new RefusedException(Refused.of(Refusal.TRANSFER_NOT_FOUND, "id"));
    }
}
