package io.groat.engine;

import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferEngineIT {

    private TestCluster cluster;

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh();
    }

    @AfterAll
    void stop() {
        assertThat(cluster.reconcile().balanced()).isTrue();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void moneyMovesWithinAShardAndAcross(int payeeShard) {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(payeeShard, 0);

        Transfer transfer = cluster.paid("k-" + payeeShard, payer, payee, 300);

        assertThat(transfer.status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(transfer.crossShard()).isEqualTo(payeeShard != 0);
        assertThat(cluster.balance(payer)).isEqualTo(700);
        assertThat(cluster.balance(payee)).isEqualTo(300);
        // Whoever was told COMPLETED reads COMPLETED, and soon the payer's shard has it in writing.
        assertThat(await(cluster.reader.find(transfer.id()))).isEqualTo(transfer);
        Awaitility.await().until(() -> cluster.stored(transfer.id()).equals(transfer));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void twoHundredAtOnceFromAWalletThatCanPayForAHundred(int payeeShard) {
        String payer = cluster.payer(1, 100 * 7);
        String payee = cluster.payer(payeeShard, 0);

        List<InitiateAnswer> answers = await(Flux.range(0, 200)
                .flatMap(i -> cluster.transfer("rush-" + i, payer, payee, 7), 200)
                .collectList());

        assertThat(answers)
                .filteredOn(answer -> status(answer) == TransferStatus.COMPLETED)
                .hasSize(100);
        assertThat(answers)
                .filteredOn(answer -> status(answer) == TransferStatus.FAILED)
                .hasSize(100)
                .allMatch(
                        answer -> ((InitiateAnswer.Decided) answer).transfer().reason() == Refusal.INSUFFICIENT_FUNDS);
        assertThat(cluster.balance(payer)).isZero();
        assertThat(cluster.balance(payee)).isEqualTo(700);
    }

    /** Two lanes write the same rows in turn: each decides on what the other has committed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void twoRoutersSpendTheSameWalletAndNoMoreThanIsInIt(int payeeShard) {
        String payer = cluster.payer(1, 200);
        String payee = cluster.payer(payeeShard, 0);
        try (TestCluster other = cluster.anotherRouter()) {
            List<InitiateAnswer> answers = await(Flux.range(0, 600)
                    .flatMap(i -> (i % 2 == 0 ? cluster : other).transfer("both-" + i, payer, payee, 1), 40)
                    .collectList());

            assertThat(answers)
                    .filteredOn(answer -> status(answer) == TransferStatus.COMPLETED)
                    .hasSize(200);
            assertThat(answers)
                    .filteredOn(answer -> status(answer) == TransferStatus.FAILED)
                    .hasSize(400);
        }
        assertThat(cluster.balance(payer)).isZero();
        assertThat(cluster.balance(payee)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void oneKeyFromFiftyClientsThroughTwoRoutersMovesMoneyOnce(int payeeShard) {
        String payer = cluster.payer(2, 1_000);
        String payee = cluster.payer(payeeShard, 0);
        try (TestCluster other = cluster.anotherRouter()) {
            List<InitiateAnswer> answers = await(Flux.range(0, 50)
                    .flatMap(i -> (i % 2 == 0 ? cluster : other).transfer("same", payer, payee, 10), 50)
                    .collectList());

            assertThat(answers.stream()
                            .map(answer -> ((InitiateAnswer.Decided) answer).transfer())
                            .distinct())
                    .hasSize(1)
                    .allMatch(transfer -> transfer.status() == TransferStatus.COMPLETED);
            assertThat(answers)
                    .filteredOn(answer -> !((InitiateAnswer.Decided) answer).replayed())
                    .hasSize(1);
        }
        assertThat(cluster.balance(payer)).isEqualTo(990);
        assertThat(cluster.balance(payee)).isEqualTo(10);
    }

    @Test
    void aRefusalIsRememberedUnderItsKey() {
        String payer = cluster.payer(0, 5);
        String payee = cluster.payer(1, 0);
        Transfer first = cluster.paid("poor", payer, payee, 6);
        cluster.paid("gift", cluster.payer(2, 100), payer, 100);

        InitiateAnswer again = cluster.pay("poor", payer, payee, 6);

        assertThat(first.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(again).isEqualTo(new InitiateAnswer.Decided(first, true));
        assertThat(cluster.balance(payer)).isEqualTo(105);
    }

    @Test
    void theSameKeyForAnotherRequestIsAConflictThatNamesTheField() {
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(3, 0);
        cluster.paid("key", payer, payee, 10);

        InitiateAnswer answer = cluster.pay("key", payer, payee, 11);

        assertThat(answer).isInstanceOfSatisfying(InitiateAnswer.TurnedDown.class, turnedDown -> {
            assertThat(turnedDown.refused().refusal()).isEqualTo(Refusal.IDEMPOTENCY_CONFLICT);
            assertThat(turnedDown.refused().field()).isEqualTo("amount");
        });
        assertThat(cluster.balance(payer)).isEqualTo(90);
    }

    @Test
    void manyToManyUnderLoadStaysBalancedAtEveryMoment() {
        List<String> users = IntStream.range(0, 40)
                .mapToObj(i -> cluster.payer(i % 4, 10_000))
                .toList();
        var traffic = Flux.range(0, 4_000)
                .flatMap(
                        i -> cluster.transfer("load-" + i, users.get(i % 40), users.get((i * 7 + 1) % 40), 1 + i % 5),
                        128)
                .collectList()
                .toFuture();
        int checks = 0;
        while (!traffic.isDone()) {
            assertThat(cluster.reconcile().balanced()).isTrue();
            checks++;
        }

        assertThat(checks).isPositive();
        assertThat(traffic.join())
                .hasSize(4_000)
                .allMatch(answer -> answer instanceof InitiateAnswer.Decided
                        || ((InitiateAnswer.TurnedDown) answer).refused().refusal() == Refusal.SAME_ACCOUNT);
        assertThat(users.stream().mapToLong(cluster::balance).sum()).isEqualTo(40 * 10_000);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(cluster.reconcile().inFlight().count()).isZero();
        });
    }

    private static TransferStatus status(InitiateAnswer answer) {
        return ((InitiateAnswer.Decided) answer).transfer().status();
    }
}
