package io.groat.saga;

import static io.groat.engine.TestCluster.await;
import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.engine.EngineSettings;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.lane.LaneSettings;
import io.groat.posting.AccountAnswer;
import io.groat.posting.Credit;
import io.groat.posting.InitiateAnswer;
import io.groat.refusal.Refusal;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** Transfers that a router left behind, and what becomes of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedriveIT {

    /** Nothing is too young to be driven. */
    private static final EngineSettings SETTINGS = new EngineSettings(
            LaneSettings.DEFAULT,
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            1000,
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofSeconds(1));

    private TestCluster cluster;

    @BeforeAll
    void start() {
        cluster = TestCluster.fresh(SETTINGS);
    }

    @AfterAll
    void stop() {
        assertThat(cluster.reconcile().balanced()).isTrue();
        assertThat(cluster.reconcile().inFlight().count()).isZero();
        cluster.close();
    }

    @Test
    void aTransferLeftAfterItsDebitIsCompleted() {
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(1, 0);
        Transfer left = cluster.debited("key", payer, payee, 30);
        assertThat(cluster.reconcile().inFlight().count()).isEqualTo(1);
        assertThat(cluster.reconcile().balanced()).isTrue();

        assertThat(driven(0)).isEqualTo(1);

        assertThat(cluster.stored(left.id()).status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(cluster.balance(payer)).isEqualTo(70);
        assertThat(cluster.balance(payee)).isEqualTo(30);
        assertThat(driven(0)).as("nothing is left to drive").isZero();
        assertThat(cluster.paid("key", payer, payee, 30)).isEqualTo(cluster.stored(left.id()));
    }

    @Test
    void aTransferLeftAfterItsCreditIsCompletedOnce() {
        String payer = cluster.payer(1, 100);
        String payee = cluster.payer(2, 0);
        Transfer left = cluster.debited("key", payer, payee, 30);
        CreditOutcome outcome = await(cluster.shards.submit(new Credit(left)));
        // Already told as COMPLETED, for the payee's shard has decided.
        assertThat(await(cluster.reader.find(left.id())).status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(cluster.stored(left.id()).status()).isEqualTo(TransferStatus.PENDING);

        assertThat(driven(1)).isEqualTo(1);

        assertThat(cluster.stored(left.id())).isEqualTo(left.decided(outcome));
        assertThat(cluster.balance(payee)).isEqualTo(30);
    }

    @Test
    void moneyComesBackWhenThePayeeClosedMeanwhile() {
        String payer = cluster.payer(2, 100);
        String payee = cluster.userOn(3);
        Account account = cluster.open(payee, 0);
        Transfer left = cluster.debited("key", payer, payee, 30);
        assertThat(await(cluster.accounts.changeStatus(account.id(), AccountStatus.CLOSED)))
                .isInstanceOf(AccountAnswer.Done.class);

        assertThat(driven(2)).isEqualTo(1);

        Transfer failed = cluster.stored(left.id());
        assertThat(failed.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(failed.reason()).isEqualTo(Refusal.ACCOUNT_CLOSED);
        assertThat(cluster.balance(payer)).isEqualTo(100);
    }

    @Test
    void aLateCreditAfterARefusalChangesNothing() throws Exception {
        String payer = cluster.payer(3, 100);
        String payee = cluster.userOn(0);
        Transfer left = cluster.debited("key", payer, payee, 30);
        CreditOutcome refused = await(cluster.shards.submit(new Credit(left)));
        cluster.open(payee, 0);

        CreditOutcome late = await(cluster.shards.submit(new Credit(left)));
        assertThat(driven(3)).isEqualTo(1);
        CreditOutcome afterTheEnd = await(cluster.shards.submit(new Credit(left)));

        assertThat(refused.reason()).isEqualTo(Refusal.ACCOUNT_NOT_FOUND);
        assertThat(List.of(late, afterTheEnd)).containsOnly(refused);
        assertThat(cluster.balance(payee)).isZero();
        assertThat(cluster.balance(payer)).isEqualTo(100);
        try (ShardSql sql = ShardSql.on(cluster, 0)) {
            assertThat(sql.number(
                            "SELECT COUNT(*) FROM inbound_transfers WHERE id = UUID_TO_BIN(?)",
                            left.id().toString()))
                    .isEqualTo(1);
        }
    }

    @Test
    void twoRoutersThatDriveTheSameTransfersEndEachOnce() throws Exception {
        String payer = cluster.payer(0, 1_000);
        String payee = cluster.payer(3, 0);
        List<Transfer> left = IntStream.range(0, 60)
                .mapToObj(i -> cluster.debited("both-" + i, payer, i % 3 == 0 ? cluster.userOn(2) : payee, 10))
                .toList();
        try (TestCluster other = cluster.anotherRouter()) {
            await(Mono.zip(
                    cluster.redrive(0).round(),
                    other.redrive(0).round(),
                    cluster.redrive(0).round()));
            Awaitility.await().until(() -> driven(0) == 0);
        }

        List<Transfer> ended =
                left.stream().map(transfer -> cluster.stored(transfer.id())).toList();
        assertThat(ended)
                .filteredOn(end -> end.status() == TransferStatus.COMPLETED)
                .hasSize(40);
        assertThat(ended)
                .filteredOn(end -> end.status() == TransferStatus.FAILED)
                .hasSize(20);
        assertThat(cluster.balance(payer)).isEqualTo(600);
        assertThat(cluster.balance(payee)).isEqualTo(400);
        try (ShardSql sql = ShardSql.on(cluster, 0)) {
            assertThat(sql.number("SELECT COUNT(*) FROM ledger_entries WHERE kind = 'RETURN' AND amount = 10"))
                    .isEqualTo(20);
        }
    }

    @Test
    void aPayeeShardThatIsAwayIsLeftAloneAndDrivenWhenBack() {
        String payer = cluster.payer(0, 100);
        String payee = cluster.payer(3, 0);
        String another = cluster.payer(2, 0);
        String stranger = cluster.payer(3, 100);
        MySqlServerHandle server = TestServers.mysqlShards().get(3);
        Transfer left;
        server.kill();
        try {
            left = cluster.debited("near", payer, another, 1);
            Transfer toAway = begunTowards(payer, payee);
            // The first to ask finds out; from then on nobody waits for it.
            driven(0);
            assertThat(cluster.stored(left.id()).status()).isEqualTo(TransferStatus.COMPLETED);
            assertThat(cluster.shards.reachable(3)).isFalse();
            double tries = cluster.retries(3);
            assertThat(driven(0)).isZero();
            assertThat(cluster.retries(3)).as("nobody asked it").isEqualTo(tries);
            assertThat(cluster.stored(toAway.id()).status()).isEqualTo(TransferStatus.PENDING);
            left = toAway;
        } finally {
            server.start();
        }

        // Any traffic of its own tells that the shard is back.
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> cluster.paid("own", stranger, payee, 1).status() == TransferStatus.COMPLETED);
        driven(0);
        assertThat(cluster.stored(left.id()).status()).isEqualTo(TransferStatus.COMPLETED);
        assertThat(cluster.balance(payee)).isEqualTo(31);
    }

    /**
     * One payee's shard said beforehand that there is nobody; the other's was away when the transfer was begun, so only the
     * credit found out. Both are kept, and alike but for their times.
     */
    @Test
    void aRetryGetsTheTransferThatFailedForItsPayee() {
        String payer = cluster.payer(1, 100);
        String nobody = cluster.userOn(2);
        Transfer atOnce = cluster.paid("at-once", payer, nobody, 30);
        Transfer left = cluster.debited("key", payer, nobody, 30);
        assertThat(driven(1)).isEqualTo(1);

        assertThat(atOnce.status()).isEqualTo(TransferStatus.FAILED);
        assertThat(atOnce.reason())
                .isEqualTo(Refusal.ACCOUNT_NOT_FOUND)
                .isEqualTo(cluster.stored(left.id()).reason());
        assertThat(cluster.pay("at-once", payer, nobody, 30)).isEqualTo(new InitiateAnswer.Decided(atOnce, true));
        assertThat(cluster.pay("key", payer, nobody, 30))
                .isEqualTo(new InitiateAnswer.Decided(cluster.stored(left.id()), true));
        assertThat(cluster.pay("key", payer, nobody, 31))
                .isInstanceOfSatisfying(
                        InitiateAnswer.TurnedDown.class,
                        conflict -> assertThat(conflict.refused().refusal()).isEqualTo(Refusal.IDEMPOTENCY_CONFLICT));
        assertThat(cluster.balance(payer)).isEqualTo(100);
    }

    private Transfer begunTowards(String payer, String payee) {
        // The payee's shard is away and can't be asked for the account: the order names the user alone.
        return cluster.paid("pending", payer, payee, 30);
    }

    private long driven(int shard) {
        return await(cluster.redrive(shard).round());
    }
}
