package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.dispute.Dispute;
import io.groat.dispute.DisputeGateway.Seen;
import io.groat.dispute.DisputeStatus;
import io.groat.dispute.Reminders;
import io.groat.event.DisputeEvent;
import io.groat.event.Event;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.PaymentGateway;
import io.groat.saga.Looks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;

/** What becomes of disputes is told once, and so is each deadline, by whatever router. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisputeEventsIT {

    private static final Duration DAY = Duration.ofDays(1);

    private final AtomicInteger names = new AtomicInteger();
    private final ToldGateway gateway = new ToldGateway();
    private volatile Instant now = Instant.now();
    private TestCluster cluster;
    private OrderEngine orders;
    private DisputeEngine disputes;
    private ToldEvents told;

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        orders = new OrderEngine(
                cluster.shards, new AccountDirectory(100), cluster.funding, List.of(gateway), InstantSource.system());
        disputes = engine(cluster);
        told = new ToldEvents(cluster);
    }

    @BeforeEach
    void today() {
        now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private DisputeEngine engine(TestCluster router) {
        return new DisputeEngine(router.shards, router.funding, List.of(gateway), Reminders.USUAL, () -> now);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void aDisputeTellsOfItsLife() {
        String user = cluster.payer(1, 100);
        Order order = paidOrder(user, 500);
        Instant deadline = now.plus(DAY.multipliedBy(9));
        observe(order, DisputeStatus.INQUIRY, deadline);
        observe(order, DisputeStatus.NEEDS_RESPONSE, deadline);
        observe(order, DisputeStatus.NEEDS_RESPONSE, deadline);
        observe(order, DisputeStatus.UNDER_REVIEW, null);
        observe(order, DisputeStatus.NEEDS_RESPONSE, deadline);
        observe(order, DisputeStatus.INQUIRY, deadline);
        Dispute won = observe(order, DisputeStatus.WON, null);
        observe(order, DisputeStatus.WON, null);
        observe(order, DisputeStatus.LOST, null);

        assertThat(told.occasions(won.id()))
                .doesNotHaveDuplicates()
                .map(occasion -> occasion.replaceAll(":\\d+$", ""))
                .containsExactly(
                        "DisputeOpened",
                        "DisputeResponseNeeded",
                        "DisputeAnswered",
                        "DisputeResponseNeeded",
                        "DisputeWon");
        DisputeEvent body = told.body(won.id(), "DisputeWon", DisputeEvent.class);
        assertThat(body.payeeUser()).isEqualTo(user);
        assertThat(body.takenFrom()).isEqualTo("PAYEE");
        assertThat(body.taken()).isEqualTo(500);
        assertThat(body.endedAt()).isEqualTo(won.endedAt());
        assertThat(told.about(won.id()).get(0).key()).isEqualTo(user);
        // That money is gone is told for itself, that it is back is not.
        assertThat(steps(won.movementId())).containsOnly("false");
        assertThat(steps(won.backId())).containsOnly("true");
    }

    @Test
    void deadlinesAreToldOfThriceAndNoMore() {
        Order order = paidOrder(cluster.payer(2, 0), 500);
        Instant deadline = now.plus(DAY.multipliedBy(9));
        Dispute needed = observe(order, DisputeStatus.NEEDS_RESPONSE, deadline);
        assertThat(needed.remindAt()).isEqualTo(deadline.minus(DAY.multipliedBy(7)));

        for (int day = 0; day < 12; day++) {
            now = now.plus(DAY);
            round(2, disputes);
            // Its gateway says the same each hour: what was told stays told.
            observe(order, DisputeStatus.NEEDS_RESPONSE, deadline);
            round(2, disputes);
        }

        assertThat(reminders(needed)).hasSize(3).doesNotHaveDuplicates();
        assertThat(told.about(needed.id()).stream()
                        .filter(event -> event.type().equals("DisputeResponseDue"))
                        .map(event -> Duration.between(event.time(), deadline).toDays()))
                .containsExactly(7L, 3L, 1L);
        assertThat(await(disputes.find(needed.id())).remindAt()).isNull();
    }

    /** Routers were away for days: one reminder is enough; none comes after the deadline. */
    @Test
    void whatWasMissedIsToldOnceAndNotTooLate() {
        Order late = paidOrder(cluster.payer(3, 0), 500);
        Order past = paidOrder(cluster.payer(3, 0), 500);
        Instant deadline = now.plus(DAY.multipliedBy(9));
        Dispute missed = observe(late, DisputeStatus.NEEDS_RESPONSE, deadline);
        Dispute gone = observe(past, DisputeStatus.NEEDS_RESPONSE, now.plus(DAY.multipliedBy(2)));
        assertThat(gone.remindAt()).isEqualTo(now.plus(DAY));
        now = deadline.minus(Duration.ofHours(30));

        round(3, disputes);
        round(3, disputes);

        assertThat(reminders(missed)).hasSize(1);
        assertThat(await(disputes.find(missed.id())).remindAt()).isEqualTo(deadline.minus(DAY));
        assertThat(reminders(gone)).isEmpty();
        assertThat(await(disputes.find(gone.id())).remindAt()).isNull();
    }

    @Test
    void whatIsAnsweredIsNotRemindedOfAndANewDeadlineIs() {
        Order order = paidOrder(cluster.payer(0, 0), 500);
        Instant first = now.plus(DAY.multipliedBy(4));
        Dispute needed = observe(order, DisputeStatus.NEEDS_RESPONSE, first);
        observe(order, DisputeStatus.UNDER_REVIEW, null);
        now = now.plus(DAY.multipliedBy(2));
        round(0, disputes);
        assertThat(reminders(needed)).isEmpty();

        Instant second = now.plus(DAY.multipliedBy(2));
        assertThat(observe(order, DisputeStatus.NEEDS_RESPONSE, second).remindAt())
                .isEqualTo(second.minus(DAY));
        now = second.minus(DAY);
        round(0, disputes);
        assertThat(reminders(needed)).hasSize(1);
    }

    @Test
    void whoeverIsQuickestTellsIt() {
        try (TestCluster other = cluster.anotherRouter()) {
            List<DisputeEngine> routers = List.of(disputes, engine(other));
            Instant deadline = now.plus(DAY.multipliedBy(8));
            List<Order> made = IntStream.range(0, 16)
                    .mapToObj(n -> paidOrder(cluster.payer(n % 4, 0), 500))
                    .toList();
            List<Dispute> found = await(Flux.fromIterable(made)
                    .flatMap(
                            order -> Flux.range(0, 8)
                                    .flatMap(
                                            n -> routers.get(n % 2)
                                                    .observe(
                                                            ToldGateway.NAME,
                                                            seen(order, DisputeStatus.NEEDS_RESPONSE, deadline)),
                                            8)
                                    .last(),
                            16)
                    .collectList());
            now = now.plus(DAY);
            await(Flux.range(0, 16)
                    .flatMap(n -> looks(n % 4, routers.get(n / 4 % 2)).round(), 16)
                    .collectList());
            for (Dispute dispute : found) {
                assertThat(told.occasions(dispute.id()))
                        .map(occasion -> occasion.replaceAll(":\\d+$", ""))
                        .containsExactly("DisputeOpened", "DisputeResponseNeeded", "DisputeResponseDue");
            }
        }
    }

    /** One that its gateway says nothing new of is asked again an hour later, and not at once. */
    @Test
    void whatIsLookedAtIsDueLater() {
        Order order = paidOrder(cluster.payer(1, 0), 500);
        Instant deadline = now.plus(DAY.multipliedBy(9));
        Dispute needed = observe(order, DisputeStatus.NEEDS_RESPONSE, deadline);
        gateway.disputes.put("d-" + order.id(), seen(order, DisputeStatus.NEEDS_RESPONSE, deadline));
        now = now.plus(Duration.ofHours(2));

        Dispute after = await(disputes.look(needed));

        assertThat(after.lookAt()).isAfter(now);
        assertThat(after.remindAt()).isEqualTo(needed.remindAt());
        assertThat(await(disputes.look(after))).isEqualTo(after);
        assertThat(told.occasions(needed.id())).hasSize(2);
    }

    private Looks<Dispute> looks(int shard, DisputeEngine by) {
        return new Looks<>(
                "deadlines",
                most -> cluster.shards.get(shard).disputes().toRemind(now, most),
                by::remind,
                Duration.ofSeconds(1));
    }

    private void round(int shard, DisputeEngine by) {
        await(looks(shard, by).round());
    }

    private List<String> reminders(Dispute dispute) {
        return told.occasions(dispute.id()).stream()
                .filter(occasion -> occasion.startsWith("DisputeResponseDue:"))
                .toList();
    }

    private List<String> steps(@Nullable UUID movement) {
        return told.of(1).stream()
                .filter(one -> one.id().startsWith(movement + ":"))
                .map(one -> one.extensions().getOrDefault(Event.STEP, "false"))
                .toList();
    }

    private static Seen seen(Order order, DisputeStatus status, @Nullable Instant deadline) {
        return new Seen("d-" + order.id(), "p-" + order.id(), 500, EUR, "fraudulent", status, deadline);
    }

    private Dispute observe(Order order, DisputeStatus status, @Nullable Instant deadline) {
        return await(disputes.observe(ToldGateway.NAME, seen(order, status, deadline)));
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
