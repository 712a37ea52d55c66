package io.groat.router.order;

import io.groat.engine.PayoutEngine;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.router.http.FieldNames;
import io.groat.router.http.IdempotencyKeys;
import io.groat.router.order.ShortOrder.OrderToPay;
import io.groat.router.payout.PayoutView;
import io.groat.router.problem.MoneyProblems;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The calls about orders behind shorter paths: each is answered by what answers the long one. */
final class ShortOrderCalls {

    private static final String GROUP = "shorthand";

    private final OrderCalls orders;
    private final PayoutEngine payouts;
    private final Bodies bodies;

    ShortOrderCalls(OrderCalls orders, PayoutEngine payouts, Bodies bodies) {
        this.orders = orders;
        this.payouts = payouts;
        this.bodies = bodies;
    }

    Routes routes() {
        return Routes.of(
                OrderCalls.making(Route.post("/payments/create-order", OrderCalls.WRITE)
                                .named(GROUP, "createOrderShort", "Orders money from outside")
                                .header(IdempotencyKeys.NEEDED)
                                .takes(ShortOrder.class))
                        .by(bodies, this::create),
                Route.post("/payments/process-upi", OrderCalls.READ)
                        .named(GROUP, "processUpi", "Shows where an order's payer pays by UPI")
                        .details(
                                "What the payer's app opens, or an address, for as long as the order can be paid; and how"
                                        + " it stands.")
                        .takes(OrderToPay.class)
                        .gives(200, OrderView.class, "The order")
                        .refuses(MoneyProblems.onShards(Refusal.ORDER_NOT_FOUND))
                        .by(bodies, this::pay),
                Route.get("/payments/status/{id}", OrderCalls.READ)
                        .named(GROUP, "getOrderStatus", "Shows an order, what was paid for it, and what went back")
                        .path("id", "The order's id")
                        .gives(200, OrderWithRefunds.class, "The order")
                        .refuses(MoneyProblems.onShards(Refusal.ORDER_NOT_FOUND))
                        .by(this::status),
                orders.paging(Route.get("/payments/history", OrderCalls.READ)
                        .named(GROUP, "getOrderHistory", "Orders, newest first")));
    }

    private Mono<ServerResponse> create(ServerRequest request, Mono<ShortOrder> body) {
        return body.flatMap(order -> orders.create(request, order.whole())
                .onErrorMap(RefusedException.class, said -> FieldNames.renamed(said, "payee", order.payeeField())));
    }

    private Mono<ServerResponse> pay(ServerRequest request, Mono<OrderToPay> body) {
        return body.flatMap(named -> orders.find(request, Optional.of(named.orderId()), "orderId"))
                .doOnNext(ShortOrderCalls::requireUpi)
                .flatMap(orders::viewed)
                .flatMap(Answer::ok);
    }

    private static void requireUpi(Order order) {
        if (order.method() != OrderMethod.UPI) {
            throw Parameters.invalid(
                    "orderId",
                    "The order is paid by " + order.method().name().toLowerCase(Locale.ROOT) + ", not by UPI");
        }
    }

    private Mono<ServerResponse> status(ServerRequest request) {
        return orders.find(request, Parameters.id(request, "id"), "id")
                .flatMap(order -> orders.viewed(order)
                        .zipWith(
                                payouts.ofOrder(order.id()),
                                (view, refunds) -> new OrderWithRefunds(
                                        view,
                                        refunds.stream().map(PayoutView::of).toList())))
                .flatMap(Answer::ok);
    }
}
