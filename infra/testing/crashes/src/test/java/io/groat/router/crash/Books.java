package io.groat.router.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in the tables of the shards that are there, read past every router. */
final class Books {

    private static final String TRANSFERS = """
            SELECT BIN_TO_UUID(t.id), t.idempotency_key, t.payer_user_id, t.payee_user_id, t.amount, t.status,
            COALESCE(d.seq, 0) FROM transfers t
            LEFT JOIN (SELECT e.movement_id, e.seq FROM ledger_entries e JOIN accounts a ON a.id = e.account_id
            WHERE a.kind = 'USER' AND e.amount < 0) AS d ON d.movement_id = t.id
            WHERE t.payer_user_id LIKE ?""";
    private static final String BALANCES = "SELECT user_id, posted FROM accounts WHERE user_id LIKE ?";

    /**
     * A transfer.
     *
     * @param debit number of the payer's entry: the order in which the ledger took the payer's transfers
     */
    record Booked(String id, String key, String payer, String payee, long amount, String status, long debit) {}

    private final String database;

    Books(String database) {
        this.database = database;
    }

    /** All transfers of payers whose names begin so. */
    List<Booked> transfers(String prefix) {
        return rows(
                TRANSFERS,
                prefix,
                row -> new Booked(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        String.valueOf(row.getString(4)),
                        row.getLong(5),
                        row.getString(6),
                        row.getLong(7)));
    }

    long pending(String prefix) {
        return transfers(prefix).stream()
                .filter(transfer -> transfer.status().equals("PENDING"))
                .count();
    }

    /** Events that wait for Kafka, in rows of one batch each. */
    long outboxRows() {
        return rows("SELECT COUNT(*) FROM outbox_events WHERE 'any' LIKE ?", "", row -> row.getLong(1)).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * Checks that every key moved its money once: one transfer a key, completed, and balances that are those of the
     * opening and the transfers.
     */
    void eachKeyMovedMoneyOnce(Collection<Order> orders, Wallets wallets) {
        Map<String, Booked> byKey = new LinkedHashMap<>();
        transfers(wallets.prefix())
                .forEach(transfer -> assertThat(byKey.put(transfer.key(), transfer))
                        .as("another transfer under the key of %s", transfer)
                        .isNull());
        Map<String, Long> expected = new LinkedHashMap<>();
        wallets.all().forEach(user -> expected.put(user, Wallets.OPENING));
        for (Order order : orders) {
            assertThat(byKey.get(order.key())).as("%s", order).isNotNull().satisfies(booked -> {
                assertThat(booked.status()).isEqualTo("COMPLETED");
                assertThat(booked.amount()).isEqualTo(order.amount());
                assertThat(booked.payer()).isEqualTo(order.payer());
                assertThat(booked.payee()).isEqualTo(order.payee());
            });
            expected.merge(order.payer(), -order.amount(), Long::sum);
            expected.merge(order.payee(), order.amount(), Long::sum);
        }
        assertThat(byKey).hasSize(orders.size());
        assertThat(balances(wallets.prefix())).isEqualTo(expected);
    }

    private Map<String, Long> balances(String prefix) {
        Map<String, Long> balances = new LinkedHashMap<>();
        rows(BALANCES, prefix, row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(account -> balances.put(account.getKey(), account.getValue()));
        return balances;
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, String prefix, Reader<T> reader) {
        List<T> found = new ArrayList<>();
        for (MySqlServerHandle shard : TestServers.mysqlShards()) {
            if (!shard.running()) {
                continue;
            }
            try (Connection connection = shard.connect()) {
                connection.setCatalog(database);
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, prefix + "%");
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found.add(reader.read(rows));
                        }
                    }
                }
            } catch (SQLException e) {
                throw new AssertionError("could not read " + shard, e);
            }
        }
        return found;
    }
}
