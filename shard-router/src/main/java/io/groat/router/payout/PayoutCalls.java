package io.groat.router.payout;

import io.groat.engine.OrderEngine;
import io.groat.engine.PayoutEngine;
import io.groat.engine.PayoutRequest;
import io.groat.order.Order;
import io.groat.payout.Payout;
import io.groat.payout.PayoutStatus;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.http.Currencies;
import io.groat.router.http.FieldNames;
import io.groat.router.http.IdempotencyKeys;
import io.groat.router.http.NewestFirst;
import io.groat.router.http.OwnerQuery;
import io.groat.router.payout.PayoutView.OrderRefund;
import io.groat.router.payout.PayoutView.PayoutOrder;
import io.groat.router.payout.PayoutView.ShortRefund;
import io.groat.router.problem.MoneyProblems;
import io.groat.router.transfer.TransferFields;
import io.groat.shard.SlottedId;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.WebProblem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Pays out, gives back what orders brought, and shows how both stand. */
final class PayoutCalls {

    private static final Access WRITE = Access.of(Scope.TRANSFERS_WRITE, Role.USER, Role.OPERATOR, Role.ADMIN);
    private static final Access DECIDE = Access.of(Scope.TRANSFERS_WRITE, Role.OPERATOR, Role.ADMIN);
    private static final Access READ =
            Access.of(Scope.TRANSFERS_READ, Role.USER, Role.OPERATOR, Role.ANALYST, Role.ADMIN);
    private static final String GROUP = "payouts";
    private static final String ONE = "/v1/payouts/{id}";
    private static final String ID = "id";
    private static final String REFUNDS = "/v1/orders/{id}/refunds";
    private static final OwnerQuery OWNER = OwnerQuery.of("Only those of this user's wallets");
    private static final Query<PayoutStatus> STATUS = Query.oneOf(
            "status",
            "Only those of that status",
            PayoutStatus.class,
            "has to be one of " + List.of(PayoutStatus.values()));
    private static final NewestFirst<Payout> NEWEST = new NewestFirst<>('P', Payout::id);

    private final PayoutEngine engine;
    private final OrderEngine orders;
    private final AuditLog audit;
    private final Bodies bodies;

    PayoutCalls(PayoutEngine engine, OrderEngine orders, AuditLog audit, Bodies bodies) {
        this.engine = engine;
        this.orders = orders;
        this.audit = audit;
        this.bodies = bodies;
    }

    Routes routes() {
        return Routes.of(
                making(Route.post("/v1/payouts", WRITE)
                                .named(GROUP, "createPayout", "Pays out to a destination of the payer")
                                .details(
                                        "Its money is reserved, the gateway sends it, and it is taken once it has arrived; what"
                                                + " comes back later comes back as a movement of its own. Withdrawals' rules hold: fees, limits,"
                                                + " the risk gate. The key is the payer's. Where the gateway is slow the answer is how it stands"
                                                + " by then.")
                                .header(IdempotencyKeys.NEEDED)
                                .takes(PayoutOrder.class))
                        .refuses(MoneyProblems.onShards(
                                Refusal.UNKNOWN_CURRENCY,
                                Refusal.ACCOUNT_NOT_FOUND,
                                Refusal.CURRENCY_MISMATCH,
                                Refusal.DESTINATION_NOT_FOUND,
                                Refusal.NO_GATEWAY,
                                Refusal.GATEWAY_UNAVAILABLE,
                                Refusal.WALLET_TYPE_NOT_ALLOWED,
                                Refusal.LIMIT_EXCEEDED,
                                Refusal.TRANSACTION_TYPE_UNKNOWN,
                                Refusal.PAYMENT_DECLINED))
                        .by(bodies, this::create),
                refunding(Route.post(REFUNDS, WRITE)
                                .named(
                                        GROUP,
                                        "refundOrder",
                                        "Gives back what an order brought, to where it was paid from")
                                .details(
                                        "From the wallet that it was credited to; all refunds of an order, and what its bank"
                                                + " takes back, are together no more than it brought. The key is the payee's.")
                                .path("id", "The order's id")
                                .header(IdempotencyKeys.NEEDED)
                                .mayTake(OrderRefund.class))
                        .by(bodies, this::refund),
                refunding(Route.post("/payments/refund", WRITE)
                                .named("shorthand", "refundOrderShort", "Gives back what an order brought")
                                .header(IdempotencyKeys.NEEDED)
                                .takes(ShortRefund.class))
                        .by(bodies, this::refundShort),
                Route.get(REFUNDS, READ)
                        .named(GROUP, "getOrderRefunds", "The refunds of an order, the first first")
                        .path("id", "The order's id")
                        .givesPage(PayoutView.class)
                        .refuses(MoneyProblems.onShards(Refusal.ORDER_NOT_FOUND))
                        .by(this::refunds),
                Route.get(ONE, READ)
                        .named(GROUP, "getPayout", "Shows a payout, or a refund of an order")
                        .path("id", "Its id")
                        .gives(200, PayoutView.class, "It")
                        .refuses(MoneyProblems.onShards(Refusal.PAYOUT_NOT_FOUND))
                        .by(this::get),
                Route.get("/v1/payouts", READ)
                        .named(GROUP, "getPayouts", "Payouts and refunds of orders, newest first")
                        .query(OWNER.query(), STATUS, Query.LIMIT, Query.CURSOR)
                        .givesPage(PayoutView.class)
                        .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_NOT_FOUND))
                        .by(this::page),
                deciding(Route.post(ONE + "/cancel", WRITE)
                                .named(GROUP, "cancelPayout", "Calls a payout off that was not sent"))
                        .by(request -> decided(
                                request,
                                "PAYOUT_CALLED_OFF",
                                payout -> engine.callOff(payout, Refusal.PAYOUT_CALLED_OFF))),
                deciding(Route.post(ONE + "/approve", DECIDE)
                                .named(GROUP, "approvePayout", "Lets a payout go that is UNDER_REVIEW"))
                        .by(request -> decided(request, "PAYOUT_APPROVED", engine::approve)),
                deciding(Route.post(ONE + "/decline", DECIDE)
                                .named(GROUP, "declinePayout", "Declines a payout that was not sent"))
                        .by(request -> decided(
                                request,
                                "PAYOUT_DECLINED",
                                payout -> engine.callOff(payout, Refusal.PAYMENT_DECLINED))));
    }

    private static <T> Call<T> making(Call<T> call) {
        return call.gives(201, PayoutView.class, "Taken", HeaderField.LOCATION, IdempotencyKeys.REPLAYED_FIELD)
                .refuses(MoneyProblems.onShards(
                        Refusal.IDEMPOTENCY_KEY_MISSING,
                        Refusal.IDEMPOTENCY_KEY_INVALID,
                        Refusal.IDEMPOTENCY_CONFLICT,
                        Refusal.ACCOUNT_FROZEN,
                        Refusal.ACCOUNT_CLOSED,
                        Refusal.INSUFFICIENT_FUNDS,
                        Refusal.BALANCE_OVERFLOW))
                .refuses(WebProblem.OVERLOADED);
    }

    private static <T> Call<T> refunding(Call<T> call) {
        return making(call)
                .refuses(MoneyProblems.onShards(
                        Refusal.ORDER_NOT_FOUND,
                        Refusal.ORDER_NOT_PAID,
                        Refusal.ALREADY_REFUNDED,
                        Refusal.REFUND_TOO_LARGE));
    }

    private static <T> Call<T> deciding(Call<T> call) {
        return call.path("id", "Its id")
                .gives(200, PayoutView.class, "As it is then")
                .refuses(MoneyProblems.onShards(Refusal.PAYOUT_NOT_FOUND, Refusal.PAYOUT_UNDER_WAY));
    }

    private Mono<ServerResponse> create(ServerRequest request, Mono<PayoutOrder> body) {
        Permit permit = Permit.of(request);
        return body.flatMap(order -> engine.create(
                        new PayoutRequest(
                                IdempotencyKeys.ofHeader(request.headers().asHttpHeaders()),
                                TransferFields.account("payer", order.payer()),
                                order.amount(),
                                Currencies.get(order.currency()),
                                order.destination(),
                                order.reference()),
                        payer -> permit.covers(payer.userId())))
                .flatMap(PayoutCalls::made);
    }

    private Mono<ServerResponse> refund(ServerRequest request, Mono<OrderRefund> body) {
        Optional<UUID> id = Parameters.id(request, ID);
        return body.flatMap(wanted -> refund(request, id, wanted.amount(), wanted.reference()));
    }

    private Mono<ServerResponse> refundShort(ServerRequest request, Mono<ShortRefund> body) {
        return body.flatMap(wanted -> refund(request, Optional.of(wanted.orderId()), wanted.amount(), null)
                .onErrorMap(RefusedException.class, said -> FieldNames.renamed(said, ID, "orderId")));
    }

    private Mono<ServerResponse> refund(
            ServerRequest request, Optional<UUID> id, @Nullable Long amountMinor, @Nullable String reference) {
        return order(request, id)
                .flatMap(order -> engine.refund(
                        order, IdempotencyKeys.ofHeader(request.headers().asHttpHeaders()), amountMinor, reference))
                .flatMap(PayoutCalls::made);
    }

    private static Mono<ServerResponse> made(PayoutEngine.Taken taken) {
        return Answer.of(
                201,
                headers -> {
                    headers.setLocation(
                            URI.create("/v1/payouts/" + taken.payout().id()));
                    if (taken.replayed()) {
                        headers.set(IdempotencyKeys.REPLAYED, "true");
                    }
                },
                PayoutView.of(taken.payout()));
    }

    private Mono<ServerResponse> refunds(ServerRequest request) {
        return order(request, Parameters.id(request, ID))
                .flatMap(order -> engine.ofOrder(order.id()))
                .flatMap(found -> Answer.ok(new Page<>(found, null).json(PayoutView.class, PayoutView::of)));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return found(request).flatMap(payout -> Answer.ok(PayoutView.of(payout)));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        return NEWEST.answer(
                request,
                (before, limit) -> engine.page(OWNER.of(request), STATUS.of(request), before, limit),
                PayoutView.class,
                PayoutView::of);
    }

    private Mono<ServerResponse> decided(ServerRequest request, String act, Function<Payout, Mono<Payout>> decision) {
        return found(request)
                .flatMap(decision)
                .delayUntil(payout -> audit.tryAppend(AuditEntry.done(request.exchange(), act, payout.payerUser())
                        .on("payout:" + payout.id())))
                .flatMap(payout -> Answer.ok(PayoutView.of(payout)));
    }

    private Mono<Payout> found(ServerRequest request) {
        Permit permit = Permit.of(request);
        return Mono.justOrEmpty(
                        Parameters.id(request, "id").filter(named -> SlottedId.is(SlottedId.Kind.PAYOUT, named)))
                .flatMap((UUID id) -> engine.find(id))
                .filter(payout -> permit.covers(payout.payerUser()))
                .switchIfEmpty(Mono.error(() -> new RefusedException(Refused.of(Refusal.PAYOUT_NOT_FOUND, "id"))));
    }

    private Mono<Order> order(ServerRequest request, Optional<UUID> id) {
        Permit permit = Permit.of(request);
        return Mono.justOrEmpty(id.filter(named -> SlottedId.is(SlottedId.Kind.ORDER, named)))
                .flatMap((UUID named) -> orders.find(named))
                .filter(order -> permit.covers(order.payeeUser()))
                .switchIfEmpty(Mono.error(() -> new RefusedException(Refused.of(Refusal.ORDER_NOT_FOUND, ID))));
    }
}
