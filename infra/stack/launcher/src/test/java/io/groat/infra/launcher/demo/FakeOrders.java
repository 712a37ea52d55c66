package io.groat.infra.launcher.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** Orders of a {@link FakeRouter}, and the gateway's page on which they are paid, at the same address. */
final class FakeOrders {
    final List<String> paid = new CopyOnWriteArrayList<>();
    final List<String> payersKeys = new CopyOnWriteArrayList<>();
    volatile int looksUntilCredited = 1;
    volatile long taken;
    volatile boolean away;
    volatile boolean declined;

    private final FakeRouter router;
    private final Map<String, JsonNode> made = new ConcurrentHashMap<>();
    private int looks;

    FakeOrders(FakeRouter router) {
        this.router = router;
        router.answerAt("/v1/orders", this::orders);
        router.answerAt("/v1/users/", this::wallet);
        router.answerAt("/pay/", this::pay);
    }

    private synchronized void orders(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            look(exchange);
        } else if (away) {
            FakeRouter.answer(exchange, 503, Map.of("status", 503, "code", "GATEWAY_UNAVAILABLE"));
        } else {
            String id = "order_" + (made.size() + 1);
            made.put(id, FakeRouter.JSON.readTree(exchange.getRequestBody()));
            FakeRouter.answer(
                    exchange, 201, Map.of("id", id, "gateway", "razorpay", "checkoutUrl", router.uri() + "/pay/" + id));
        }
    }

    private void look(HttpExchange exchange) {
        String id = lastOf(exchange);
        boolean isPaid = paid.contains(id);
        if (isPaid && ++looks == looksUntilCredited) {
            JsonNode order = Objects.requireNonNull(made.get(id));
            router.balances.merge(
                    order.path("payee").asString(), order.path("amount").asLong() - taken, Long::sum);
        }
        String status = !isPaid ? "CREATED" : looks >= looksUntilCredited ? "CREDITED" : "PAID";
        FakeRouter.answer(exchange, 200, Map.of("id", id, "status", status));
    }

    private void wallet(HttpExchange exchange) {
        String user = exchange.getRequestURI().getPath().split("/", -1)[3];
        Map<String, Long> balance = Map.of("posted", router.balances.getOrDefault(user, 0L));
        FakeRouter.answer(exchange, 200, Map.of("items", List.of(Map.of("balance", balance))));
    }

    private void pay(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        payersKeys.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        if (declined) {
            FakeRouter.answer(exchange, 409, Map.of("error", Map.of("message", "it is EXPIRED already")));
        } else {
            paid.add(lastOf(exchange));
            FakeRouter.answer(exchange, 200, Map.of("status", "paid"));
        }
    }

    private static String lastOf(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
