package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.event.Event;
import io.groat.event.OrderEvent;
import io.groat.event.StoredEvent;
import io.groat.order.GatewayPayment;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.OrderStatus;
import io.groat.order.PaymentGateway.Observation;
import io.groat.order.PaymentGateway.Paid;
import io.groat.refusal.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What becomes of orders is told once, in the transaction that does it, whoever does it and how often. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderEventsIT {

    private static final String CARD = "c0".repeat(32);
    /** Orders that are fought for at once: each by a dozen, which on a busy machine is no small crowd. */
    private static final int AT_ONCE = 6;

    private final AtomicInteger names = new AtomicInteger();
    private final ToldGateway gateway = new ToldGateway();
    private TestCluster cluster;
    private OrderEngine orders;
    private ToldEvents told;

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        orders = engine(cluster);
        told = new ToldEvents(cluster);
    }

    private OrderEngine engine(TestCluster router) {
        return new OrderEngine(
                router.shards, new AccountDirectory(100), router.funding, List.of(gateway), InstantSource.system());
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void anOrderTellsOfItsLife() {
        String user = cluster.payer(1, 0);
        Order order = create(user, 500);
        assertThat(told.occasions(order.id())).containsExactly("OrderCreated");
        assertThat(told.body(order.id(), "OrderCreated", OrderEvent.class).gateway())
                .isEqualTo(ToldGateway.NAME);
        await(orders.look(order));
        assertThat(told.occasions(order.id())).hasSize(1);

        Order credited = await(orders.observe(order.id(), ToldGateway.NAME, paid("p" + order.id(), 500, CARD)));
        await(orders.look(credited));
        await(orders.observe(order.id(), ToldGateway.NAME, paid("p" + order.id(), 500, CARD)));

        assertThat(told.occasions(order.id())).containsExactly("OrderCreated", "OrderCredited");
        StoredEvent event = told.about(order.id()).get(1);
        assertThat(event.key()).isEqualTo(user);
        assertThat(event.topic()).isEqualTo("payment_events");
        OrderEvent body = told.body(order.id(), "OrderCredited", OrderEvent.class);
        GatewayPayment payment = await(orders.payments(order.id())).get(0);
        assertThat(body.status()).isEqualTo("CREDITED");
        assertThat(body.method()).isEqualTo("card");
        assertThat(body.movementId()).isEqualTo(credited.movementId());
        assertThat(body.instrument()).isEqualTo(CARD);
        assertThat(body.instrumentSeenAt()).isEqualTo(payment.seenAt()).isEqualTo(body.paidAt());
        assertThat(body.endedAt()).isEqualTo(credited.endedAt());
        // The deposit says that it is a step of something that tells for itself.
        assertThat(told.of(1).stream()
                        .filter(one -> one.id().startsWith(credited.movementId() + ":"))
                        .map(one -> one.extensions().get(Event.STEP)))
                .containsExactly("true", "true");
    }

    @Test
    void anInstrumentIsKnownByItsUserAlone() {
        String user = cluster.payer(2, 0);
        String other = cluster.payer(2, 0);
        String instrument = "1d".repeat(32);
        OrderEvent first = creditedBy(user, instrument);
        OrderEvent second = creditedBy(user, instrument);
        OrderEvent others = creditedBy(other, instrument);

        assertThat(first.instrumentSeenAt()).isEqualTo(first.paidAt());
        assertThat(second.instrumentSeenAt()).isEqualTo(first.paidAt()).isBefore(second.paidAt());
        assertThat(others.instrument()).isEqualTo(instrument);
        assertThat(others.instrumentSeenAt()).isEqualTo(others.paidAt());
    }

    /** A gateway that tells what paid only when it is asked is asked once; money does not wait for it. */
    @Test
    void whatPaidIsAskedForAndNotWaitedFor() {
        Order asked = create(cluster.payer(3, 0), 500);
        gateway.instruments.put("p" + asked.id(), CARD);
        await(orders.observe(asked.id(), ToldGateway.NAME, paid("p" + asked.id(), 500, null)));
        assertThat(told.body(asked.id(), "OrderCredited", OrderEvent.class).instrument())
                .isEqualTo(CARD);

        Order silent = create(cluster.payer(3, 0), 500);
        Order credited = await(orders.observe(silent.id(), ToldGateway.NAME, paid("p" + silent.id(), 500, null)));
        assertThat(credited.status()).isEqualTo(OrderStatus.CREDITED);
        assertThat(told.body(silent.id(), "OrderCredited", OrderEvent.class).instrument())
                .isNull();
    }

    @Test
    void attemptsAreToldEachOnce() {
        Order order = create(cluster.payer(0, 0), 500);
        observe(order, failed("CARD_DECLINED"));
        observe(order, failed("CARD_DECLINED"));
        observe(order, failed("CARD_DECLINED", "EXPIRED_CARD", "OTP"));
        assertThat(told.occasions(order.id()))
                .containsExactly(
                        "OrderCreated", "OrderAttemptFailed:1", "OrderAttemptFailed:2", "OrderAttemptFailed:3");
        assertThat(told.about(order.id()).get(2).data()).contains("\"reason\":\"EXPIRED_CARD\"", "\"attempts\":2");
        assertThat(await(orders.find(order.id())).status()).isEqualTo(OrderStatus.PENDING);

        observe(
                order,
                new Observation(
                        List.of(new Paid("p" + order.id(), 500, EUR, 0, null)),
                        List.of("CARD_DECLINED", "EXPIRED_CARD", "OTP", "OTP"),
                        true,
                        false));
        // It has ended: what is heard of late is not told any more.
        observe(order, failed("A", "B", "C", "D", "E"));
        assertThat(told.occasions(order.id())).endsWith("OrderAttemptFailed:4", "OrderCredited");
        assertThat(told.body(order.id(), "OrderCredited", OrderEvent.class).attempts())
                .isEqualTo(4);
    }

    @Test
    void whatIsNotPaidIsToldToFailOrToExpire() {
        Order failed = create(cluster.payer(1, 0), 500);
        Order expired = await(orders.create(request(cluster.payer(1, 0), 500, Duration.ZERO), any -> true))
                .order();
        for (int i = 0; i < 2; i++) {
            observe(failed, new Observation(List.of(), true, true));
            await(orders.look(expired));
        }
        assertThat(told.occasions(failed.id())).containsExactly("OrderCreated", "OrderFailed");
        assertThat(told.occasions(expired.id())).containsExactly("OrderCreated", "OrderExpired");

        observe(failed, paid("late" + failed.id(), 500, null));
        assertThat(told.occasions(failed.id())).containsExactly("OrderCreated", "OrderFailed", "OrderCredited");
    }

    @Test
    void whatNoGatewayHasTakenIsNotToldOf() {
        String user = cluster.payer(2, 0);
        OrderRequest request = request(user, 500, Duration.ZERO);
        gateway.away = true;
        try {
            assertThatThrownBy(() -> await(orders.create(request, any -> true))).isInstanceOf(RefusedException.class);
        } finally {
            gateway.away = false;
        }
        Order untaken = await(orders.page(user, null, null, 1)).get(0);
        assertThat(await(orders.look(untaken)).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(told.about(untaken.id())).isEmpty();
    }

    /** Requests of one key, webhooks and looks by two routers, each several times at once. */
    @Test
    void whoeverIsQuickestTellsIt() {
        try (TestCluster other = cluster.anotherRouter()) {
            List<OrderEngine> routers = List.of(orders, engine(other));
            List<OrderRequest> requests = IntStream.range(0, 24)
                    .mapToObj(n -> request(cluster.payer(n % 4, 0), 100, Duration.ofMinutes(15)))
                    .toList();
            List<Order> made = await(Flux.fromIterable(requests)
                    .flatMap(
                            request -> Flux.range(0, 4)
                                    .flatMap(n -> routers.get(n % 2).create(request, any -> true), 4)
                                    .last(),
                            AT_ONCE)
                    .map(OrderEngine.Taken::order)
                    .collectList());
            made.forEach(order -> gateway.orders.put(order.id(), paid("r" + order.id(), 100, CARD)));
            await(Flux.fromIterable(made)
                    .flatMap(
                            order -> Flux.range(0, 12)
                                    .flatMap(n -> step(routers.get(n % 2), order, n), 12)
                                    .last(),
                            AT_ONCE)
                    .collectList());
            for (Order order : made) {
                assertThat(await(orders.find(order.id())).status()).isEqualTo(OrderStatus.CREDITED);
                assertThat(told.occasions(order.id()))
                        .startsWith("OrderCreated")
                        .endsWith("OrderCredited")
                        .doesNotHaveDuplicates()
                        .allMatch(occasion -> occasion.matches("OrderCreated|OrderAttemptFailed:[12]|OrderCredited"));
            }
        }
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    private static Mono<Order> step(OrderEngine router, Order order, int n) {
        return switch (n % 3) {
            case 0 -> router.observe(order.id(), ToldGateway.NAME, failed("A", "B"));
            case 1 -> router.observe(order.id(), ToldGateway.NAME, paid("r" + order.id(), 100, CARD));
            default -> router.look(order);
        };
    }

    private OrderEvent creditedBy(String user, String instrument) {
        Order order = create(user, 500);
        observe(order, paid("p" + order.id(), 500, instrument));
        return told.body(order.id(), "OrderCredited", OrderEvent.class);
    }

    private void observe(Order order, Observation said) {
        await(orders.observe(order.id(), ToldGateway.NAME, said));
    }

    private Order create(String user, long amount) {
        return await(orders.create(request(user, amount, Duration.ofMinutes(15)), any -> true))
                .order();
    }

    private OrderRequest request(String user, long amount, Duration lasts) {
        return new OrderRequest(
                "order-" + names.incrementAndGet(),
                new AccountRef.ByUser(user),
                amount,
                EUR,
                OrderMethod.CARD,
                null,
                "a word",
                lasts);
    }

    private static Observation paid(String payment, long amount, @Nullable String instrument) {
        return new Observation(List.of(new Paid(payment, amount, EUR, 0, instrument)), true, false);
    }

    private static Observation failed(String... reasons) {
        return new Observation(List.of(), List.of(reasons), true, false);
    }
}
