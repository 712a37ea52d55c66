package io.groat.infra.bench.webhook;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.stack.BenchGateway;
import io.groat.infra.bench.stack.ShardServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came in by the gateway, as the shards' tables have it. */
final class Deposits {
    private static final String QUERY = "SELECT SUBSTRING_INDEX(idempotency_key, '/', -1), COUNT(*) FROM transfers"
            + " WHERE kind = 'DEPOSIT' AND status = 'COMPLETED' AND payer_user_id = 'funding:" + BenchGateway.NAME
            + "' GROUP BY 1";

    private final List<ShardServer> shards;
    private final String database;

    Deposits(List<ShardServer> shards, String database) {
        this.shards = List.copyOf(shards);
        this.database = database;
    }

    /** How often each payment was credited. */
    Map<String, Integer> byPayment() {
        Map<String, Integer> credited = new HashMap<>();
        for (ShardServer shard : shards) {
            try (Connection connection = shard.login().connect()) {
                connection.setCatalog(database);
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(QUERY)) {
                    while (rows.next()) {
                        credited.merge(rows.getString(1), rows.getInt(2), Integer::sum);
                    }
                }
            } catch (SQLException e) {
                throw new LoadException(shard + " can't be read: " + e.getMessage(), e);
            }
        }
        return credited;
    }
}
