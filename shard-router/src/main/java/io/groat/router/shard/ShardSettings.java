package io.groat.router.shard;

import io.groat.db.ShardAddress;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where one shard's MySQL is.
 *
 * @param tls whether the connection has to be encrypted with a verified certificate
 * @param readConnections most connections for reads, at once
 */
record ShardSettings(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("0") int port,
        @DefaultValue("groat") String database,
        @DefaultValue("root") String user,
        @DefaultValue("") String password,
        @DefaultValue("false") boolean tls,
        @DefaultValue("8") int readConnections,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration readTimeout) {

    private static final int FIRST_PORT = 3306;
    private static final int LAST_PORT = 65_535;

    /** The address of that shard; without a port of its own it is the first shard's usual one and counted on. */
    ShardAddress address(int shard) {
        String name = "groat.shards[" + shard + "].";
        if (password.isEmpty()) {
            throw new IllegalArgumentException(name + "password is not set. Set GROAT_SHARDS_" + shard
                    + "_PASSWORD, or GROAT_MYSQL_PASSWORD for all shards");
        }
        if (host.isBlank() || database.isBlank() || user.isBlank()) {
            throw new IllegalArgumentException(name + "host, database and user may not be empty");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException(name + "port " + port + " is not a port");
        }
        if (readConnections < 1) {
            throw new IllegalArgumentException(name + "read-connections has to be at least 1");
        }
        return new ShardAddress(
                shard,
                host,
                port == 0 ? FIRST_PORT + shard : port,
                database,
                user,
                password,
                tls,
                readConnections,
                connectTimeout,
                readTimeout);
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
