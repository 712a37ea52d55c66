package io.groat.engine;

import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.posting.Credit;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Money that is given back, on real shards: whatever races, and whichever shard is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefundEngineIT {

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

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPartAndThenTheRest(int payeeShard) {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(payeeShard, 0);
        Transfer original = cluster.paid("pay", payer, payee, 300);

        Transfer part = made(refund(original, "part", 120L));
        Transfer rest = made(refund(original, "rest", null));

        assertThat(List.of(part, rest))
                .allMatch(refund -> refund.status() == TransferStatus.COMPLETED
                        && refund.kind().equals(TransferKind.REFUND)
                        && original.id().equals(refund.parentId())
                        && refund.crossShard() == (payeeShard != 0));
        assertThat(rest.amountMinor()).isEqualTo(180);
        assertThat(cluster.balance(payer)).isEqualTo(1_000);
        assertThat(cluster.balance(payee)).isZero();
        awaitTotal(original, 300, 0);
        assertThat(refusal(refund(original, "more", null))).isEqualTo(Refusal.ALREADY_REFUNDED);
    }

    /** Through two routers, whose lanes write the same rows in turn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fiftyTenthsAtOnceAreExactlyTen(int payeeShard) {
        String payer = cluster.payer(1, 100);
        String payee = cluster.payer(payeeShard, 5_000);
        Transfer original = cluster.paid("pay", payer, payee, 100);
        try (TestCluster other = cluster.anotherRouter()) {
            List<InitiateAnswer> answers = await(Flux.range(0, 50)
                    .flatMap(i -> ask(i % 2 == 0 ? cluster : other, original, "tenth-" + i, 10L), 50)
                    .collectList());

            assertThat(answers)
                    .filteredOn(answer -> answer instanceof InitiateAnswer.Decided)
                    .hasSize(10);
            assertThat(answers)
                    .filteredOn(answer -> answer instanceof InitiateAnswer.TurnedDown)
                    .allMatch(answer -> refusal(answer) == Refusal.ALREADY_REFUNDED);
        }
        awaitTotal(original, 100, 0);
        assertThat(cluster.balance(payer)).isEqualTo(100);
        assertThat(cluster.balance(payee)).isEqualTo(5_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void allBesideParts(int payeeShard) {
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(payeeShard, 5_000);
        Transfer original = cluster.paid("pay", payer, payee, 100);

        List<InitiateAnswer> answers = await(Flux.range(0, 30)
                .flatMap(
                        i -> ask(cluster, original, "mixed-" + i, i % 3 == 0 ? (Long) 100L : i % 3 == 1 ? 40L : null),
                        30)
                .collectList());

        long given = answers.stream()
                .filter(answer -> answer instanceof InitiateAnswer.Decided)
                .mapToLong(answer -> made(answer).amountMinor())
                .sum();
        assertThat(given).isEqualTo(100);
        awaitTotal(original, 100, 0);
        assertThat(cluster.balance(payer)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void oneKeyFromFiftyClientsThroughTwoRoutersGivesBackOnce(int payeeShard) {
        String payer = cluster.payer(2, 100);
        String payee = cluster.payer(payeeShard, 0);
        Transfer original = cluster.paid("pay", payer, payee, 100);
        try (TestCluster other = cluster.anotherRouter()) {
            List<InitiateAnswer> answers = await(Flux.range(0, 50)
                    .flatMap(i -> ask(i % 2 == 0 ? cluster : other, original, "same", 10L), 50)
                    .collectList());

            assertThat(answers.stream().map(answer -> made(answer).id()).distinct())
                    .hasSize(1);
        }
        awaitTotal(original, 10, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPayeeWhoHasSpentItIsAskedAgainUnderAnotherKey(int payeeShard) {
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(payeeShard, 0);
        Transfer original = cluster.paid("pay", payer, payee, 100);
        cluster.paid("spend", payee, cluster.payer(0, 0), 60);

        assertThat(made(refund(original, "early", 100L)).reason()).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        cluster.paid("earn", cluster.payer(2, 60), payee, 60);
        assertThat(made(refund(original, "early", 100L)).reason()).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(made(refund(original, "late", 100L)).status()).isEqualTo(TransferStatus.COMPLETED);
    }

    /** The payer closed the wallet meanwhile: across shards only its own shard can say so, and then all is as before. */
    @Test
    void whatTheOtherShardRefusesCanBeGivenBackOnceMore() {
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(1, 0);
        Transfer original = cluster.paid("pay", payer, payee, 100);
        Account account = await(cluster.accounts.ofUser(payer)).get(0);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.stored(original.id()).status().isFinal());
        await(cluster.accounts.changeStatus(account.id(), AccountStatus.CLOSED));

        Transfer refused = made(refund(original, "closed", 100L));

        assertThat(refused.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(refused.reason()).isEqualTo(Refusal.ACCOUNT_CLOSED);
        assertThat(cluster.balance(payee)).isEqualTo(100);
        awaitTotal(original, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "refund,     REFUND_OF_REFUND",
        "deposit,    REFUND_OF_DEPOSIT",
        "withdrawal, REFUND_OF_WITHDRAWAL",
        "failed,     REFUND_OF_FAILED",
        "held,       REFUND_OF_PENDING"
    })
    void whatIsNoPaymentThatHasArrivedIsNotRefunded(String what, Refusal refusal) {
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(1, 0);
        Transfer movement = switch (what) {
            case "refund" -> made(refund(cluster.paid("pay", payer, payee, 10), "refund", null));
            case "deposit" -> made(await(cluster.funding.deposit(FundingEngineIT.request("in", payer, 10))));
            case "withdrawal" -> made(await(cluster.funding.withdraw(FundingEngineIT.request("out", payer, 10))));
            case "failed" -> cluster.paid("poor", payer, payee, 1_000);
            default -> cluster.paid("held-pay", payer, payee, 10);
        };

        assertThat(refusal(refund(movement, "again", null))).isEqualTo(refusal);
    }

    /** Who gives back needs their own shard alone; where it goes to is told when it is back. */
    @Test
    void whileThePayersShardIsAwayARefundIsOnItsWay() {
        String payer = cluster.payer(2, 100);
        String payee = cluster.payer(3, 0);
        Transfer original = cluster.paid("pay", payer, payee, 100);
        UUID id = original.id();
        String stranger = cluster.payer(2, 100);
        String another = cluster.payer(2, 0);
        MySqlServerHandle server = TestServers.mysqlShards().get(2);
        Transfer pending;
        server.kill();
        try {
            Transfer found = await(cluster.refunds.original(id).retry(20));
            assertThat(found.amountMinor()).isEqualTo(100);
            assertThat(found.payeeAccount()).isEqualTo(original.payeeAccount());
            pending = made(refund(found, "away", 70L));
            assertThat(pending.status()).isEqualTo(TransferStatus.PENDING);
            assertThat(refusal(refund(found, "more", 31L))).isEqualTo(Refusal.REFUND_TOO_LARGE);
        } finally {
            server.start();
        }

        // Any traffic of its own tells that the shard is back.
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> cluster.paid("own", stranger, another, 1).status() == TransferStatus.COMPLETED);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.stored(pending.id()).status() == TransferStatus.COMPLETED);
        assertThat(cluster.balance(payer)).isEqualTo(70);
        awaitTotal(original, 70, 0);
    }

    @Test
    void whileThePayeesShardIsAwayNothingIsGivenBack() {
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(3, 0);
        Transfer original = cluster.paid("pay", payer, payee, 100);
        MySqlServerHandle server = TestServers.mysqlShards().get(3);
        server.kill();
        try {
            Refusal refusal = ask(cluster, original, "away", 70L)
                    .map(RefundEngineIT::refusal)
                    .onErrorResume(
                            RefusedException.class,
                            refused -> Mono.just(refused.refused().refusal()))
                    .block(PATIENCE);
            assertThat(refusal).isEqualTo(Refusal.SHARD_UNAVAILABLE);
        } finally {
            server.start();
        }

        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> made(refund(original, "away", 70L)).status() == TransferStatus.COMPLETED);
        assertThat(cluster.balance(payer)).isEqualTo(70);
        awaitTotal(original, 70, 0);
    }

    /** Its payer was told COMPLETED, so nobody is told that it is on its way because its end is not written down yet. */
    @Test
    void whetherAPaymentHasArrivedIsNotGuessedWhileThePayeesShardIsAway() {
        MySqlServerHandle server = TestServers.mysqlShards().get(3);
        try (TestCluster idle = TestCluster.fresh()) {
            Transfer left = idle.debited("key", idle.payer(0, 100), idle.payer(3, 0), 10);
            assertThat(await(idle.refunds.original(left.id())).status()).isEqualTo(TransferStatus.PENDING);
            assertThat(await(idle.shards.submit(new Credit(left))).credited()).isTrue();
            server.kill();
            try {
                Refusal refusal = idle.refunds
                        .original(left.id())
                        .map(found -> Refusal.REFUND_OF_PENDING)
                        .onErrorResume(
                                RefusedException.class,
                                refused -> Mono.just(refused.refused().refusal()))
                        .block(PATIENCE);
                assertThat(refusal).isIn(Refusal.SHARD_UNAVAILABLE, Refusal.SHARD_BUSY);
            } finally {
                server.start();
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> await(idle.refunds.original(left.id())).status() == TransferStatus.COMPLETED);
        }
    }

    private void awaitTotal(Transfer original, long refunded, long pending) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(await(cluster.refunds.total(original)))
                        .isEqualTo(new RefundTotal(original.id(), original.amountMinor(), refunded, pending, 0, 0)));
    }

    private InitiateAnswer refund(Transfer original, String key, @Nullable Long amountMinor) {
        return await(ask(cluster, original, key, amountMinor));
    }

    private static Mono<InitiateAnswer> ask(
            TestCluster router, Transfer original, String key, @Nullable Long amountMinor) {
        return router.refunds.refund(
                original, new RefundRequest(key, amountMinor, TransferKind.REFUND, TransferNote.NONE));
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
