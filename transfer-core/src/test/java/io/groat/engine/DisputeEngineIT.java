package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.casework.CaseAction;
import io.groat.casework.CaseKind;
import io.groat.casework.CaseStatus;
import io.groat.casework.CaseStore.CaseFilter;
import io.groat.casework.MoneyCase;
import io.groat.db.Rows;
import io.groat.dispute.Dispute;
import io.groat.dispute.Dispute.TakenFrom;
import io.groat.dispute.DisputeGateway;
import io.groat.dispute.DisputeGateway.Seen;
import io.groat.dispute.DisputeStatus;
import io.groat.dispute.Reminders;
import io.groat.money.CurrencyCode;
import io.groat.order.GatewayPayment;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.PaymentGateway;
import io.groat.order.PaymentGateway.Observation;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Disputes on real shards, with a gateway that a test makes say what it wants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisputeEngineIT {

    private static final Instant DEADLINE = Instant.parse("2030-01-01T00:00:00Z");

    private final AtomicInteger names = new AtomicInteger();
    private final Scripted gateway = new Scripted();
    private TestCluster cluster;
    private OrderEngine orders;
    private DisputeEngine disputes;

    /** Takes every order, and says of disputes what it was told. */
    private static final class Scripted implements PaymentGateway, DisputeGateway {

        private final Map<String, Seen> said = new ConcurrentHashMap<>();

        @Override
        public String name() {
            return "gate";
        }

        @Override
        public boolean isHealthy() {
            return true;
        }

        @Override
        public boolean takes(OrderMethod method, CurrencyCode currency, long amountMinor) {
            return true;
        }

        @Override
        public Mono<Opened> open(Order order) {
            return Mono.just(new Opened("o-" + order.id(), "https://pay.example/" + order.id()));
        }

        @Override
        public Mono<Observation> look(Order order) {
            return Mono.just(Observation.NOTHING);
        }

        @Override
        public Mono<Seen> dispute(String providerId) {
            return Mono.defer(() -> {
                Seen seen = said.get(providerId);
                return seen == null ? Mono.error(new IllegalStateException("no such dispute")) : Mono.just(seen);
            });
        }
    }

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        orders = new OrderEngine(
                cluster.shards, new AccountDirectory(100), cluster.funding, List.of(gateway), InstantSource.system());
        disputes = engine(cluster);
    }

    private DisputeEngine engine(TestCluster router) {
        return new DisputeEngine(
                router.shards, router.funding, List.of(gateway), Reminders.USUAL, InstantSource.system());
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void moneyMovesOutAtTheOpeningAndBackWhenItIsWon() {
        String user = cluster.payer(1, 100);
        Order order = paidOrder(user, 500);

        Dispute asked = observe(order, 500, DisputeStatus.INQUIRY);
        assertThat(asked.status()).isEqualTo(DisputeStatus.INQUIRY);
        assertThat(cluster.balance(user)).isEqualTo(600);

        Dispute opened = observe(order, 500, DisputeStatus.NEEDS_RESPONSE);
        assertThat(opened.id()).isEqualTo(asked.id());
        assertThat(opened.takenFrom()).isEqualTo(TakenFrom.PAYEE);
        assertThat(opened.respondBy()).isEqualTo(DEADLINE);
        assertThat(cluster.balance(user)).isEqualTo(100);
        // It goes to and fro, and what is older comes late.
        observe(order, 500, DisputeStatus.UNDER_REVIEW);
        observe(order, 500, DisputeStatus.NEEDS_RESPONSE);
        assertThat(observe(order, 500, DisputeStatus.INQUIRY).status()).isEqualTo(DisputeStatus.NEEDS_RESPONSE);
        assertThat(cluster.balance(user)).isEqualTo(100);

        Dispute won = observe(order, 500, DisputeStatus.WON);
        assertThat(won.backId()).isNotNull();
        assertThat(won.endedAt()).isNotNull();
        assertThat(cluster.balance(user)).isEqualTo(600);
        assertThat(observe(order, 500, DisputeStatus.WON)).isEqualTo(won);
        assertThat(observe(order, 500, DisputeStatus.LOST).status()).isEqualTo(DisputeStatus.WON);
        assertThat(cluster.balance(user)).isEqualTo(600);
        assertThat(status(refund(order, 500L))).isEqualTo(TransferStatus.COMPLETED);
        assertBalanced();
    }

    @ParameterizedTest
    @EnumSource(
            value = DisputeStatus.class,
            names = {"NEEDS_RESPONSE", "UNDER_REVIEW", "LOST"})
    void whatIsLostIsGoneHoweverFewOfItsStepsWereHeardOf(DisputeStatus first) {
        String user = cluster.payer(2, 0);
        Order order = paidOrder(user, 500);
        observe(order, 300, first);

        Dispute lost = observe(order, 300, DisputeStatus.LOST);

        assertThat(lost.status()).isEqualTo(DisputeStatus.LOST);
        assertThat(lost.takenMinor()).isEqualTo(300);
        assertThat(cluster.balance(user)).isEqualTo(200);
        assertBalanced();
    }

    @Test
    void oneThatIsWonBeforeItWasHeardOfMovesNothing() {
        String user = cluster.payer(3, 0);
        Order order = paidOrder(user, 500);

        Dispute won = observe(order, 500, DisputeStatus.WON);

        assertThat(won.takenFrom()).isNull();
        assertThat(cluster.balance(user)).isEqualTo(500);
    }

    /** The money is spent: what the bank takes is nobody's until a person has seen to it. */
    @ParameterizedTest
    @EnumSource(
            value = DisputeStatus.class,
            names = {"WON", "LOST"})
    void whatThePayeeHasNotIsCoveredBySuspense(DisputeStatus end) {
        String user = cluster.payer(0, 0);
        Order order = paidOrder(user, 500);
        cluster.paid("spent-" + user, user, cluster.payer(0, 0), 400);
        long before = suspense(0);

        Dispute opened = observe(order, 500, DisputeStatus.NEEDS_RESPONSE);
        assertThat(opened.takenFrom()).isEqualTo(TakenFrom.SUSPENSE);
        assertThat(opened.takenMinor()).isEqualTo(500);
        assertThat(cluster.balance(user)).isEqualTo(100);
        assertThat(suspense(0)).isEqualTo(before - 500);

        MoneyCase about = about(opened);
        assertThat(about.status()).isEqualTo(CaseStatus.OPEN);
        assertThat(about.amountMinor()).isEqualTo(-500);
        assertThat(about.actions()).containsExactlyInAnyOrder(CaseAction.WRITE_OFF, CaseAction.CLOSE);

        observe(order, 500, end);
        assertThat(suspense(0)).isEqualTo(end == DisputeStatus.WON ? before : before - 500);
        assertThat(about(opened).status()).isEqualTo(end == DisputeStatus.WON ? CaseStatus.CLOSED : CaseStatus.OPEN);
        assertThat(cluster.balance(user)).isEqualTo(100);
        assertBalanced();
    }

    @Test
    void whatWasRefundedIsNotTakenAgain() {
        String user = cluster.payer(1, 1000);
        Order part = paidOrder(user, 500);
        assertThat(status(refund(part, 200L))).isEqualTo(TransferStatus.COMPLETED);
        Dispute rest = observe(part, 500, DisputeStatus.NEEDS_RESPONSE);
        assertThat(rest.takenFrom()).isEqualTo(TakenFrom.PAYEE);
        assertThat(rest.takenMinor()).isEqualTo(300);
        assertThat(refusal(refund(part, 1L))).isEqualTo(Refusal.ALREADY_REFUNDED);
        assertThat(cluster.balance(user)).isEqualTo(1000);

        Order whole = paidOrder(user, 500);
        assertThat(status(refund(whole, null))).isEqualTo(TransferStatus.COMPLETED);
        Dispute nothing = observe(whole, 500, DisputeStatus.NEEDS_RESPONSE);
        assertThat(nothing.takenFrom()).isEqualTo(TakenFrom.NOBODY);
        assertThat(observe(whole, 500, DisputeStatus.WON).status()).isEqualTo(DisputeStatus.WON);
        assertThat(cluster.balance(user)).isEqualTo(1000);
        assertBalanced();
    }

    /** Webhooks and looks by two routers, and refunds beside them: what moves out is never more than what came. */
    @Test
    void whoeverHearsOfItMovesItOnce() {
        try (TestCluster other = cluster.anotherRouter()) {
            List<DisputeEngine> routers = List.of(disputes, engine(other));
            List<Order> made = IntStream.range(0, 48)
                    .mapToObj(n -> paidOrder(cluster.payer(n % 4, 1000), 500))
                    .toList();
            await(Flux.fromIterable(made)
                    .flatMap(
                            order -> Flux.merge(
                                    Flux.range(0, 8)
                                            .flatMap(
                                                    n -> routers.get(n % 2)
                                                            .observe(
                                                                    "gate",
                                                                    seen(order, 500, DisputeStatus.NEEDS_RESPONSE)),
                                                    8),
                                    refund(order, 100L)),
                            48)
                    .then(Mono.just(true)));
            for (Order order : made) {
                assertThat(cluster.balance(order.payeeUser())).isEqualTo(1000);
            }
            await(Flux.fromIterable(made)
                    .flatMap(order -> Flux.range(0, 8)
                            .flatMap(n -> routers.get(n % 2).observe("gate", seen(order, 500, DisputeStatus.WON)), 8))
                    .then(Mono.just(true)));
            for (Order order : made) {
                assertThat(cluster.balance(order.payeeUser())).isIn(1400L, 1500L);
            }
        }
        assertBalanced();
    }

    @Test
    void itsGatewayIsAsked() {
        String user = cluster.payer(2, 0);
        Order order = paidOrder(user, 500);
        gateway.said.put("d-" + order.id(), seen(order, 500, DisputeStatus.NEEDS_RESPONSE));
        Dispute told = await(disputes.told("gate", "d-" + order.id()));
        assertThat(told.takenMinor()).isEqualTo(500);
        gateway.said.put("d-" + order.id(), seen(order, 500, DisputeStatus.WON));

        assertThat(await(disputes.look(told)).status()).isEqualTo(DisputeStatus.WON);

        gateway.said.remove("d-" + order.id());
        assertThat(await(disputes.look(told)).status()).isEqualTo(DisputeStatus.WON);
        assertThat(await(disputes.page(user, null, DisputeStatus.WON, null, 10)))
                .hasSize(1);
        assertThat(cluster.balance(user)).isEqualTo(500);
    }

    @Test
    void aPaymentThatIsNotKnownIsLeft() {
        Seen seen = new Seen("d-x", "nobody-knows", 5, EUR, "fraudulent", DisputeStatus.LOST, null);
        assertThat(await(disputes.observe("gate", seen).hasElement())).isFalse();
        assertThatThrownBy(() -> await(disputes.told("gate", "d-x"))).isInstanceOf(IllegalStateException.class);
        assertThat(await(disputes.told("another", "d-x").hasElement())).isFalse();
    }

    private MoneyCase about(Dispute dispute) {
        return await(cluster.shards
                        .get(0)
                        .cases()
                        .page(new CaseFilter(null, CaseKind.SUSPENSE, "gate", null), null, 100))
                .stream()
                .filter(one -> dispute.id().equals(one.itemId()))
                .findFirst()
                .orElseThrow();
    }

    private Order paidOrder(String user, long amount) {
        Order order = await(orders.create(
                        new OrderRequest(
                                "order-" + names.incrementAndGet(),
                                new AccountRef.ByUser(user),
                                amount,
                                EUR,
                                OrderMethod.CARD,
                                null,
                                null,
                                Duration.ofMinutes(15)),
                        any -> true))
                .order();
        return await(orders.observe(
                order.id(),
                "gate",
                new Observation(List.of(new PaymentGateway.Paid("p-" + order.id(), amount, EUR, 0)), true, false)));
    }

    private static Seen seen(Order order, long amount, DisputeStatus status) {
        return new Seen(
                "d-" + order.id(),
                "p-" + order.id(),
                amount,
                EUR,
                "fraudulent",
                status,
                status.isFinal() ? null : DEADLINE);
    }

    private Dispute observe(Order order, long amount, DisputeStatus status) {
        return await(disputes.observe("gate", seen(order, amount, status)));
    }

    private Mono<InitiateAnswer> refund(Order order, @Nullable Long amount) {
        return orders.payments(order.id())
                .map(payments -> payments.get(0))
                .flatMap((GatewayPayment payment) -> cluster.funding.takeBack(
                        Objects.requireNonNull(payment.movementId()),
                        "refund-" + names.incrementAndGet(),
                        amount,
                        TransferKind.REFUND,
                        TransferNote.NONE));
    }

    private static TransferStatus status(Mono<InitiateAnswer> answer) {
        return ((InitiateAnswer.Decided) await(answer)).transfer().status();
    }

    private static Refusal refusal(Mono<InitiateAnswer> answer) {
        return ((InitiateAnswer.TurnedDown) await(answer)).refused().refusal();
    }

    private long suspense(int shard) {
        List<Long> found = await(cluster.shards
                .get(shard)
                .database()
                .read(
                        "SELECT posted FROM accounts WHERE id = ?",
                        statement -> statement.bind(0, Rows.bytes(new FundingSource(FundingSource.SUSPENSE, EUR).id())),
                        row -> Rows.getLong(row, 0)));
        return found.isEmpty() ? 0 : found.get(0);
    }

    private void assertBalanced() {
        assertThat(cluster.reconcile().balanced()).isTrue();
    }
}
