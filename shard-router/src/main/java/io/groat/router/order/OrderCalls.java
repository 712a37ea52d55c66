package io.groat.router.order;

import io.groat.engine.OrderEngine;
import io.groat.engine.OrderRequest;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.OrderStatus;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.http.Currencies;
import io.groat.router.http.IdempotencyKeys;
import io.groat.router.http.NewestFirst;
import io.groat.router.http.OwnerQuery;
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
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.WebProblem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes orders for money from outside, and shows how they stand: to whose wallet it is, and to those who work here. */
final class OrderCalls {

    static final Access WRITE = Access.of(Scope.TRANSFERS_WRITE, Role.USER, Role.OPERATOR, Role.ADMIN);
    static final Access READ = Access.of(Scope.TRANSFERS_READ, Role.USER, Role.OPERATOR, Role.ANALYST, Role.ADMIN);
    private static final OwnerQuery OWNER = OwnerQuery.of("Only those for this user's wallets");
    private static final Query<OrderStatus> STATUS = Query.oneOf(
            "status",
            "Only those of that status",
            OrderStatus.class,
            "has to be one of " + List.of(OrderStatus.values()));

    /** How long an order may be paid. */
    private static final Duration LASTS = Duration.ofMinutes(30);

    /** Pages that browsers open: encrypted, or of a developer's own machine. */
    private static final Pattern ADDRESS =
            Pattern.compile("https://[!-~]+|http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?(/[!-~]*)?");

    private static final NewestFirst<Order> NEWEST = new NewestFirst<>('O', Order::id);

    private final OrderEngine engine;
    private final Bodies bodies;

    OrderCalls(OrderEngine engine, Bodies bodies) {
        this.engine = engine;
        this.bodies = bodies;
    }

    Routes routes() {
        return Routes.of(
                making(Route.post("/v1/orders", WRITE)
                                .named("orders", "createOrder", "Orders money from outside")
                                .details(
                                        "A payment gateway takes it; whoever pays does so there within half an hour, and the wallet"
                                                + " is credited once the gateway has the money. The key is the payee's. Where no gateway can"
                                                + " be reached the same request tries again.")
                                .header(IdempotencyKeys.NEEDED)
                                .takes(TopUpOrder.class))
                        .by(bodies, (request, body) -> body.flatMap(order -> create(request, order))),
                Route.get("/v1/orders/{id}", READ)
                        .named("orders", "getOrder", "Shows an order, and what was paid for it")
                        .path("id", "The order's id")
                        .gives(200, OrderView.class, "The order")
                        .refuses(MoneyProblems.onShards(Refusal.ORDER_NOT_FOUND))
                        .by(this::get),
                paging(Route.get("/v1/orders", READ).named("orders", "getOrders", "Orders, newest first")));
    }

    static <T> Call<T> making(Call<T> call) {
        return call.gives(201, OrderView.class, "Taken", HeaderField.LOCATION, IdempotencyKeys.REPLAYED_FIELD)
                .refuses(MoneyProblems.onShards(
                        Refusal.IDEMPOTENCY_KEY_MISSING,
                        Refusal.IDEMPOTENCY_KEY_INVALID,
                        Refusal.UNKNOWN_CURRENCY,
                        Refusal.ACCOUNT_NOT_FOUND,
                        Refusal.CURRENCY_MISMATCH,
                        Refusal.IDEMPOTENCY_CONFLICT,
                        Refusal.NO_GATEWAY,
                        Refusal.GATEWAY_UNAVAILABLE))
                .refuses(WebProblem.OVERLOADED);
    }

    Route paging(Call<Void> call) {
        return call.query(OWNER.query(), STATUS, Query.LIMIT, Query.CURSOR)
                .givesPage(OrderView.class)
                .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_NOT_FOUND))
                .by(this::page);
    }

    Mono<ServerResponse> create(ServerRequest request, TopUpOrder order) {
        Permit permit = Permit.of(request);
        return engine.create(read(request, order), payee -> permit.covers(payee.userId()))
                .flatMap(taken -> Answer.of(
                        201,
                        headers -> {
                            headers.setLocation(
                                    URI.create("/v1/orders/" + taken.order().id()));
                            if (taken.replayed()) {
                                headers.set(IdempotencyKeys.REPLAYED, "true");
                            }
                        },
                        OrderView.of(taken.order(), List.of())));
    }

    private static OrderRequest read(ServerRequest request, TopUpOrder order) {
        String url = order.returnUrl();
        if (url != null && !ADDRESS.matcher(url).matches()) {
            throw Parameters.invalid("returnUrl", "\"returnUrl\" has to be an https address");
        }
        return new OrderRequest(
                IdempotencyKeys.ofHeader(request.headers().asHttpHeaders()),
                TransferFields.account("payee", order.payee()),
                order.amount(),
                Currencies.get(order.currency()),
                OrderMethod.valueOf(order.method().toUpperCase(Locale.ROOT)),
                url,
                order.reference(),
                LASTS);
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return find(request, Parameters.id(request, "id"), "id")
                .flatMap(this::viewed)
                .flatMap(Answer::ok);
    }

    /**
     * The order of that id; fails with ORDER_NOT_FOUND where there is none, or none for who asks.
     *
     * @param id empty for what is no id
     * @param field of the request that names it
     */
    Mono<Order> find(ServerRequest request, Optional<UUID> id, String field) {
        Permit permit = Permit.of(request);
        return Mono.justOrEmpty(id.filter(named -> SlottedId.is(SlottedId.Kind.ORDER, named)))
                .flatMap((UUID named) -> engine.find(named))
                .filter(order -> permit.covers(order.payeeUser()))
                .switchIfEmpty(Mono.error(() -> new RefusedException(Refused.of(Refusal.ORDER_NOT_FOUND, field))));
    }

    /** With what was paid for it. */
    Mono<OrderView> viewed(Order order) {
        return engine.payments(order.id()).map(payments -> OrderView.of(order, payments));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        return NEWEST.answer(
                request,
                (before, limit) -> engine.page(OWNER.of(request), STATUS.of(request), before, limit),
                OrderView.class,
                order -> OrderView.of(order, null));
    }
}
