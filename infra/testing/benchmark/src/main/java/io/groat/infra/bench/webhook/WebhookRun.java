package io.groat.infra.bench.webhook;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.CellRun;
import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Measurement;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.report.WebhookResult;
import io.groat.infra.bench.stack.BenchGateway;
import io.groat.infra.bench.stack.BenchStack;
import io.groat.infra.server.Poll;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Payments alone, webhooks alone, and both beside each other; then how often each event's payment was credited. */
public final class WebhookRun {
    static final long AMOUNT = 500;

    private static final double PER_SECOND = 1_000;
    private static final int IN_FLIGHT = 64;
    private static final int CONNECTIONS = 512;
    private static final Duration CREDITING = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final BenchStack stack;
    private final BenchGateway gateway;
    private final Contender payments;
    private final Traffic traffic;
    private final Duration window;
    private final Consumer<String> progress;

    /**
     * @param payments single transfers to the same router
     * @param window how long each of the three lasts
     * @param progress is told what it does, since making orders and crediting them takes minutes
     */
    public WebhookRun(
            BenchStack stack,
            BenchGateway gateway,
            Contender payments,
            Traffic traffic,
            Duration window,
            Consumer<String> progress) {
        this.stack = stack;
        this.gateway = gateway;
        this.payments = payments;
        this.traffic = traffic;
        this.window = window;
        this.progress = progress;
    }

    /** All of it. */
    public WebhookResult measure() {
        ConnectionProvider connections = ConnectionProvider.builder("bench-webhooks")
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(-1)
                .build();
        try {
            return measure(HttpClient.create(connections).host("127.0.0.1").port(stack.routerPort()));
        } finally {
            connections.disposeLater().block();
        }
    }

    private WebhookResult measure(HttpClient http) {
        int events = Math.toIntExact((long) (PER_SECOND / 2 * window.toMillis() / 1_000.0));
        OrderMaker orders = new OrderMaker(
                http.headers(headers ->
                        headers.set("Authorization", stack.authorization()).set("Content-Type", "application/json")),
                traffic.users());
        progress.accept(String.format(Locale.ROOT, "  making %,d orders", events * 5 / 2));
        List<String> warmUp = orders.make(events / 2);
        List<String> alone = orders.make(events);
        List<String> beside = orders.make(events);
        progress.accept("  warming up");
        new Flood(http, gateway).run(warmUp, PER_SECOND);
        awaitCredited(warmUp);
        progress.accept("  payments alone");
        Measurement paymentsAlone = pay();
        progress.accept("  webhooks alone");
        Flood aloneFlood = new Flood(http, gateway).run(alone, PER_SECOND);
        long told = System.nanoTime();
        awaitCredited(alone);
        double creditedAfter = (System.nanoTime() - told) / 1e9;
        progress.accept("  both");
        CompletableFuture<Flood> flood =
                CompletableFuture.supplyAsync(() -> new Flood(http, gateway).run(beside, PER_SECOND));
        Measurement paymentsBeside = pay();
        Flood besideFlood = join(flood);
        awaitCredited(beside);
        Map<String, Integer> credited = new Deposits(stack.shards(), stack.routerDatabase()).byPayment();
        Set<String> acknowledged = new HashSet<>(aloneFlood.acknowledged());
        acknowledged.addAll(besideFlood.acknowledged());
        return new WebhookResult(
                PER_SECOND,
                load(aloneFlood),
                load(besideFlood),
                paymentsAlone.transfersPerSecond(),
                paymentsBeside.transfersPerSecond(),
                acknowledged.size(),
                acknowledged.stream()
                        .filter(order -> !credited.containsKey(BenchGateway.paymentOf(order)))
                        .count(),
                credited.values().stream().filter(times -> times > 1).count(),
                creditedAfter,
                gateway.asked());
    }

    private static Flood join(CompletableFuture<Flood> flood) {
        try {
            return flood.join();
        } catch (CompletionException e) {
            throw new LoadException("The webhooks failed: " + e.getCause(), e);
        }
    }

    private Measurement pay() {
        return new CellRun(traffic, Duration.ZERO, window)
                .measure(payments, Cell.closed(payments.mode(), IN_FLIGHT), Double.NaN);
    }

    private static WebhookResult.Load load(Flood flood) {
        return new WebhookResult.Load(flood.perSecond(), flood.ms(50), flood.ms(99), flood.answers());
    }

    /** So that what is measured next has nothing of it; what does not come is counted in the end. */
    private void awaitCredited(List<String> orders) {
        Deposits deposits = new Deposits(stack.shards(), stack.routerDatabase());
        List<String> wanted = orders.stream().map(BenchGateway::paymentOf).toList();
        Poll.until(CREDITING, PAUSE, () -> deposits.byPayment().keySet().containsAll(wanted));
    }
}
