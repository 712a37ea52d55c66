package io.groat.settlement;

import static io.groat.engine.TestCluster.EUR;
import static io.groat.engine.TestCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.dispute.SettleableDisputes;
import io.groat.engine.SettlementEngine;
import io.groat.engine.TestCluster;
import io.groat.infra.testservers.TestServers;
import io.groat.order.SettleablePayments;
import io.groat.payout.SettleablePayouts;
import io.groat.settlement.Settleable.Kind;
import io.groat.settlement.Transit.Aged;
import io.groat.settlement.Transit.OfKind;
import io.groat.settlement.TransitLine.Age;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What of ours gateways have by how long they have had it, beside very much that is settled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransitAgesIT {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final int MANY = 5_000;
    private static final List<SettleableSource> SOURCES =
            List.of(new SettleablePayments(), new SettleablePayouts(), new SettleableDisputes());

    /** As many rows of each table that are settled. */
    private static final List<String> SETTLED = List.of(
            "INSERT INTO gateway_payments (gateway, payment_id, order_id, amount, currency, fee, purpose, seen_at,"
                    + " movement_id, settled_at) SELECT 'aged', CONCAT('old', n), UUID_TO_BIN(UUID()), 100, 'EUR', 0,"
                    + " 'WALLET', '2026-10-01', UUID_TO_BIN(UUID()), '2026-10-05' FROM n",
            "INSERT INTO payouts (id, version, idempotency_key, payer_user_id, payer_account, payer_ref, amount, currency,"
                    + " destination_id, shown, gateway, provider_id, status, created_at, settled_at, back_settled_at)"
                    + " SELECT UUID_TO_BIN(UUID()), 1, CONCAT('old', n), CONCAT('user-', n), UUID_TO_BIN(UUID()), 'user',"
                    + " 100, 'EUR', UUID_TO_BIN(UUID()), 'al…@okbank', 'aged', CONCAT('out', n), IF(n % 9, 'SETTLED',"
                    + " 'FAILED'), '2026-10-01', '2026-10-05', '2026-10-06' FROM n",
            "INSERT INTO disputes (id, version, gateway, provider_id, order_id, payment_id, payee_user_id, amount,"
                    + " currency, reason, status, taken, created_at, settled_at, back_settled_at)"
                    + " SELECT UUID_TO_BIN(UUID()), 1, 'aged', CONCAT('disp', n), UUID_TO_BIN(UUID()), 'pay', 'user', 100,"
                    + " 'EUR', 'fraudulent', 'WON', 100, '2026-10-01', '2026-10-05', '2026-10-06' FROM n",
            "INSERT INTO settled_items (gateway, subject, by_id, by_line, row_key, occurred_at, created_at, settled_at)"
                    + " SELECT 'aged', CONCAT('PAYMENT/old', n), UUID_TO_BIN(UUID()), n, n, '2026-10-01', '2026-10-05',"
                    + " '2026-10-05' FROM n");

    private TestCluster cluster;
    private SettlementEngine settlements;

    @BeforeAll
    void start() throws SQLException {
        cluster = TestCluster.fresh();
        settlements = new SettlementEngine(cluster.shards, SOURCES, Set.of("aged"), InstantSource.fixed(NOW));
        try (Connection connection = connect(0);
                Statement statement = connection.createStatement()) {
            statement.execute("SET cte_max_recursion_depth = " + MANY);
            for (String insert : SETTLED) {
                statement.execute(insert.replace(
                        " SELECT ",
                        " WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < " + MANY
                                + ") SELECT "));
            }
            statement.execute("ANALYZE TABLE gateway_payments, payouts, disputes, settled_items");
        }
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void eachStandsUnderItsAge() throws SQLException {
        String[] since = {
            "2026-11-29T12:00:00.000001",
            "2026-11-29T12:00:00",
            "2026-11-28T12:00:00",
            "2026-11-27T12:00:00",
            "2026-11-23T12:00:00",
            "2026-01-01T00:00:00"
        };
        for (int shard = 0; shard < 2; shard++) {
            for (int n = 0; n < since.length; n++) {
                try (Connection connection = connect(shard);
                        Statement statement = connection.createStatement()) {
                    statement.execute(
                            "INSERT INTO gateway_payments (gateway, payment_id, order_id, amount, currency, fee,"
                                    + " purpose, seen_at, movement_id) VALUES ('aged', 'new" + shard + "-" + n
                                    + "', UUID_TO_BIN(UUID()), " + (1 << n) + ", 'EUR', 0, 'WALLET', '" + since[n]
                                    + "', UUID_TO_BIN(UUID()))");
                }
            }
        }

        Transit aged = await(settlements.transit()).stream()
                .filter(one -> one.gateway().equals("aged") && one.currency().equals(EUR))
                .findFirst()
                .orElseThrow();

        assertThat(aged.unsettled())
                .containsExactly(
                        aged(Age.DAY, 2, 2, "2026-11-29T12:00:00.000001Z"),
                        aged(Age.TWO_DAYS, 2, 4, "2026-11-29T12:00:00Z"),
                        aged(Age.THREE_DAYS, 2, 8, "2026-11-28T12:00:00Z"),
                        aged(Age.WEEK, 2, 16, "2026-11-27T12:00:00Z"),
                        aged(Age.LONGER, 4, 96, "2026-01-01T00:00:00Z"));
        assertThat(aged.unsettledCount()).isEqualTo(12);
    }

    private static Aged aged(Age age, long count, long amountMinor, String oldest) {
        return new Aged(
                age, count, amountMinor, Instant.parse(oldest), List.of(new OfKind(Kind.PAYMENT, count, amountMinor)));
    }

    /** What is settled is never read, and movements are looked up by their keys: the report costs what is not settled. */
    @Test
    void itIsReadByIndexes() throws SQLException {
        String plan = plan(SettledStore.transitSql(SOURCES, NOW));

        assertThat(plan)
                .contains("gateway_payments_unsettled", "payouts_unsettled", "disputes_unsettled", "settled_items_open")
                .doesNotContain("table scan on p ", "table scan on d ", "table scan on s ", "table scan on o ");
        assertThat(plan.lines().filter(line -> line.contains(" on t ")))
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.contains("single-row index lookup on t using transfers_key"));
    }

    private String plan(String sql) throws SQLException {
        try (Connection connection = connect(0);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN FORMAT=TREE " + sql)) {
            rows.next();
            return rows.getString(1).toLowerCase(Locale.ROOT);
        }
    }

    private Connection connect(int shard) throws SQLException {
        Connection connection = TestServers.mysqlShards().get(shard).connect();
        connection.setCatalog(cluster.database());
        return connection;
    }
}
