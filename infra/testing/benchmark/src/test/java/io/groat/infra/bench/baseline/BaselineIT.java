package io.groat.infra.bench.baseline;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.CellRun;
import io.groat.infra.bench.load.Measurement;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.Skew;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.load.TransferOrder;
import io.groat.infra.bench.stack.ShardServer;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The usual design keeps its books too: what the engine is measured against does the whole work. */
class BaselineIT {
    private static final String DATABASE = "baseline_it";
    private static final int USERS = 40;

    private final List<ShardServer> servers = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private BaselineContender baseline;

    @BeforeEach
    void fresh() {
        for (MySqlServerHandle server : TestServers.mysqlShards()) {
            server.dropDatabase(DATABASE);
            server.createDatabase(DATABASE);
            servers.add(new ShardServer(
                    servers.size(), server.host(), server.port(), server.user(), server.password(), -1));
        }
        baseline = new BaselineContender(servers, DATABASE, USERS);
    }

    @AfterEach
    void close() {
        baseline.close();
    }

    @Test
    void hundredsOfTransfersAtOnceLeaveEveryBalanceAsItMustBe() throws SQLException {
        Traffic traffic = new Traffic(USERS, 3);
        List<TransferOrder> orders = IntStream.range(0, 600)
                .mapToObj(i -> traffic.next(i % 2 == 0 ? Skew.UNIFORM : Skew.ZIPF))
                .toList();

        assertThat(send(orders)).hasSize(600).allMatch(String::isEmpty);

        Map<String, Long> expected = new HashMap<>();
        for (TransferOrder order : orders) {
            expected.merge(Traffic.userId(order.payer()), -order.amountMinor(), Long::sum);
            expected.merge(Traffic.userId(order.payee()), order.amountMinor(), Long::sum);
        }
        Map<String, Long> balances = balances();
        assertThat(balances).hasSize(USERS);
        assertThat(balances)
                .allSatisfy((user, posted) ->
                        assertThat(posted - Traffic.OPENING_BALANCE).isEqualTo(expected.getOrDefault(user, 0L)));
        assertThat(baseline.books().completed()).isEqualTo(600);
        assertThat(baseline.balanced()).isTrue();
        // Two entries a leg: two on one shard, four across; an event row a leg: one, or three.
        long across = count("inbound_transfers");
        assertThat(across).isBetween(300L, 599L);
        assertThat(count("ledger_entries")).isEqualTo(USERS + 4 + 2 * 600 + 2 * across);
        assertThat(count("outbox_events")).isEqualTo(600 + 2 * across);
    }

    @Test
    void aKeyMovesMoneyOnce() throws SQLException {
        TransferOrder order = new TransferOrder(1, 0, 1, 500);

        assertThat(send(List.of(order))).containsExactly("");
        assertThat(send(List.of(order, order))).containsExactly("", "");

        assertThat(balances().get(Traffic.userId(0))).isEqualTo(Traffic.OPENING_BALANCE - 500);
        assertThat(baseline.books().completed()).isEqualTo(1);
        assertThat(baseline.balanced()).isTrue();
    }

    @Test
    void whoHasNotEnoughPaysNothing() throws SQLException {
        List<String> troubles = send(List.of(
                new TransferOrder(1, 0, 1, Traffic.OPENING_BALANCE + 1),
                new TransferOrder(2, 0, 2, Traffic.OPENING_BALANCE + 1),
                new TransferOrder(3, 0, 3, Traffic.OPENING_BALANCE + 1)));

        assertThat(troubles).hasSize(3).containsOnly("a transfer ended FAILED");
        assertThat(balances().values()).containsOnly(Traffic.OPENING_BALANCE);
        assertThat(baseline.balanced()).isTrue();
    }

    @Test
    void booksThatAreWrongAreFound() throws SQLException {
        execute(0, "UPDATE accounts SET posted = posted + 1 WHERE kind = 'USER' LIMIT 1");

        assertThat(baseline.balanced()).isFalse();
    }

    @Test
    void aCellOfItIsMeasured() {
        baseline.usePoolsOf(8);
        Measurement measured = new CellRun(new Traffic(USERS, 5), Duration.ofMillis(200), Duration.ofMillis(800))
                .measure(baseline, Cell.closed(Mode.BASELINE, 16), Double.NaN);

        assertThat(measured.failed()).isZero();
        assertThat(measured.transfersPerSecond()).isPositive();
        assertThat(measured.p50Ms()).isPositive().isLessThanOrEqualTo(measured.p99Ms());
        assertThat(baseline.balanced()).isTrue();
    }

    /** What each came to; empty for those that completed. */
    private List<String> send(List<TransferOrder> orders) {
        var troubles = new ConcurrentLinkedQueue<String>();
        try (Sender sender = baseline.open(32)) {
            orders.forEach(order -> sender.send(order, trouble -> troubles.add(trouble == null ? "" : trouble)));
            Awaitility.await().atMost(PATIENCE).until(() -> troubles.size() == orders.size());
        }
        return List.copyOf(troubles);
    }

    private Map<String, Long> balances() throws SQLException {
        Map<String, Long> balances = new HashMap<>();
        for (MySqlServerHandle server : TestServers.mysqlShards()) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT user_id, posted FROM " + DATABASE + ".accounts WHERE kind = 'USER'")) {
                while (row.next()) {
                    balances.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return balances;
    }

    private static long count(String table) throws SQLException {
        long sum = 0;
        for (MySqlServerHandle server : TestServers.mysqlShards()) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + DATABASE + "." + table)) {
                row.next();
                sum += row.getLong(1);
            }
        }
        return sum;
    }

    private static void execute(int shard, String sql) throws SQLException {
        try (Connection connection = TestServers.mysqlShards().get(shard).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE " + DATABASE);
            statement.execute(sql);
        }
    }
}
