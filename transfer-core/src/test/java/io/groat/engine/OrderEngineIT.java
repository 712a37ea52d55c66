package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.account.FundingSource;
import io.groat.db.Rows;
import io.groat.money.CurrencyCode;
import io.groat.order.GatewayPayment;
import io.groat.order.GatewayPayment.Purpose;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.OrderStatus;
import io.groat.order.PaymentGateway;
import io.groat.order.PaymentGateway.Observation;
import io.groat.order.PaymentGateway.Paid;
import io.groat.posting.AccountAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.saga.Looks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Orders on real shards, with gateways that a test makes say what it wants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderEngineIT {

    private final AtomicInteger names = new AtomicInteger();
    private final Scripted first = new Scripted("first");
    private final Scripted second = new Scripted("second");
    private TestCluster cluster;
    private OrderEngine orders;

    /** Knows orders, and says of them what it was told. */
    private static final class Scripted implements PaymentGateway {

        private final String name;
        private final Map<UUID, Observation> said = new ConcurrentHashMap<>();
        private final List<UUID> opened = new ArrayList<>();
        private volatile boolean away;

        Scripted(String name) {
            this.name = name;
        }

        void says(Order order, Observation observation) {
            said.put(order.id(), observation);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean takes(OrderMethod method, CurrencyCode currency, long amountMinor) {
            return method != OrderMethod.BANK && currency.equals(EUR);
        }

        @Override
        public boolean isHealthy() {
            return true;
        }

        @Override
        public Mono<Opened> open(Order order) {
            return Mono.defer(() -> {
                if (away) {
                    return Mono.error(new IllegalStateException("away"));
                }
                synchronized (opened) {
                    opened.add(order.id());
                }
                return Mono.just(new Opened(name + "-" + order.id(), "https://pay.example/" + order.id()));
            });
        }

        @Override
        public Mono<Observation> look(Order order) {
            return Mono.defer(() -> away
                    ? Mono.error(new IllegalStateException("away"))
                    : Mono.just(said.getOrDefault(order.id(), Observation.NOTHING)));
        }
    }

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        orders = engine(cluster);
    }

    private OrderEngine engine(TestCluster router) {
        return new OrderEngine(
                router.shards,
                new AccountDirectory(100),
                router.funding,
                List.of(first, second),
                InstantSource.system());
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void anOrderThatIsPaidIsCreditedOnce() {
        String user = cluster.payer(1, 0);
        Order order = create(user, 500);
        assertThat(order.status()).isEqualTo(OrderStatus.CREATED);
        assertThat(order.gateway()).isEqualTo("first");
        assertThat(order.checkout()).contains(order.id().toString());
        assertThat(await(orders.look(order)).status()).isEqualTo(OrderStatus.CREATED);
        first.says(order, new Observation(List.of(), true, false));
        assertThat(await(orders.look(order)).status()).isEqualTo(OrderStatus.PENDING);

        first.says(order, paid("p", 500));
        Order credited = await(orders.look(order));
        assertThat(credited.status()).isEqualTo(OrderStatus.CREDITED);
        assertThat(credited.movementId()).isNotNull();
        assertThat(await(orders.look(order)).movementId()).isEqualTo(credited.movementId());

        assertThat(cluster.balance(user)).isEqualTo(500);
        assertThat(source("first", 1)).isLessThanOrEqualTo(-500);
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    /** Whoever sees that an order is credited may ask for its money back: the payment is booked with it, not after it. */
    @Test
    void whoeverSeesItCreditedSeesItsPaymentBooked() {
        List<Order> made = IntStream.range(0, 40)
                .mapToObj(n -> create(cluster.payer(n % 4, 0), 100))
                .toList();
        made.forEach(order -> first.says(order, paid("seen" + order.id(), 100)));

        List<GatewayPayment> seen = await(Flux.merge(
                        Flux.fromIterable(made).flatMap(orders::look, 4).flatMap(order -> Flux.<GatewayPayment>empty()),
                        Flux.fromIterable(made).flatMap(this::onceCredited, 8))
                .collectList());

        assertThat(seen).hasSize(40).allMatch(payment -> payment.movementId() != null);
    }

    private Mono<GatewayPayment> onceCredited(Order order) {
        return Mono.defer(() -> orders.find(order.id()))
                .filter(stands -> stands.status() == OrderStatus.CREDITED)
                .repeatWhenEmpty(looks -> looks.delayElements(Duration.ofMillis(1)))
                .flatMap(credited -> orders.payments(credited.id()))
                .map(payments -> payments.get(0));
    }

    /** A webhook and a look, by two routers, each several times at once. */
    @Test
    void whoeverFindsAPaymentMovesItOnce() {
        try (TestCluster other = cluster.anotherRouter()) {
            List<OrderEngine> routers = List.of(orders, engine(other));
            List<Order> made = IntStream.range(0, 20)
                    .mapToObj(n -> create(cluster.payer(n % 4, 0), 100))
                    .toList();
            List<Order> ended = await(Flux.fromIterable(made)
                    .flatMap(
                            order -> Flux.range(0, 8)
                                    .flatMap(
                                            n -> routers.get(n % 2)
                                                    .observe(order.id(), "first", paid("o" + order.id(), 100)),
                                            8)
                                    .last(),
                            20)
                    .collectList());

            assertThat(ended).hasSize(20);
            for (Order order : made) {
                assertThat(await(orders.find(order.id())).status()).isEqualTo(OrderStatus.CREDITED);
                assertThat(cluster.balance(order.payeeUser())).isEqualTo(100);
                assertThat(await(orders.payments(order.id()))).hasSize(1);
            }
        }
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "499, EUR, AMOUNT_DIFFERS",
        "501, EUR, AMOUNT_DIFFERS",
        "500, USD, CURRENCY_DIFFERS",
    })
    void whatIsNotAsOrderedIsPutAside(long amount, String currency, String reason) {
        String user = cluster.payer(2, 0);
        Order order = create(user, 500);
        Paid paid = new Paid("x" + order.id(), amount, CurrencyCode.of(currency), 3);

        Order after = await(orders.observe(order.id(), "first", new Observation(List.of(paid), true, false)));

        assertThat(after.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(cluster.balance(user)).isZero();
        GatewayPayment aside = await(orders.payments(order.id())).get(0);
        assertThat(aside.purpose()).isEqualTo(Purpose.SUSPENSE);
        assertThat(aside.reason()).isEqualTo(reason);
        assertThat(aside.movementId()).isNotNull();
        assertThat(cluster.reconcile().balanced()).isTrue();

        // The right amount may still come.
        assertThat(await(orders.observe(order.id(), "first", paid("y" + order.id(), 500)))
                        .status())
                .isEqualTo(OrderStatus.CREDITED);
        assertThat(cluster.balance(user)).isEqualTo(500);
    }

    /** Two payments of one order, in one observation as one after the other: the wallet gets what was ordered. */
    @Test
    void aSecondPaymentIsPutAside() {
        String user = cluster.payer(3, 0);
        Order order = create(user, 500);
        Observation both = new Observation(
                List.of(new Paid("a" + order.id(), 500, EUR, 0), new Paid("b" + order.id(), 500, EUR, 0)), true, false);

        assertThat(await(orders.observe(order.id(), "first", both)).status()).isEqualTo(OrderStatus.CREDITED);

        assertThat(cluster.balance(user)).isEqualTo(500);
        assertThat(await(orders.payments(order.id())).stream()
                        .map(GatewayPayment::reason)
                        .collect(Collectors.toList()))
                .containsExactlyInAnyOrder(null, GatewayPayment.PAID_TWICE);
        assertThat(suspense(3)).isGreaterThanOrEqualTo(500);
    }

    /** The wallet was closed meanwhile: the money is kept, and the order says why it is not credited. */
    @Test
    void whatTheWalletDoesNotTakeIsPutAside() {
        String user = cluster.userOn(1);
        AccountAnswer opened = await(cluster.accounts.open(user, AccountRef.MAIN, EUR, 0));
        Order order = create(user, 500);
        await(cluster.accounts.changeStatus(
                ((AccountAnswer.Done) opened).account().id(), AccountStatus.CLOSED));

        Order after = await(orders.observe(order.id(), "first", paid("c" + order.id(), 500)));

        assertThat(after.status()).isEqualTo(OrderStatus.PAID);
        assertThat(await(orders.payments(order.id())).get(0).reason()).isEqualTo("ACCOUNT_CLOSED");
        assertThat(await(orders.payments(order.id())).get(0).movementId()).isNotNull();
    }

    @Test
    void moneyThatComesAfterItsTimeComesNevertheless() {
        String user = cluster.payer(0, 0);
        Order order =
                await(taken(request("late-" + user, user, 500, Duration.ZERO))).order();
        assertThat(await(orders.look(order)).status()).isEqualTo(OrderStatus.EXPIRED);

        first.says(order, paid("late" + order.id(), 500));
        Looks<Order> looks = new Looks<>(
                "orders",
                most -> cluster.shards.get(0).orders().due(Instant.now().plus(Duration.ofMinutes(11)), most),
                orders::look,
                Duration.ofSeconds(1));
        assertThat(await(looks.round())).isPositive();

        assertThat(await(orders.find(order.id())).status()).isEqualTo(OrderStatus.CREDITED);
        assertThat(cluster.balance(user)).isEqualTo(500);
    }

    /** Whether it was paid in time only the gateway knows. */
    @Test
    void anOrderDoesNotExpireWhileItsGatewayIsSilent() {
        String user = cluster.payer(0, 0);
        Order order = await(taken(request("silent-" + user, user, 500, Duration.ZERO)))
                .order();
        first.away = true;
        try {
            Order silent = await(orders.look(order));
            assertThat(silent.status()).isEqualTo(OrderStatus.CREATED);
            assertThat(silent.lookAt()).isAfter(silent.createdAt());
        } finally {
            first.away = false;
        }
        assertThat(await(orders.look(order)).status()).isEqualTo(OrderStatus.EXPIRED);
    }

    /** A gateway that is away is passed over; where none answers the same request tries again. */
    @Test
    void anotherGatewayIsAskedWhereOneIsAway() {
        String user = cluster.payer(0, 0);
        first.away = true;
        try {
            assertThat(create(user, 10).gateway()).isEqualTo("second");
            second.away = true;
            OrderRequest request = request("away-" + user, user, 10, Duration.ofMinutes(5));
            assertThatThrownBy(() -> await(taken(request)))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refused().refusal()).isEqualTo(Refusal.GATEWAY_UNAVAILABLE));
            second.away = false;
            OrderEngine.Taken again = await(taken(request));
            assertThat(again.replayed()).isTrue();
            assertThat(again.order().gateway()).isEqualTo("second");
        } finally {
            first.away = false;
            second.away = false;
        }
    }

    @Test
    void anOrderIsFoundByWhatItsGatewayCallsItWhoeverMadeIt() {
        Order order = create(cluster.payer(2, 0), 90);
        String name = "first-" + order.id();
        for (OrderEngine engine : List.of(orders, engine(cluster))) {
            assertThat(await(engine.findTaken("first", name)).id()).isEqualTo(order.id());
            assertThat(await(engine.findTaken("second", name).hasElement())).isFalse();
            assertThat(await(engine.findTaken("first", name + "x").hasElement()))
                    .isFalse();
        }
    }

    @Test
    void aLookAtAnOrderThatHasItsEndWritesNothing() {
        Order order = create(cluster.payer(3, 0), 90);
        first.says(order, paid("end", 90));
        Order credited = await(orders.look(order));
        Order again = await(orders.look(credited));
        assertThat(again.status()).isEqualTo(OrderStatus.CREDITED);
        assertThat(again.version()).isEqualTo(credited.version());
    }

    @Test
    void aKeyStandsForOneOrder() {
        String user = cluster.payer(1, 0);
        OrderRequest request = request("same-" + user, user, 70, Duration.ofMinutes(5));
        Order order = await(taken(request)).order();

        OrderEngine.Taken again = await(taken(request));
        assertThat(again.replayed()).isTrue();
        assertThat(again.order().id()).isEqualTo(order.id());
        assertThatThrownBy(() -> await(taken(request("same-" + user, user, 71, Duration.ofMinutes(5)))))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refused().refusal()).isEqualTo(Refusal.IDEMPOTENCY_CONFLICT);
                    assertThat(refused.refused().field()).isEqualTo("amount");
                });
        assertThatThrownBy(() -> await(taken(new OrderRequest(
                        "bank-" + user,
                        new AccountRef.ByUser(user),
                        1,
                        EUR,
                        OrderMethod.BANK,
                        null,
                        null,
                        Duration.ofMinutes(5)))))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refused()).isEqualTo(Refused.of(Refusal.NO_GATEWAY, "method")));
    }

    private Mono<OrderEngine.Taken> taken(OrderRequest request) {
        return orders.create(request, payee -> true);
    }

    private Order create(String user, long amount) {
        return await(taken(request("order-" + names.incrementAndGet(), user, amount, Duration.ofMinutes(15))))
                .order();
    }

    private static OrderRequest request(String key, String user, long amount, Duration lasts) {
        return new OrderRequest(key, new AccountRef.ByUser(user), amount, EUR, OrderMethod.CARD, null, null, lasts);
    }

    private static Observation paid(String payment, long amount) {
        return new Observation(List.of(new Paid(payment, amount, EUR, 0)), true, false);
    }

    private long source(String name, int shard) {
        return posted(new FundingSource(name, EUR).id(), shard);
    }

    private long suspense(int shard) {
        return posted(new FundingSource(FundingSource.SUSPENSE, EUR).id(), shard);
    }

    private long posted(UUID account, int shard) {
        return await(cluster.shards
                        .get(shard)
                        .database()
                        .read(
                                "SELECT posted FROM accounts WHERE id = ?",
                                statement -> statement.bind(0, Rows.bytes(account)),
                                row -> Rows.getLong(row, 0)))
                .get(0);
    }
}
