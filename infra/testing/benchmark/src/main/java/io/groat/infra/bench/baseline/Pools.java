package io.groat.infra.bench.baseline;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.groat.infra.bench.stack.ShardServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A pool of connections a shard, set up as HikariCP's authors advise for MySQL. */
final class Pools implements AutoCloseable {
    private static final Map<String, String> DRIVER = Map.ofEntries(
            Map.entry("sslMode", "DISABLED"),
            Map.entry("allowPublicKeyRetrieval", "true"),
            Map.entry("useServerPrepStmts", "true"),
            Map.entry("cachePrepStmts", "true"),
            Map.entry("prepStmtCacheSize", "250"),
            Map.entry("prepStmtCacheSqlLimit", "2048"),
            Map.entry("useLocalSessionState", "true"),
            Map.entry("rewriteBatchedStatements", "true"),
            Map.entry("cacheResultSetMetadata", "true"),
            Map.entry("cacheServerConfiguration", "true"),
            Map.entry("elideSetAutoCommits", "true"),
            Map.entry("maintainTimeStats", "false"));

    private final List<HikariDataSource> pools;

    /** @param size connections of each pool, all opened at once */
    Pools(List<ShardServer> servers, String database, int size) {
        pools = servers.stream().map(server -> pool(server, database, size)).toList();
    }

    /** A connection in a transaction, READ COMMITTED; to be committed or rolled back, and closed. */
    Connection connection(int shard) throws SQLException {
        return pools.get(shard).getConnection();
    }

    private static HikariDataSource pool(ShardServer server, String database, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("baseline-" + server.shard());
        config.setJdbcUrl("jdbc:mysql://" + server.host() + ":" + server.port() + "/" + database);
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(size);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionTimeout(Duration.ofSeconds(60).toMillis());
        DRIVER.forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }
}
