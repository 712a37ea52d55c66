package io.groat.engine;

import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.posting.ChangeHold.Change;
import io.groat.posting.HoldAnswer;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.saga.HoldExpiry;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Holds on real shards: whatever races, and whichever shard is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldEngineIT {

    private static final Duration WEEK = Duration.ofDays(7);

    private TestCluster cluster;

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
        cluster.startRedrive();
    }

    @AfterAll
    void stop() {
        Awaitility.await().atMost(PATIENCE).until(() -> cluster.reconcile().balanced());
        cluster.close();
    }

    @Test
    void whatWasHeldAtATimeIsFoundLater() {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(1, 0);
        List<Account> seen = new ArrayList<>();
        seen.add(account(payer));
        Hold hold = authorized(cluster, "history", payer, payee, 300, WEEK);
        seen.add(account(payer));
        await(cluster.holds.change(hold, new Change.Increase("more", 50)));
        seen.add(account(payer));
        made(await(capture(cluster, hold, "part", 120L, false)));
        seen.add(account(payer));
        await(cluster.holds.change(hold, Change.Plain.VOID));
        seen.add(account(payer));

        Account now = account(payer);
        assertThat(seen).extracting(Account::heldMinor).containsExactly(0L, 300L, 350L, 230L, 0L);
        assertThat(seen).allSatisfy(then -> {
            Account found = await(cluster.accounts.at(now, then.updatedAt()));
            assertThat(found.heldMinor()).isEqualTo(then.heldMinor());
            assertThat(found.postedMinor()).isEqualTo(then.postedMinor());
        });
        assertThat(await(cluster.accounts.at(now, now.createdAt())).heldMinor()).isZero();
        assertThat(await(cluster.accounts.at(now, seen.get(1).updatedAt().minusNanos(1_000)))
                        .heldMinor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void moneyIsReservedCapturedAndLetGo(int payeeShard) {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(payeeShard, 0);
        Hold hold = authorized(cluster, "key", payer, payee, 300, WEEK);
        assertThat(account(payer).heldMinor()).isEqualTo(300);
        assertThat(cluster.reconcile().balanced()).isTrue();

        Transfer part = made(await(capture(cluster, hold, "part", 120L, false)));
        Transfer last = made(await(capture(cluster, hold, "last", 100L, true)));

        assertThat(List.of(part, last))
                .allMatch(capture -> capture.status() == TransferStatus.COMPLETED
                        && capture.kind().equals(TransferKind.CAPTURE)
                        && hold.id().equals(capture.parentId()));
        Hold ended = await(cluster.holds.find(hold.id()));
        assertThat(ended.status()).isEqualTo(HoldStatus.CAPTURED);
        assertThat(ended.capturedMinor()).isEqualTo(220);
        assertThat(ended.releasedMinor()).isEqualTo(80);
        assertThat(account(payer).heldMinor()).isZero();
        assertThat(cluster.balance(payer)).isEqualTo(780);
        assertThat(cluster.balance(payee)).isEqualTo(220);
        assertThat(await(cluster.holds.captures(ended)))
                .extracting(Transfer::id)
                .containsExactly(part.id(), last.id());
        assertThat(Stream.of(payer, payee).map(user -> await(cluster.holds.page(user, null, null, 10))))
                .allMatch(page -> page.equals(List.of(ended)));
    }

    /** Through two routers, whose lanes write the same rows in turn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fiftyCapturesAtOnceOfAHoldThatAllowsTen(int payeeShard) {
        String payer = cluster.payer(1, 1_000);
        String payee = cluster.payer(payeeShard, 0);
        Hold hold = authorized(cluster, "key", payer, payee, 100, WEEK);
        try (TestCluster other = cluster.anotherRouter()) {
            List<InitiateAnswer> answers = await(Flux.range(0, 50)
                    .flatMap(i -> capture(i % 2 == 0 ? cluster : other, hold, "tenth-" + i, 10L, false), 50)
                    .collectList());

            assertThat(answers)
                    .filteredOn(answer -> answer instanceof InitiateAnswer.Decided)
                    .hasSize(10);
        }
        assertThat(cluster.balance(payee)).isEqualTo(100);
        assertThat(account(payer).heldMinor()).isZero();
        assertThat(await(cluster.holds.find(hold.id())).status()).isEqualTo(HoldStatus.CAPTURED);
    }

    /** Whatever wins, what was captured and let go is what was authorised. */
    @ParameterizedTest
    @ValueSource(strings = {"void", "increase", "expire"})
    void captureBesideWhatElseMayHappen(String beside) {
        String payee = cluster.payer(3, 0);
        List<Hold> holds = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            holds.add(authorized(
                    cluster,
                    "key",
                    cluster.payer(2, 1_000),
                    payee,
                    100,
                    beside.equals("expire") ? Duration.ofMillis(150 + i * 10L) : WEEK));
        }
        Change change = beside.equals("void")
                ? Change.Plain.VOID
                : beside.equals("increase") ? new Change.Increase("more", 50) : Change.Plain.EXPIRE;
        try (TestCluster other = cluster.anotherRouter()) {
            await(Flux.fromIterable(holds)
                    .flatMap(
                            hold -> Flux.merge(
                                    capture(cluster, hold, "one", 60L, false).then(),
                                    other.holds.change(hold, change).then(),
                                    capture(other, hold, "two", 60L, false).then(),
                                    cluster.holds.change(hold, change).then()),
                            holds.size())
                    .then()
                    .thenReturn(true));
        }

        for (Hold hold : holds) {
            Hold now = await(cluster.holds.find(hold.id()));
            Account payer = account(now.payerUser());
            assertThat(payer.heldMinor()).isEqualTo(now.remainingMinor());
            assertThat(payer.postedMinor()).isEqualTo(1_000 - now.capturedMinor());
        }
        Awaitility.await().atMost(PATIENCE).until(() -> cluster.reconcile().balanced());
    }

    @Test
    void oneKeyFromFiftyClientsThroughTwoRoutersReservesOnceAndCapturesOnce() {
        String payer = cluster.payer(2, 1_000);
        String payee = cluster.payer(3, 0);
        try (TestCluster other = cluster.anotherRouter()) {
            List<HoldAnswer> answers = await(Flux.range(0, 50)
                    .flatMap(
                            i -> (i % 2 == 0 ? cluster : other)
                                    .holds.authorize(request("same", payer, payee, 100, WEEK)),
                            50)
                    .collectList());
            assertThat(answers.stream().map(answer -> stands(answer).id()).distinct())
                    .hasSize(1);
            Hold hold = stands(answers.get(0));
            List<InitiateAnswer> captures = await(Flux.range(0, 50)
                    .flatMap(i -> capture(i % 2 == 0 ? cluster : other, hold, "same", 10L, false), 50)
                    .collectList());
            assertThat(captures.stream().map(answer -> made(answer).id()).distinct())
                    .hasSize(1);
        }
        assertThat(account(payer).heldMinor()).isEqualTo(90);
        assertThat(cluster.balance(payee)).isEqualTo(10);
    }

    @Test
    void theSweeperFreesWhatIsOverAndTellsBeforeItIs() {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(1, 0);
        Hold over = authorized(cluster, "over", payer, payee, 100, Duration.ofMillis(1));
        Hold soon = authorized(cluster, "soon", payer, payee, 50, Duration.ofHours(1));
        HoldExpiry expiry = new HoldExpiry(
                0,
                cluster.shards.get(0).holds(),
                cluster.shards,
                InstantSource.system(),
                Duration.ofHours(24),
                Duration.ofMillis(100));
        expiry.start();
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> await(cluster.holds.find(over.id())).status() == HoldStatus.EXPIRED
                            && await(cluster.holds.find(soon.id())).reminded());
        } finally {
            expiry.stop();
        }
        assertThat(account(payer).heldMinor()).isEqualTo(50);
        assertThat(refusal(await(capture(cluster, over, "late", 10L, false)))).isEqualTo(Refusal.HOLD_EXPIRED);
    }

    /** Across shards only the payee's own can say that it takes nothing: the hold is then as it was. */
    @Test
    void aCaptureThatThePayeesShardRefusesGoesBackIntoTheHold() {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(1, 0);
        Hold hold = authorized(cluster, "key", payer, payee, 100, WEEK);
        await(cluster.accounts.changeStatus(account(payee).id(), AccountStatus.CLOSED));

        Transfer refused = made(await(capture(cluster, hold, "closed", 60L, false)));

        assertThat(refused.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(refused.reason()).isEqualTo(Refusal.ACCOUNT_CLOSED);
        assertThat(account(payer).heldMinor()).isEqualTo(100);
        assertThat(await(cluster.holds.find(hold.id())).status()).isEqualTo(HoldStatus.AUTHORIZED);
    }

    @Test
    void whileThePayeesShardIsAwayACaptureIsOnItsWay() {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(3, 0);
        String stranger = cluster.payer(3, 100);
        Hold hold = authorized(cluster, "key", payer, payee, 100, WEEK);
        MySqlServerHandle server = TestServers.mysqlShards().get(3);
        Transfer pending;
        server.kill();
        try {
            pending = made(await(capture(cluster, hold, "away", 60L, false)));
            assertThat(pending.status()).isEqualTo(TransferStatus.PENDING);
            assertThat(account(payer).heldMinor()).isEqualTo(40);
        } finally {
            server.start();
        }

        // Any traffic of its own tells that the shard is back.
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> cluster.paid("own", stranger, payee, 1).status() == TransferStatus.COMPLETED);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.stored(pending.id()).status() == TransferStatus.COMPLETED);
        assertThat(cluster.balance(payee)).isEqualTo(61);
    }

    private static HoldRequest request(String key, String payer, String payee, long amountMinor, Duration lasts) {
        return new HoldRequest(TestCluster.request(key, payer, payee, amountMinor), null, lasts);
    }

    private static Hold authorized(
            TestCluster router, String key, String payer, String payee, long amountMinor, Duration lasts) {
        return stands(await(router.holds.authorize(request(key, payer, payee, amountMinor, lasts))));
    }

    private static Mono<InitiateAnswer> capture(
            TestCluster router, Hold hold, String key, @Nullable Long amountMinor, boolean last) {
        return router.holds.capture(hold, new CaptureRequest(key, amountMinor, last, TransferNote.NONE));
    }

    private Account account(String user) {
        return await(cluster.accounts.ofUser(user)).get(0);
    }

    private static Hold stands(HoldAnswer answer) {
        if (answer instanceof HoldAnswer.Stands stands) {
            return stands.hold();
        }
        throw new AssertionError("turned down: " + answer);
    }

    private static Transfer made(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.Decided decided) {
            return decided.transfer();
        }
        throw new AssertionError("turned down: " + answer);
    }

    private static Refusal refusal(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.TurnedDown turnedDown) {
            return turnedDown.refused().refusal();
        }
        throw new AssertionError("not turned down: " + answer);
    }
}
