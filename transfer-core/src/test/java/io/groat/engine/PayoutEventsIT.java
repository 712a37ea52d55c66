package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.event.Event;
import io.groat.event.PayoutEvent;
import io.groat.event.StoredEvent;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.PaymentGateway;
import io.groat.payout.DestinationKind;
import io.groat.payout.Payout;
import io.groat.payout.PayoutGateway.Said;
import io.groat.payout.PayoutGateway.Step;
import io.groat.payout.PayoutStatus;
import io.groat.posting.Verdict;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What becomes of payouts and refunds to the source is told once, whoever does it and how often. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayoutEventsIT {

    private static final long WATCHED = 777;

    private final AtomicInteger names = new AtomicInteger();
    private final ToldGateway gateway = new ToldGateway();
    private TestCluster cluster;
    private OrderEngine orders;
    private PayoutSteps steps;
    private PayoutEngine payouts;
    private ToldEvents told;

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        InstantSource clock = InstantSource.system();
        AccountDirectory directory = new AccountDirectory(100);
        orders = new OrderEngine(cluster.shards, directory, cluster.funding, List.of(gateway), clock);
        steps = steps(cluster);
        payouts = new PayoutEngine(cluster.shards, directory, List.of(gateway), steps, clock);
        told = new ToldEvents(cluster);
    }

    private PayoutSteps steps(TestCluster router) {
        RiskGate gate = (request, payer) -> Mono.just(request.amountMinor() == WATCHED ? Verdict.HOLD : Verdict.PASS);
        return new PayoutSteps(
                router.shards, router.funding, gate, List.of(gateway), Duration.ofMinutes(15), InstantSource.system());
    }

    @BeforeEach
    void aWellBehavedGateway() {
        gateway.sends = new Said(Step.UNDER_WAY, "g", null);
        gateway.says = Optional.empty();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void aPayoutTellsOfItsLife() {
        String user = cluster.payer(1, 1000);
        Payout sent = pay(user, 300);
        await(steps.advance(sent));
        assertThat(told.occasions(sent.id())).containsExactly("PayoutCreated", "PayoutSent");
        assertThat(told.body(sent.id(), "PayoutCreated", PayoutEvent.class).status())
                .isEqualTo("RESERVED");

        observe(sent, Step.ARRIVED);
        observe(sent, Step.ARRIVED);
        observe(sent, Step.CAME_BACK);
        Payout back = observe(sent, Step.CAME_BACK);

        assertThat(told.occasions(sent.id()))
                .containsExactly("PayoutCreated", "PayoutSent", "PayoutSettled", "PayoutReturned");
        StoredEvent event = told.about(sent.id()).get(3);
        assertThat(event.key()).isEqualTo(user);
        PayoutEvent body = told.body(sent.id(), "PayoutReturned", PayoutEvent.class);
        assertThat(body.destination()).isEqualTo("BANK …1");
        assertThat(body.movementId()).isEqualTo(back.movementId());
        assertThat(body.returnId()).isEqualTo(back.returnId());
        assertThat(body.sentAt()).isNotNull();
        assertThat(steps(1, back.movementId())).containsOnly("true");
        assertThat(steps(1, back.returnId())).containsOnly("true");
    }

    @Test
    void whatArrivesAtOnceIsNotToldToBeSent() {
        gateway.sends = new Said(Step.ARRIVED, "g", null);
        Payout settled = pay(cluster.payer(2, 1000), 300);
        assertThat(told.occasions(settled.id())).containsExactly("PayoutCreated", "PayoutSettled");

        gateway.sends = new Said(Step.REFUSED, "g", "BANK");
        Payout failed = pay(cluster.payer(2, 1000), 300);
        assertThat(told.occasions(failed.id())).containsExactly("PayoutCreated", "PayoutFailed");
        assertThat(told.body(failed.id(), "PayoutFailed", PayoutEvent.class).reason())
                .isEqualTo("BANK");
    }

    @Test
    void whatCouldNotBeReservedIsNotToldOf() {
        String user = cluster.payer(3, 100);
        assertThatThrownBy(() -> pay(user, 300)).isInstanceOf(RefusedException.class);
        Payout failed = await(payouts.page(user, PayoutStatus.FAILED, null, 1)).get(0);
        assertThat(told.about(failed.id())).isEmpty();
    }

    @Test
    void whatIsTriedAgainIsToldToBeCreatedOnce() {
        gateway.sends = Said.unsent("BUSY");
        Payout unsent = pay(cluster.payer(0, 1000), 300);
        assertThat(unsent.status()).isEqualTo(PayoutStatus.RESERVED);
        await(steps.advance(unsent));
        gateway.sends = new Said(Step.UNDER_WAY, "g", null);
        await(payouts.find(unsent.id()).flatMap(steps::advance));

        assertThat(told.occasions(unsent.id())).containsExactly("PayoutCreated", "PayoutSent");
    }

    @Test
    void whatIsReviewedTellsSoAndIsNotToldToBeCreatedAgain() {
        Payout approved = pay(cluster.payer(1, 1000), WATCHED);
        assertThat(told.body(approved.id(), "PayoutCreated", PayoutEvent.class).status())
                .isEqualTo("UNDER_REVIEW");
        await(payouts.approve(approved));
        assertThat(told.occasions(approved.id())).containsExactly("PayoutCreated", "PayoutSent");

        String user = cluster.payer(1, 1000);
        Payout declined = pay(user, WATCHED);
        await(payouts.callOff(declined, Refusal.PAYMENT_DECLINED));
        assertThat(told.occasions(declined.id())).containsExactly("PayoutCreated", "PayoutFailed");
        assertThat(await(cluster.accounts.ofUser(user)).get(0).availableMinor()).isEqualTo(1000);
    }

    @Test
    void aRefundToTheSourceTellsWhatBroughtItBack() {
        String user = cluster.payer(2, 0);
        Order order = paidOrder(user, 500);
        Payout refund =
                await(payouts.refund(order, "refund-" + order.id(), null, null)).payout();
        assertThat(told.occasions(refund.id())).containsExactly("PayoutCreated", "PayoutSent");
        assertThat(told.body(refund.id(), "PayoutCreated", PayoutEvent.class).orderId())
                .isEqualTo(order.id());

        Payout failed = observe(refund, Step.REFUSED);

        assertThat(told.occasions(refund.id())).endsWith("PayoutFailed");
        assertThat(told.body(refund.id(), "PayoutFailed", PayoutEvent.class).returnId())
                .isEqualTo(failed.returnId())
                .isNotNull();
        assertThat(steps(2, failed.movementId())).containsOnly("false");
        assertThat(steps(2, failed.returnId())).containsOnly("true");
    }

    /** Looks, webhooks and people by two routers, each several times at once. */
    @Test
    void whoeverIsQuickestTellsIt() {
        try (TestCluster other = cluster.anotherRouter()) {
            List<PayoutSteps> routers = List.of(steps, steps(other));
            List<Payout> made = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                made.add(pay(cluster.payer(i % 4, 1000), i % 3 == 0 ? WATCHED : 300));
            }
            await(Flux.fromIterable(made)
                    .flatMap(
                            payout -> Flux.range(0, 12)
                                    .flatMap(n -> step(routers.get(n % 2), payout, n), 12)
                                    .then(Mono.just(payout)),
                            24)
                    .collectList());
            for (Payout payout : made) {
                Payout stands = await(payouts.find(payout.id()));
                List<String> all = told.occasions(payout.id());
                assertThat(all).startsWith("PayoutCreated").doesNotHaveDuplicates();
                switch (stands.status()) {
                    case SETTLED -> assertThat(all).endsWith("PayoutSettled");
                    case RETURNED -> assertThat(all).endsWith("PayoutSettled", "PayoutReturned");
                    case FAILED -> assertThat(all).containsExactly("PayoutCreated", "PayoutFailed");
                    case SENT -> assertThat(all).containsExactly("PayoutCreated", "PayoutSent");
                    default -> assertThat(all).containsExactly("PayoutCreated");
                }
            }
        }
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    private Mono<?> step(PayoutSteps router, Payout payout, int n) {
        Mono<Payout> stands = payouts.find(payout.id());
        Mono<?> step = switch (n % 4) {
            case 0 ->
                stands.flatMap(
                        one -> n % 8 == 0 ? router.approve(one) : router.callOff(one, Refusal.PAYOUT_CALLED_OFF));
            case 1 -> stands.flatMap(router::advance);
            case 2 -> router.observe(payout.id(), ToldGateway.NAME, new Said(Step.ARRIVED, "g", null));
            default -> router.observe(payout.id(), ToldGateway.NAME, new Said(Step.CAME_BACK, "g", "BANK"));
        };
        return step.onErrorComplete(RefusedException.class);
    }

    private List<String> steps(int shard, @Nullable UUID movement) {
        return told.of(shard).stream()
                .filter(one -> one.id().startsWith(movement + ":"))
                .map(one -> one.extensions().getOrDefault(Event.STEP, "false"))
                .toList();
    }

    private Payout observe(Payout payout, Step step) {
        String reason = step == Step.REFUSED || step == Step.CAME_BACK ? "BANK" : null;
        return await(steps.observe(payout.id(), ToldGateway.NAME, new Said(step, "g-" + payout.id(), reason)));
    }

    private Payout pay(String user, long amount) {
        String name = "place-" + names.incrementAndGet();
        UUID place = await(new DestinationEngine(cluster.shards, List.of(gateway), InstantSource.system())
                        .add(new DestinationEngine.Wish(
                                user,
                                DestinationKind.BANK,
                                EUR,
                                null,
                                "BANK …1",
                                name,
                                "sealed",
                                "0".repeat(64 - name.length()) + name)))
                .id();
        return await(payouts.create(
                        new PayoutRequest("pay-" + name, new AccountRef.ByUser(user), amount, EUR, place, null),
                        any -> true))
                .payout();
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
                ToldGateway.NAME,
                new PaymentGateway.Observation(
                        List.of(new PaymentGateway.Paid("p-" + order.id(), amount, EUR, 0)), true, false)));
    }
}
