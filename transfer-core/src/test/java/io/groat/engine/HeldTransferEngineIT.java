package io.groat.engine;

import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Held transfers on real shards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldTransferEngineIT {

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
    @CsvSource({"0, 0", "0, 1"})
    void aReleasedTransferReachesItsPayee(int payerShard, int payeeShard) {
        String payer = cluster.payer(payerShard, 100);
        String payee = cluster.payer(payeeShard, 0);

        Transfer held = cluster.paid("held-1", payer, payee, 70);
        assertThat(held.status()).isEqualTo(TransferStatus.HELD);
        assertThat(account(payer).availableMinor()).isEqualTo(30);
        assertThat(cluster.paid("other", payer, payee, 31).reason()).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(cluster.reconcile().balanced()).isTrue();

        Transfer ended = await(cluster.held.release(held.id()));

        assertThat(ended.status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(cluster.stored(held.id())).isEqualTo(ended);
        assertThat(account(payer).heldMinor()).isZero();
        assertThat(cluster.balance(payer)).isEqualTo(30);
        assertThat(cluster.balance(payee)).isEqualTo(70);
        assertThat(cluster.paid("held-1", payer, payee, 70)).isEqualTo(ended);
    }

    @Test
    void aCancelledTransferLeavesItsPayerWhole() {
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(1, 0);
        Transfer held = cluster.paid("held-1", payer, payee, 70);

        Transfer ended = await(cluster.held.cancel(held.id(), Refusal.PAYMENT_DECLINED));

        assertThat(ended.status()).isEqualTo(TransferStatus.CANCELLED);
        assertThat(ended.reason()).isEqualTo(Refusal.PAYMENT_DECLINED);
        assertThat(cluster.stored(held.id())).isEqualTo(ended);
        assertThat(account(payer).availableMinor()).isEqualTo(100);
        assertThat(await(cluster.held.release(held.id()))).isEqualTo(ended);
        assertThat(cluster.balance(payee)).isZero();
    }

    @Test
    void aDeclinedTransferIsKeptAsFailed() {
        String payer = cluster.payer(0, 100);
        Transfer declined = cluster.paid("declined-1", payer, cluster.payer(1, 0), 70);

        assertThat(declined.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(declined.reason()).isEqualTo(Refusal.PAYMENT_DECLINED);
        assertThat(cluster.stored(declined.id())).isEqualTo(declined);
        assertThat(account(payer).availableMinor()).isEqualTo(100);
    }

    @Test
    void aPayerFrozenMeanwhileDoesNotPay() {
        String payer = cluster.payer(0, 100);
        Transfer held = cluster.paid("held-1", payer, cluster.payer(0, 0), 70);
        await(cluster.accounts.changeStatus(account(payer).id(), AccountStatus.FROZEN));

        Transfer ended = await(cluster.held.release(held.id()));

        assertThat(ended.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(ended.reason()).isEqualTo(Refusal.ACCOUNT_FROZEN);
        assertThat(account(payer).availableMinor()).isEqualTo(100);
    }

    @Test
    void aDecisionAboutNothingChangesNothing() {
        UUID unknown = SlottedId.create(SlottedId.Kind.TRANSFER, 0, Instant.now());

        assertThat(cluster.held.release(unknown).blockOptional()).isEmpty();
        assertThat(cluster.held.cancel(unknown, Refusal.PAYMENT_DECLINED).blockOptional())
                .isEmpty();
    }

    @Test
    void whatNobodyDecidesInTimeIsCancelled() {
        String payer = cluster.payer(2, 100);
        Transfer held = cluster.paid("held-1", payer, cluster.payer(3, 0), 70);

        assertThat(cluster.expire(2, Duration.ofHours(1))).isZero();
        assertThat(cluster.stored(held.id()).status()).isEqualTo(TransferStatus.HELD);

        // Ids count milliseconds; the limit is over as soon as the next has begun.
        TestCluster.awaitNextMilli(held.createdAt());
        assertThat(cluster.expire(2, Duration.ZERO)).isEqualTo(1);

        assertThat(cluster.stored(held.id()).reason()).isEqualTo(Refusal.HOLD_EXPIRED);
        assertThat(account(payer).availableMinor()).isEqualTo(100);
    }

    /** Two routers decide each of them, one this way and one that, at the same time. */
    @Test
    void ofTwoDecisionsAtOnceOneCounts() {
        try (TestCluster other = cluster.anotherRouter()) {
            List<Transfer> held = held(200);

            List<List<Transfer>> ends = await(Flux.fromIterable(held)
                    .flatMap(
                            transfer -> Flux.merge(
                                            cluster.held.release(transfer.id()),
                                            other.held.cancel(transfer.id(), Refusal.PAYMENT_DECLINED))
                                    .collectList(),
                            64)
                    .collectList());

            assertThat(ends).hasSize(200).allSatisfy(two -> {
                Transfer stored = cluster.stored(two.get(0).id());
                assertThat(stored.status()).isIn(TransferStatus.COMPLETED, TransferStatus.CANCELLED);
                // Whoever let it go may have been told while it was on its way.
                assertThat(two)
                        .allMatch(told -> told.equals(stored)
                                || (told.status() == TransferStatus.PENDING
                                        && stored.status() == TransferStatus.COMPLETED));
            });
            assertThat(cluster.reconcile().balanced()).isTrue();
        }
    }

    @Test
    void aThousandReleasedAtOnceBalance() {
        List<Transfer> held = held(1_000);
        assertThat(cluster.reconcile().balanced()).isTrue();

        List<Transfer> ended = await(Flux.fromIterable(held)
                .flatMap(transfer -> cluster.held.release(transfer.id()), 1_000)
                .collectList());

        assertThat(ended).hasSize(1_000).allMatch(transfer -> transfer.status() == TransferStatus.COMPLETED);
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    /** So many held transfers of 1 between users of all shards. */
    private List<Transfer> held(int count) {
        List<String> users = new ArrayList<>();
        for (int shard = 0; shard < 4; shard++) {
            users.add(cluster.payer(shard, 10_000));
            users.add(cluster.payer(shard, 10_000));
        }
        String series = "held-" + UUID.randomUUID() + "-";
        return await(Flux.range(0, count)
                .flatMap(
                        i -> cluster.transfer(series + i, users.get(i % 8), users.get((i + 1 + i / 8 % 7) % 8), 1), 128)
                .map(answer -> ((InitiateAnswer.Decided) answer).transfer())
                .collectList());
    }

    private Account account(String user) {
        return await(Mono.defer(() -> cluster.accounts.ofUser(user))).get(0);
    }
}
