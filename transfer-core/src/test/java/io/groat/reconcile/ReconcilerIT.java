package io.groat.reconcile;

import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.account.Account;
import io.groat.account.SystemAccounts;
import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.posting.Credit;
import io.groat.posting.Settle;
import io.groat.reconcile.Reconciliation.Difference;
import io.groat.refusal.RefusedException;
import io.groat.transfer.Transfer;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;

/** Somebody changes the books behind the code's back; the check has to see it and name the account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconcilerIT {

    private TestCluster cluster;
    private Account alice;

    @BeforeAll
    void start() throws SQLException {
        cluster = TestCluster.fresh();
        String payer = cluster.userOn(1);
        cluster.open(payer, 100);
        String payee = cluster.payer(2, 0);
        cluster.paid("one", payer, payee, 10);
        cluster.paid("two", payer, payee, 20);
        alice = await(cluster.accounts.ofUser(payer)).get(0);
        Awaitility.await().until(() -> cluster.reconcile().inFlight().count() == 0);
        try (ShardSql sql = ShardSql.on(cluster, 1)) {
            // What only somebody with the rights to change the schema could do.
            sql.run("DROP TRIGGER ledger_entries_no_update");
            sql.run("DROP TRIGGER ledger_entries_no_delete");
        }
    }

    @AfterEach
    void allIsRightAgain() {
        assertThat(cluster.reconcile().balanced()).isTrue();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void rightBooksAreBalancedAndCounted() throws SQLException {
        Reconciliation found = cluster.reconcile();
        long entries;
        try (ShardSql sql = ShardSql.on(cluster, 1)) {
            entries = sql.number("SELECT COUNT(*) FROM ledger_entries");
        }

        assertThat(found.balanced()).isTrue();
        assertThat(found.shards()).extracting(Reconciliation.ShardBooks::shard).containsExactly(0, 1, 2, 3);
        assertThat(found.shards().get(1).accounts()).isEqualTo(1);
        assertThat(found.shards().get(1).entries()).isEqualTo(entries).isPositive();
        assertThat(found.shards().get(1).entriesSumMinor()).isEqualTo(Map.of("EUR", BigInteger.ZERO));
        assertThat(found.clearing()).allMatch(Reconciliation.ClearingPair::balanced);
        assertThat(found.inFlight().amountMinor()).isEmpty();
    }

    @Test
    void aChangedBalanceIsNamed() throws SQLException {
        tampered(
                "UPDATE accounts SET posted = posted + 5 WHERE id = UUID_TO_BIN(?)",
                "UPDATE accounts SET posted = posted - 5 WHERE id = UUID_TO_BIN(?)",
                found -> assertThat(differences(found))
                        .containsExactly(new Difference(
                                alice.id(),
                                alice.userId(),
                                "main",
                                "EUR",
                                75,
                                BigInteger.valueOf(70),
                                3,
                                3,
                                0,
                                BigInteger.ZERO)));
    }

    @Test
    void aReserveWithoutAHeldTransferIsNamed() throws SQLException {
        tampered(
                "UPDATE accounts SET held = held + 5 WHERE id = UUID_TO_BIN(?)",
                "UPDATE accounts SET held = held - 5 WHERE id = UUID_TO_BIN(?)",
                found -> assertThat(differences(found))
                        .containsExactly(new Difference(
                                alice.id(),
                                alice.userId(),
                                "main",
                                "EUR",
                                70,
                                BigInteger.valueOf(70),
                                3,
                                3,
                                5,
                                BigInteger.ZERO)));
    }

    @Test
    void aChangedEntryIsNamedAndTheShardIsOutOfBalance() throws SQLException {
        tampered(
                "UPDATE ledger_entries SET amount = amount - 1 WHERE account_id = UUID_TO_BIN(?) AND seq = 2",
                "UPDATE ledger_entries SET amount = amount + 1 WHERE account_id = UUID_TO_BIN(?) AND seq = 2",
                found -> {
                    assertThat(differences(found))
                            .containsExactly(new Difference(
                                    alice.id(),
                                    alice.userId(),
                                    "main",
                                    "EUR",
                                    70,
                                    BigInteger.valueOf(69),
                                    3,
                                    3,
                                    0,
                                    BigInteger.ZERO));
                    assertThat(found.shards().get(1).entriesSumMinor())
                            .isEqualTo(Map.of("EUR", BigInteger.valueOf(-1)));
                });
    }

    @Test
    void aMissingEntryIsNamed() throws SQLException {
        try (ShardSql sql = ShardSql.on(cluster, 1)) {
            sql.run(
                    "CREATE TABLE taken AS SELECT * FROM ledger_entries WHERE account_id = UUID_TO_BIN(?) AND seq = 3",
                    id());
        }
        tampered(
                "DELETE FROM ledger_entries WHERE account_id = UUID_TO_BIN(?) AND seq = 3",
                "INSERT INTO ledger_entries SELECT * FROM taken WHERE account_id = UUID_TO_BIN(?)",
                found -> assertThat(differences(found))
                        .containsExactly(new Difference(
                                alice.id(),
                                alice.userId(),
                                "main",
                                "EUR",
                                70,
                                BigInteger.valueOf(90),
                                3,
                                2,
                                0,
                                BigInteger.ZERO)));
    }

    @Test
    void aGapInTheNumbersIsNamed() throws SQLException {
        tampered(
                "UPDATE ledger_entries SET seq = 9 WHERE account_id = UUID_TO_BIN(?) AND seq = 3",
                "UPDATE ledger_entries SET seq = 3 WHERE account_id = UUID_TO_BIN(?) AND seq = 9",
                found -> assertThat(differences(found))
                        .extracting(Difference::accountId)
                        .containsExactly(alice.id()));
    }

    @Test
    void anEntryOfNoAccountIsSeen() throws SQLException {
        tampered(
                """
                INSERT INTO ledger_entries SELECT UUID_TO_BIN('00000000-0000-0000-0000-000000000001'), seq, movement_id,
                kind, amount, balance_after, at FROM ledger_entries WHERE account_id = UUID_TO_BIN(?) AND seq = 1""",
                """
                DELETE FROM ledger_entries WHERE account_id = UUID_TO_BIN('00000000-0000-0000-0000-000000000001')
                AND ? IS NOT NULL""",
                found -> assertThat(found.shards().get(1).entriesSumMinor())
                        .containsEntry("no account", BigInteger.valueOf(100)));
    }

    @Test
    void booksThatAreRightOnEachShardAndNotBetweenThemAreSeen() throws SQLException {
        // Ten out of clearing and ten out of funding, balanced on the shard; the peer knows nothing of it.
        moveBetween(10);
        try {
            Reconciliation found = cluster.reconcile();

            assertThat(found.balanced()).isFalse();
            assertThat(found.shards()).allMatch(Reconciliation.ShardBooks::balanced);
            assertThat(found.clearing())
                    .filteredOn(pair -> !pair.balanced())
                    .containsExactly(
                            new Reconciliation.ClearingPair(1, 2, "EUR", false, BigInteger.TEN, BigInteger.ZERO));
        } finally {
            moveBetween(-10);
        }
    }

    @Test
    void moneyOnItsWayIsCountedOnceUntilItArrives() {
        String payer = cluster.payer(3, 100);
        String payee = cluster.payer(0, 0);
        Transfer left = cluster.debited("on-its-way", payer, payee, 40);

        Reconciliation before = cluster.reconcile();
        await(cluster.shards.submit(new Credit(left)));
        Reconciliation after = cluster.reconcile();
        await(cluster.shards.submit(new Settle(left, await(cluster.shards.submit(new Credit(left))))));

        assertThat(before.balanced()).isTrue();
        assertThat(before.inFlight()).isEqualTo(new Reconciliation.InFlight(1, Map.of("EUR", BigInteger.valueOf(40))));
        assertThat(after.balanced()).isTrue();
        assertThat(after.inFlight().count()).isZero();
    }

    @Test
    void withAShardAwayNothingIsSaid() {
        MySqlServerHandle server = TestServers.mysqlShards().get(2);
        server.kill();
        try {
            assertThatThrownBy(() -> cluster.reconciler.check().block(Duration.ofSeconds(15)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("Shard 2 can't be reached");
        } finally {
            server.start();
        }
        Awaitility.await().ignoreExceptions().until(() -> cluster.reconcile().balanced());
    }

    @Test
    void whoAsksWhileACheckRunsSharesIt() {
        List<Reconciliation> found = await(
                Flux.range(0, 5).flatMap(i -> cluster.reconciler.check(), 5).collectList());

        assertThat(found).hasSize(5);
        assertThat(found).allSatisfy(one -> assertThat(one).isSameAs(found.get(0)));
    }

    /** A result that was there before one asked says nothing about what happened since. */
    @Test
    void whoAsksAfterACheckGetsANewOne() {
        for (int i = 0; i < 20; i++) {
            Reconciliation first = cluster.reconcile();
            assertThat(cluster.reconcile()).isNotSameAs(first);
        }
    }

    private interface Expectation {
        void check(Reconciliation found);
    }

    private void tampered(String change, String undo, Expectation expectation) throws SQLException {
        try (ShardSql sql = ShardSql.on(cluster, 1)) {
            assertThat(sql.run(change, id())).isEqualTo(1);
            try {
                Reconciliation found = cluster.reconcile();
                assertThat(found.balanced()).isFalse();
                assertThat(found.shards())
                        .filteredOn(shard -> !shard.balanced())
                        .extracting(Reconciliation.ShardBooks::shard)
                        .containsExactly(1);
                expectation.check(found);
            } finally {
                sql.run(undo, id());
            }
        }
    }

    private void moveBetween(long amount) throws SQLException {
        String clearing = SystemAccounts.clearing(2, TestCluster.EUR).toString();
        String funding = SystemAccounts.funding(TestCluster.EUR).toString();
        try (ShardSql sql = ShardSql.on(cluster, 1)) {
            for (String account : List.of(clearing, funding)) {
                long moved = account.equals(clearing) ? amount : -amount;
                sql.run("""
                        UPDATE accounts SET posted = posted + ?, last_seq = last_seq + 1 WHERE id = UUID_TO_BIN(?)""", moved, account);
                sql.run("""
                        INSERT INTO ledger_entries SELECT id, last_seq, id, 'TRANSFER', ?, posted, updated_at FROM accounts
                        WHERE id = UUID_TO_BIN(?)""", moved, account);
            }
        }
    }

    private static List<Difference> differences(Reconciliation found) {
        return found.shards().get(1).differences();
    }

    private String id() {
        return alice.id().toString();
    }
}
