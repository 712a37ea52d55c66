package io.groat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.engine.ShardSql;
import io.groat.engine.TestCluster;
import io.groat.transfer.Transfer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second lock: what the code never does, MySQL refuses to whoever tries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstraintsIT {

    private TestCluster cluster;
    private ShardSql sql;
    private String alice = "";
    private String bob = "";
    private String transfer = "";
    private String arrived = "";

    @BeforeAll
    void start() throws SQLException {
        cluster = TestCluster.fresh();
        String payer = cluster.userOn(0);
        String payee = cluster.userOn(0);
        alice = cluster.open(payer, 100).id().toString();
        bob = cluster.open(payee, 0).id().toString();
        Transfer made = cluster.paid("key", payer, payee, 30);
        transfer = made.id().toString();
        arrived = cluster.paid("in", cluster.payer(1, 100), payer, 1).id().toString();
        sql = ShardSql.on(cluster, 0);
    }

    @AfterAll
    void stop() throws SQLException {
        assertThat(cluster.reconcile().balanced()).as("nothing went through").isTrue();
        sql.close();
        cluster.close();
    }

    /** {@code :alice} and the like stand for ids of rows that are there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    UPDATE ledger_entries SET amount = amount + 1 | append-only
                    UPDATE ledger_entries SET at = at | append-only
                    DELETE FROM ledger_entries WHERE account_id = :alice | append-only
                    INSERT INTO ledger_entries SELECT account_id, 99, movement_id, kind, 0, 0, at FROM ledger_entries LIMIT 1 | ledger_entries_amount
                    INSERT INTO ledger_entries SELECT * FROM ledger_entries WHERE account_id = :alice | ledger_entries.PRIMARY
                    UPDATE accounts SET posted = -1 WHERE id = :alice | accounts_covered
                    UPDATE accounts SET held = posted + 1 WHERE id = :alice | accounts_covered
                    UPDATE accounts SET credit = 5, held = posted + 6 WHERE id = :alice | accounts_covered
                    UPDATE accounts SET credit = -1 WHERE id = :alice | accounts_credit
                    INSERT INTO limit_usage VALUES (:alice, '2026-01-02', 'day', '2026-01-01', -1, 0) | limit_usage_counts
                    INSERT INTO limit_usage VALUES (:alice, '2026-01-02', 'day', '2026-01-01', 0, -1) | limit_usage_counts
                    INSERT INTO beneficiaries VALUES ('al', 'bob', UUID_TO_BIN(UUID()), 1, 'bob', NULL, NULL, '', -1, 5, 5, NULL, NULL, '2026-01-01', '2026-01-01') | beneficiaries_bounds
                    INSERT INTO beneficiaries VALUES ('al', 'bob', UUID_TO_BIN(UUID()), 1, 'bob', NULL, NULL, '', 6, 5, 5, NULL, NULL, '2026-01-01', '2026-01-01') | beneficiaries_bounds
                    INSERT INTO beneficiaries VALUES ('al', 'bob', UUID_TO_BIN(UUID()), 1, 'bob', NULL, NULL, '', 0, 5, -1, NULL, NULL, '2026-01-01', '2026-01-01') | beneficiaries_bounds
                    INSERT INTO beneficiaries VALUES ('al', 'bob', UUID_TO_BIN(UUID()), 1, 'bob', NULL, NULL, '', 0, 5, 5, '2026-01-02', '2026-01-02', '2026-01-01', '2026-01-01') | beneficiaries_time
                    INSERT INTO beneficiaries VALUES ('al', 'bob', UUID_TO_BIN(UUID()), 1, 'bob', NULL, NULL, '', 0, 5, 5, NULL, NULL, '2026-01-01', '2026-01-01'), ('al', 'bob', UUID_TO_BIN(UUID()), 1, 'bob', NULL, NULL, '', 0, 5, 5, NULL, NULL, '2026-01-01', '2026-01-01') | beneficiaries.PRIMARY
                    INSERT INTO rules VALUES ('WALLET', 'basic', 0, '{}', '2026-01-01', 'admin') | rules_version
                    UPDATE accounts SET held = -1 WHERE id = :alice | accounts_held
                    UPDATE accounts SET status = 'CLOSED' WHERE id = :alice | accounts_closed_empty
                    UPDATE accounts SET status = 'GONE' WHERE id = :alice | status
                    UPDATE accounts SET posted = 9223372036854775807 + 1 WHERE id = :alice | out of range
                    UPDATE accounts SET user_id = (SELECT * FROM (SELECT user_id FROM accounts WHERE id = :alice) a) WHERE id = :bob | accounts_owner
                    UPDATE transfers SET amount = 0 WHERE id = :transfer | transfers_amount
                    UPDATE transfers SET amount = -30 WHERE id = :transfer | transfers_amount
                    UPDATE transfers SET payee_account = payer_account WHERE id = :transfer | transfers_two_accounts
                    UPDATE transfers SET completed_at = NULL WHERE id = :transfer | transfers_end
                    UPDATE transfers SET status = 'PENDING' WHERE id = :transfer | transfers_end
                    UPDATE transfers SET status = 'FAILED' WHERE id = :transfer | transfers_reason
                    UPDATE transfers SET reason = 'ACCOUNT_CLOSED' WHERE id = :transfer | transfers_reason
                    INSERT INTO transfers SELECT :alice, idempotency_key, payer_user_id, payer_account, payee_user_id, payee_account, payer_named, payee_ref, payer_shard, payee_shard, amount, currency, reference, description, metadata, status, reason, created_at, completed_at, kind, parent_id, traceparent, fee, terms FROM transfers WHERE id = :transfer | transfers_key
                    UPDATE inbound_transfers SET amount = 0 WHERE id = :arrived | inbound_transfers_amount
                    UPDATE inbound_transfers SET outcome = 'REFUSED' WHERE id = :arrived | inbound_transfers_reason
                    UPDATE inbound_transfers SET reason = 'ACCOUNT_CLOSED' WHERE id = :arrived | inbound_transfers_reason
                    INSERT INTO inbound_transfers SELECT * FROM inbound_transfers WHERE id = :arrived | inbound_transfers.PRIMARY
                    INSERT INTO shard_identity VALUES (2, 2) | shard_identity_one
                    INSERT INTO shard_identity VALUES (1, 2) | shard_identity.PRIMARY
                    INSERT INTO shard_map VALUES (2, 4096, 0) | shard_map_slot
                    INSERT INTO shard_map VALUES (2, -1, 0) | shard_map_slot
                    INSERT INTO shard_map VALUES (1, 7, 0) | shard_map.PRIMARY
                    INSERT INTO relay_lease VALUES (2, 'x', NOW()) | relay_lease_one
                    """)
    void isRefused(String statement, String says) {
        String written = statement
                .replace(":alice", id(alice))
                .replace(":bob", id(bob))
                .replace(":transfer", id(transfer))
                .replace(":arrived", id(arrived));

        assertThatThrownBy(() -> sql.run(written))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(says);
    }

    private static String id(String uuid) {
        return "UUID_TO_BIN('" + uuid + "')";
    }
}
