package io.groat.engine;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.Account;
import io.groat.account.AccountDirectory;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.account.FundingSource;
import io.groat.casework.CaseAction;
import io.groat.casework.CaseKind;
import io.groat.casework.CaseStatus;
import io.groat.casework.CaseStore.CaseFilter;
import io.groat.casework.MoneyCase;
import io.groat.db.Rows;
import io.groat.money.CurrencyCode;
import io.groat.order.Order;
import io.groat.order.OrderMethod;
import io.groat.order.PaymentGateway;
import io.groat.order.PaymentGateway.Observation;
import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.payout.Payout;
import io.groat.payout.PayoutGateway;
import io.groat.payout.PayoutStatus;
import io.groat.posting.Verdict;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.saga.Looks;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Payouts and refunds to the source on real shards, with a gateway that a test makes say what it wants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayoutEngineIT {

    /** Amounts about which the risk gate has something to say. */
    private static final long WATCHED = 777;

    private static final long DECLINED = 778;
    /** Payouts that are fought for at once: each by eight, which on a busy machine is no small crowd. */
    private static final int AT_ONCE = 6;

    private final AtomicInteger names = new AtomicInteger();
    private final Scripted gateway = new Scripted();
    private TestCluster cluster;
    private Router router;

    /** Answers what it is told to, and counts how often it was asked to send each. */
    private static final class Scripted implements PayoutGateway, PaymentGateway {

        private final Map<UUID, AtomicInteger> sends = new ConcurrentHashMap<>();
        private final Map<UUID, Said> known = new ConcurrentHashMap<>();
        private volatile Function<Payout, Mono<Said>> sending = Scripted::takes;
        private volatile boolean healthy = true;
        private volatile boolean silent;

        static Mono<Said> takes(Payout payout) {
            return Mono.just(new Said(Step.UNDER_WAY, "g-" + payout.id(), null));
        }

        void says(Payout payout, Step step) {
            boolean bad = step == Step.REFUSED || step == Step.CAME_BACK;
            known.put(payout.id(), new Said(step, "g-" + payout.id(), bad ? "BANK" : null));
        }

        int sends(Payout payout) {
            AtomicInteger count = sends.get(payout.id());
            return count == null ? 0 : count.get();
        }

        @Override
        public String name() {
            return "gate";
        }

        @Override
        public boolean isHealthy() {
            return healthy;
        }

        @Override
        public boolean pays(DestinationKind kind, CurrencyCode currency, long amountMinor) {
            return kind == DestinationKind.BANK && currency.equals(EUR);
        }

        @Override
        public Mono<Proof> prove(DestinationKind kind, CurrencyCode currency, String details) {
            return silent
                    ? Mono.error(new IllegalStateException("silent"))
                    : Mono.just(new Proof(!details.contains("nobody"), "Ada", null));
        }

        @Override
        public Mono<Said> send(Payout payout, @Nullable Destination destination) {
            return Mono.defer(() -> {
                sends.computeIfAbsent(payout.id(), id -> new AtomicInteger()).incrementAndGet();
                return sending.apply(payout);
            });
        }

        @Override
        public Mono<Optional<Said>> ask(Payout payout) {
            return Mono.defer(() -> silent
                    ? Mono.error(new IllegalStateException("silent"))
                    : Mono.just(Optional.ofNullable(known.get(payout.id()))));
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
    }

    /** What one router has of it. */
    private record Router(
            PayoutSteps steps, PayoutEngine payouts, DestinationEngine destinations, OrderEngine orders) {}

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        router = router(cluster, InstantSource.system());
    }

    private Router router(TestCluster on, InstantSource clock) {
        RiskGate gate = (request, payer) -> Mono.just(
                request.amountMinor() == WATCHED
                        ? Verdict.HOLD
                        : request.amountMinor() == DECLINED ? Verdict.DECLINE : Verdict.PASS);
        AccountDirectory directory = new AccountDirectory(100);
        PayoutSteps steps =
                new PayoutSteps(on.shards, on.funding, gate, List.of(gateway), Duration.ofMinutes(15), clock);
        return new Router(
                steps,
                new PayoutEngine(on.shards, directory, List.of(gateway), steps, clock),
                new DestinationEngine(on.shards, List.of(gateway), clock),
                new OrderEngine(on.shards, directory, on.funding, List.of(gateway), clock));
    }

    @BeforeEach
    void aWellBehavedGateway() {
        gateway.sending = Scripted::takes;
        gateway.healthy = true;
        gateway.silent = false;
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void moneyIsReservedSentAndTakenOnceItHasArrived() {
        String user = cluster.payer(1, 1000);

        Payout sent = pay(user, 300);
        assertThat(sent.status()).isEqualTo(PayoutStatus.SENT);
        assertThat(sent.providerId()).isEqualTo("g-" + sent.id());
        assertThat(cluster.balance(user)).isEqualTo(1000);
        assertThat(available(user)).isEqualTo(700);
        assertThat(movement(sent).status()).isEqualTo(TransferStatus.HELD);

        gateway.says(sent, PayoutGateway.Step.ARRIVED);
        Payout settled = advance(sent);
        assertThat(settled.status()).isEqualTo(PayoutStatus.SETTLED);
        assertThat(cluster.balance(user)).isEqualTo(700);
        assertThat(available(user)).isEqualTo(700);
        assertThat(movement(settled).status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(gateway.sends(sent)).isEqualTo(1);
        assertBalanced();
    }

    @Test
    void whatIsRefusedIsFreeAgain() {
        String user = cluster.payer(2, 1000);
        Payout sent = pay(user, 300);

        gateway.says(sent, PayoutGateway.Step.REFUSED);
        Payout failed = advance(sent);

        assertThat(failed.status()).isEqualTo(PayoutStatus.FAILED);
        assertThat(failed.reason()).isEqualTo("BANK");
        assertThat(available(user)).isEqualTo(1000);
        assertThat(movement(failed).status()).isEqualTo(TransferStatus.CANCELLED);
        assertBalanced();
    }

    @Test
    void whatComesBackLaterIsAMovementOfItsOwn() {
        String user = cluster.payer(3, 1000);
        Payout sent = pay(user, 300);
        gateway.says(sent, PayoutGateway.Step.ARRIVED);
        Payout settled = advance(sent);

        gateway.says(sent, PayoutGateway.Step.CAME_BACK);
        Payout back = advance(settled);
        assertThat(back.status()).isEqualTo(PayoutStatus.RETURNED);
        assertThat(back.returnId()).isNotNull().isNotEqualTo(back.movementId());
        assertThat(cluster.balance(user)).isEqualTo(1000);
        assertThat(advance(back)).isEqualTo(back);
        assertThat(observe(back, PayoutGateway.Step.CAME_BACK)).isEqualTo(back);
        assertThat(cluster.balance(user)).isEqualTo(1000);
        assertBalanced();
    }

    /** Nobody has heard that it had arrived. */
    @Test
    void whatComesBackBeforeItWasSettledIsSettledFirst() {
        String user = cluster.payer(0, 1000);
        Payout sent = pay(user, 300);

        Payout back = observe(sent, PayoutGateway.Step.CAME_BACK);

        assertThat(back.status()).isEqualTo(PayoutStatus.RETURNED);
        assertThat(movement(back).status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(cluster.balance(user)).isEqualTo(1000);
        assertBalanced();
    }

    /** Its wallet is closed by then: the money waits for a person. */
    @Test
    void whatComesBackToAClosedWalletIsPutAside() {
        String user = cluster.userOn(1);
        Account account = cluster.open(user, 300);
        Payout sent = pay(user, 300);
        Payout settled = observe(sent, PayoutGateway.Step.ARRIVED);
        long aside = suspense(1);
        await(cluster.accounts.changeStatus(account.id(), AccountStatus.CLOSED));

        Payout back = observe(settled, PayoutGateway.Step.CAME_BACK);

        assertThat(back.status()).isEqualTo(PayoutStatus.RETURNED);
        assertThat(cluster.balance(user)).isZero();
        assertThat(suspense(1)).isEqualTo(aside + 300);
        MoneyCase about = await(cluster.shards
                        .get(1)
                        .cases()
                        .page(new CaseFilter(CaseStatus.OPEN, CaseKind.SUSPENSE, "gate", null), null, 10))
                .get(0);
        assertThat(about.itemId()).isEqualTo(back.id());
        assertThat(about.proposal()).isEqualTo(CaseAction.CREDIT_WALLET);
        assertThat(about.actions()).doesNotContain(CaseAction.REFUND_TO_SOURCE);
        assertBalanced();
    }

    /** The money has left: what was decided about its payer meanwhile comes too late. */
    @Test
    void aPayerWhoIsFrozenMeanwhileHasPaid() {
        String user = cluster.userOn(2);
        Account account = cluster.open(user, 500);
        Payout sent = pay(user, 300);
        await(cluster.accounts.changeStatus(account.id(), AccountStatus.FROZEN));

        assertThat(observe(sent, PayoutGateway.Step.ARRIVED).status()).isEqualTo(PayoutStatus.SETTLED);

        assertThat(cluster.balance(user)).isEqualTo(200);
        assertBalanced();
    }

    /** Whether the gateway has it nobody knows: it is asked from then on, and never told to send again. */
    @Test
    void anUnknownOutcomeIsAskedFor() {
        String user = cluster.payer(3, 1000);
        gateway.sending = payout -> Mono.error(new IllegalStateException("no answer"));
        Payout sending = pay(user, 300);
        assertThat(sending.status()).isEqualTo(PayoutStatus.SENDING);
        gateway.sending = Scripted::takes;

        for (int look = 0; look < 3; look++) {
            sending = advance(sending);
            assertThat(sending.status()).isEqualTo(PayoutStatus.SENDING);
        }
        gateway.silent = true;
        sending = advance(sending);
        assertThat(sending.status()).isEqualTo(PayoutStatus.SENDING);
        gateway.silent = false;
        assertThat(available(user)).isEqualTo(700);

        gateway.says(sending, PayoutGateway.Step.ARRIVED);
        assertThat(advance(sending).status()).isEqualTo(PayoutStatus.SETTLED);
        assertThat(gateway.sends(sending)).isEqualTo(1);
        assertThat(cluster.balance(user)).isEqualTo(700);
    }

    /** It was never heard that the gateway has taken it, and then that it goes nowhere: the books know it by its name there. */
    @Test
    void whatIsRefusedBeforeItIsKnownToBeTakenHasItsNameThere() {
        String user = cluster.payer(2, 1000);
        gateway.sending = payout -> Mono.error(new IllegalStateException("no answer"));
        Payout sending = pay(user, 300);
        gateway.sending = Scripted::takes;
        assertThat(sending.providerId()).isNull();

        Payout failed = observe(sending, PayoutGateway.Step.REFUSED);

        assertThat(failed.status()).isEqualTo(PayoutStatus.FAILED);
        assertThat(failed.providerId())
                .isNotNull()
                .isEqualTo(
                        Objects.requireNonNull(gateway.known.get(failed.id())).providerId());
        assertThat(get(failed).providerId()).isEqualTo(failed.providerId());
        assertThat(available(user)).isEqualTo(1000);
        assertBalanced();
    }

    /** It has said for long that it has none of that id. */
    @Test
    void whatTheGatewayNeverGotIsFreeAgain() {
        String user = cluster.payer(0, 1000);
        gateway.sending = payout -> Mono.error(new IllegalStateException("no answer"));
        Payout sending = pay(user, 300);
        Router later = router(cluster, () -> Instant.now().plus(Duration.ofMinutes(16)));
        gateway.silent = true;
        assertThat(await(later.steps.advance(sending)).status()).isEqualTo(PayoutStatus.SENDING);
        gateway.silent = false;

        Payout failed = await(later.steps.advance(get(sending)));

        assertThat(failed.status()).isEqualTo(PayoutStatus.FAILED);
        assertThat(failed.reason()).isEqualTo("NOT_TAKEN");
        assertThat(gateway.sends(sending)).isEqualTo(1);
        assertThat(available(user)).isEqualTo(1000);
    }

    /** What was not even heard is told again, later. */
    @Test
    void whatWasNotSentForSureIsSentLater() {
        String user = cluster.payer(1, 1000);
        gateway.sending = payout -> Mono.just(PayoutGateway.Said.unsent("GATEWAY_UNAVAILABLE"));
        Payout waits = pay(user, 300);
        assertThat(waits.status()).isEqualTo(PayoutStatus.RESERVED);
        assertThat(waits.reason()).isEqualTo("GATEWAY_UNAVAILABLE");
        gateway.healthy = false;
        waits = advance(waits);
        assertThat(waits.status()).isEqualTo(PayoutStatus.RESERVED);
        assertThat(gateway.sends(waits)).isEqualTo(1);
        gateway.healthy = true;
        gateway.sending = Scripted::takes;

        Looks<Payout> looks = new Looks<>(
                "payouts",
                most -> cluster.shards.get(1).payouts().due(Instant.now().plus(Duration.ofMinutes(6)), most),
                router.steps::advance,
                Duration.ofSeconds(1));
        assertThat(await(looks.round())).isPositive();

        assertThat(get(waits).status()).isEqualTo(PayoutStatus.SENT);
    }

    /** Requests, looks and webhooks, by two routers, each several times at once. */
    @Test
    void eachIsSentOnceWhoeverSeesToIt() {
        gateway.healthy = false;
        List<Payout> waiting = IntStream.range(0, 24)
                .mapToObj(n -> pay(cluster.payer(n % 4, 1000), 100))
                .toList();
        gateway.healthy = true;
        try (TestCluster other = cluster.anotherRouter()) {
            List<Router> routers = List.of(router, router(other, InstantSource.system()));
            await(Flux.fromIterable(waiting)
                    .flatMap(
                            payout -> Flux.range(0, 8)
                                    .flatMap(n -> routers.get(n % 2).steps.advance(payout), 8),
                            AT_ONCE)
                    .then(Mono.just(true)));
            for (Payout payout : waiting) {
                assertThat(gateway.sends(payout)).isEqualTo(1);
                assertThat(get(payout).status()).isIn(PayoutStatus.SENT, PayoutStatus.SENDING);
                gateway.says(payout, PayoutGateway.Step.ARRIVED);
            }
            await(Flux.fromIterable(waiting)
                    .flatMap(
                            payout -> Flux.range(0, 8)
                                    .flatMap(n -> get(routers.get(n % 2), payout)
                                            .flatMap(now -> n < 4
                                                    ? routers.get(n % 2).steps.advance(now)
                                                    : routers.get(n % 2)
                                                            .steps
                                                            .observe(
                                                                    now.id(),
                                                                    "gate",
                                                                    Objects.requireNonNull(
                                                                            gateway.known.get(now.id()))))),
                            AT_ONCE)
                    .then(Mono.just(true)));
        }
        for (Payout payout : waiting) {
            assertThat(get(payout).status()).isEqualTo(PayoutStatus.SETTLED);
            assertThat(cluster.balance(payout.payerUser())).isEqualTo(900);
            assertThat(available(payout.payerUser())).isEqualTo(900);
        }
        assertBalanced();
    }

    /** Of one that is called off at the moment in which it is sent one of both happens. */
    @Test
    void whatIsCalledOffIsNotSent() {
        gateway.healthy = false;
        List<Payout> waiting = IntStream.range(0, 40)
                .mapToObj(n -> pay(cluster.payer(n % 4, 1000), 100))
                .toList();
        gateway.healthy = true;
        await(Flux.fromIterable(waiting)
                .flatMap(
                        payout -> Flux.merge(
                                router.steps.advance(payout),
                                router.payouts
                                        .callOff(payout, Refusal.PAYOUT_CALLED_OFF)
                                        .onErrorComplete(RefusedException.class)),
                        40)
                .then(Mono.just(true)));
        for (Payout payout : waiting) {
            Payout now = get(payout);
            if (now.status() == PayoutStatus.FAILED) {
                assertThat(gateway.sends(payout)).isZero();
                assertThat(available(payout.payerUser())).isEqualTo(1000);
                assertThat(now.reason()).isEqualTo("PAYOUT_CALLED_OFF");
            } else {
                assertThat(now.status()).isEqualTo(PayoutStatus.SENT);
                assertThat(gateway.sends(payout)).isEqualTo(1);
                assertThat(available(payout.payerUser())).isEqualTo(900);
            }
        }
        assertBalanced();
    }

    /** A router that has died between reserving and writing so: whoever goes on reserves nothing twice. */
    @Test
    void whatWasReservedAndNotNotedIsReservedOnce() {
        String user = cluster.payer(2, 1000);
        gateway.healthy = false;
        Payout waits = pay(user, 300);
        await(cluster.shards
                .get(2)
                .database()
                .write(
                        "UPDATE payouts SET status = 'CREATED', movement_id = NULL WHERE id = ?",
                        statement -> statement.bind(0, Rows.bytes(waits.id()))));
        gateway.healthy = true;

        Payout sent = advance(get(waits));

        assertThat(sent.status()).isEqualTo(PayoutStatus.SENT);
        assertThat(sent.movementId()).isEqualTo(waits.movementId());
        assertThat(available(user)).isEqualTo(700);
    }

    @Test
    void whatCantBeReservedIsTurnedDown() {
        String user = cluster.payer(0, 1000);
        UUID place = place(user, "1");
        PayoutRequest request = request("too-much", user, 1001, place);
        for (int time = 0; time < 2; time++) {
            assertRefused(router.payouts.create(request, any -> true), Refusal.INSUFFICIENT_FUNDS, null);
        }
        assertRefused(
                router.payouts.create(request("declined", user, DECLINED, place), any -> true),
                Refusal.PAYMENT_DECLINED,
                null);
        assertRefused(
                router.payouts.create(request("other", user, 1, UUID.randomUUID()), any -> true),
                Refusal.DESTINATION_NOT_FOUND,
                "destination");
        assertRefused(
                router.payouts.create(request("not-theirs", user, 1, place), any -> false),
                Refusal.ACCOUNT_NOT_FOUND,
                "payer");
        assertThat(available(user)).isEqualTo(1000);
    }

    @Test
    void aKeyStandsForOnePayout() {
        String user = cluster.payer(1, 1000);
        UUID place = place(user, "1");
        Payout first = await(router.payouts.create(request("same", user, 10, place), any -> true))
                .payout();

        PayoutEngine.Taken again = await(router.payouts.create(request("same", user, 10, place), any -> true));
        assertThat(again.replayed()).isTrue();
        assertThat(again.payout().id()).isEqualTo(first.id());
        assertRefused(
                router.payouts.create(request("same", user, 11, place), any -> true),
                Refusal.IDEMPOTENCY_CONFLICT,
                "amount");
        assertThat(available(user)).isEqualTo(990);
    }

    /** What the risk gate wants looked at waits for a person, and for nobody else. */
    @Test
    void whatIsWatchedWaitsForAPerson() {
        String user = cluster.payer(3, 2000);
        Payout waits = pay(user, WATCHED);
        assertThat(waits.status()).isEqualTo(PayoutStatus.UNDER_REVIEW);
        assertThat(available(user)).isEqualTo(2000 - WATCHED);

        UUID movement = Objects.requireNonNull(waits.movementId());
        assertThat(await(cluster.held.release(movement)).status()).isEqualTo(TransferStatus.HELD);
        assertThat(await(cluster.held.cancel(movement, Refusal.PAYMENT_DECLINED))
                        .status())
                .isEqualTo(TransferStatus.HELD);
        cluster.expire(3, Duration.ZERO);
        assertThat(movement(waits).status()).isEqualTo(TransferStatus.HELD);
        assertThat(advance(waits).status()).isEqualTo(PayoutStatus.UNDER_REVIEW);

        Payout sent = await(router.payouts.approve(waits));
        assertThat(sent.status()).isEqualTo(PayoutStatus.SENT);
        assertRefused(router.payouts.approve(sent), Refusal.PAYOUT_UNDER_WAY, "id");
        assertRefused(router.payouts.callOff(sent, Refusal.PAYMENT_DECLINED), Refusal.PAYOUT_UNDER_WAY, "id");

        Payout other = pay(user, WATCHED);
        Payout declined = await(router.payouts.callOff(other, Refusal.PAYMENT_DECLINED));
        assertThat(declined.status()).isEqualTo(PayoutStatus.FAILED);
        assertThat(declined.lookAt()).isNull();
        assertThat(available(user)).isEqualTo(2000 - WATCHED);
        assertThat(gateway.sends(other)).isZero();
    }

    /** It was taken away before anything was sent there. */
    @Test
    void nothingIsSentToADestinationThatIsGone() {
        String user = cluster.payer(0, 1000);
        UUID place = place(user, "1");
        gateway.healthy = false;
        Payout waits = await(router.payouts.create(request("gone", user, 10, place), any -> true))
                .payout();
        assertThat(await(router.destinations.remove(user, place))).isTrue();
        gateway.healthy = true;

        Payout failed = advance(waits);

        assertThat(failed.reason()).isEqualTo("DESTINATION_NOT_FOUND");
        assertThat(available(user)).isEqualTo(1000);
        assertThat(gateway.sends(waits)).isZero();
    }

    @Test
    void destinationsAreProvenOnceAndKeptOnce() {
        String user = cluster.payer(1, 0);
        assertRefused(router.destinations.add(wish(user, "nobody")), Refusal.DESTINATION_REFUSED, "kind");
        gateway.silent = true;
        assertRefused(router.destinations.add(wish(user, "1")), Refusal.GATEWAY_UNAVAILABLE, "kind");
        gateway.silent = false;
        Destination added = await(router.destinations.add(wish(user, "1")));
        assertThat(added.holder()).isEqualTo("Ada");
        assertRefused(router.destinations.add(wish(user, "1")), Refusal.DESTINATION_EXISTS, null);
        assertThat(await(router.destinations.page(user, null, 10))).containsExactly(added);
        assertThat(await(router.destinations.find("somebody-else", added.id()).hasElement()))
                .isFalse();
    }

    @Test
    void anOrderGoesBackToWhereItWasPaidFrom() {
        String user = cluster.payer(2, 0);
        Order order = paidOrder(user, 500);

        Payout part = refund(order, 200L);
        assertThat(part.status()).isEqualTo(PayoutStatus.SENT);
        assertThat(cluster.balance(user)).isEqualTo(300);
        assertThat(observe(part, PayoutGateway.Step.ARRIVED).status()).isEqualTo(PayoutStatus.SETTLED);
        assertRefused(refunded(order, 301L), Refusal.REFUND_TOO_LARGE, null);

        Payout rest = refund(order, null);
        assertThat(rest.amountMinor()).isEqualTo(300);
        assertThat(cluster.balance(user)).isZero();
        assertRefused(refunded(order, null), Refusal.ALREADY_REFUNDED, "id");

        // The gateway does not give it back: it is the wallet's again, and can be given back again.
        Payout failed = observe(rest, PayoutGateway.Step.REFUSED);
        assertThat(failed.status()).isEqualTo(PayoutStatus.FAILED);
        assertThat(failed.returnId()).isNotNull();
        assertThat(cluster.balance(user)).isEqualTo(300);
        assertThat(observe(rest, PayoutGateway.Step.REFUSED)).isEqualTo(failed);
        assertThat(cluster.balance(user)).isEqualTo(300);
        assertThat(refund(order, null).amountMinor()).isEqualTo(300);
        assertThat(await(router.payouts.ofOrder(order.id()))).hasSize(4);
        assertBalanced();
    }

    /** Twenty at once of a fifth each: five fit. */
    @Test
    void noMoreGoesBackThanCame() {
        String user = cluster.payer(3, 10_000);
        Order order = paidOrder(user, 500);

        List<PayoutStatus> ends = await(Flux.range(0, 20)
                .flatMap(
                        n -> refunded(order, 100L)
                                .map(taken -> taken.payout().status())
                                .onErrorReturn(RefusedException.class, PayoutStatus.FAILED),
                        20)
                .collectList());

        assertThat(ends.stream().filter(status -> status == PayoutStatus.SENT)).hasSize(5);
        assertThat(cluster.balance(user)).isEqualTo(10_000);
        assertBalanced();
    }

    /** What came twice, and stands aside, goes back from there. */
    @Test
    void whatIsAsideGoesBackToo() {
        String user = cluster.payer(0, 0);
        Order order = paidOrder(user, 500);
        await(router.orders.observe(order.id(), "gate", paid("again-" + order.id(), 500)));
        long aside = suspense(0);
        var second = await(router.orders.payments(order.id())).get(1);

        Payout back = await(router.payouts.refund(order, second, "aside-" + order.id(), null, null))
                .payout();

        assertThat(back.amountMinor()).isEqualTo(500);
        assertThat(suspense(0)).isEqualTo(aside - 500);
        assertThat(cluster.balance(user)).isEqualTo(500);
        assertThat(observe(back, PayoutGateway.Step.REFUSED).status()).isEqualTo(PayoutStatus.FAILED);
        assertThat(suspense(0)).isEqualTo(aside);
        assertBalanced();
    }

    @Test
    void anOrderThatBroughtNothingGivesNothingBack() {
        String user = cluster.payer(1, 0);
        assertRefused(refunded(order(user, 500), null), Refusal.ORDER_NOT_PAID, "id");
    }

    private Order order(String user, long amount) {
        return await(router.orders.create(
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
    }

    private Order paidOrder(String user, long amount) {
        Order order = order(user, amount);
        return await(router.orders.observe(order.id(), "gate", paid("p-" + order.id(), amount)));
    }

    private static Observation paid(String payment, long amount) {
        return new Observation(List.of(new PaymentGateway.Paid(payment, amount, EUR, 0)), true, false);
    }

    private Mono<PayoutEngine.Taken> refunded(Order order, @Nullable Long amount) {
        return router.payouts.refund(order, "refund-" + names.incrementAndGet(), amount, null);
    }

    private Payout refund(Order order, @Nullable Long amount) {
        return await(refunded(order, amount)).payout();
    }

    private Payout pay(String user, long amount) {
        UUID place = place(user, "place-" + names.incrementAndGet());
        return await(router.payouts.create(request("pay-" + names.incrementAndGet(), user, amount, place), any -> true))
                .payout();
    }

    private UUID place(String user, String details) {
        return await(router.destinations.add(wish(user, details))).id();
    }

    private static DestinationEngine.Wish wish(String user, String details) {
        return new DestinationEngine.Wish(
                user,
                DestinationKind.BANK,
                EUR,
                null,
                "BANK …1",
                details,
                "sealed",
                "0".repeat(64 - details.length()) + details);
    }

    private static PayoutRequest request(String key, String user, long amount, UUID place) {
        return new PayoutRequest(key, new AccountRef.ByUser(user), amount, EUR, place, null);
    }

    private Payout advance(Payout payout) {
        return await(router.steps.advance(payout));
    }

    private Payout observe(Payout payout, PayoutGateway.Step step) {
        gateway.says(payout, step);
        return await(router.steps.observe(payout.id(), "gate", Objects.requireNonNull(gateway.known.get(payout.id()))));
    }

    private Payout get(Payout payout) {
        return await(get(router, payout));
    }

    private static Mono<Payout> get(Router by, Payout payout) {
        return by.payouts.find(payout.id());
    }

    private Transfer movement(Payout payout) {
        return await(cluster.reader.find(Objects.requireNonNull(payout.movementId())));
    }

    private long available(String user) {
        return await(cluster.accounts.ofUser(user)).get(0).availableMinor();
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

    private static void assertRefused(Mono<?> work, Refusal why, @Nullable String field) {
        assertThatThrownBy(() -> await(work)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.refused().refusal()).isEqualTo(why);
            assertThat(refused.refused().field()).isEqualTo(field);
        });
    }
}
