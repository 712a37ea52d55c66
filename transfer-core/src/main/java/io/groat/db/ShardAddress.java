package io.groat.db;

import java.time.Duration;

/**
 * Where a shard's MySQL is and how to work with it.
 *
 * @param password never printed
 * @param tls whether the connection has to be encrypted with a verified certificate; without it, plain
 * @param readConnections most connections for reads, at once
 * @param connectTimeout for a connection to be made
 * @param readTimeout for one read, from asking for a connection to its last row
 */
public record ShardAddress(
        int shard,
        String host,
        int port,
        String database,
        String user,
        String password,
        boolean tls,
        int readConnections,
        Duration connectTimeout,
        Duration readTimeout) {

    /** An address with the usual limits: 8 read connections, 2 s to connect, 5 s to read. */
    public static ShardAddress of(int shard, String host, int port, String database, String user, String password) {
        return new ShardAddress(
                shard, host, port, database, user, password, false, 8, Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    /** The address for the schema's migration. */
    String jdbcUrl() {
        return "jdbc:mysql://" + host + ":" + port + "/" + database + "?connectTimeout=" + connectTimeout.toMillis()
                + (tls ? "&sslMode=VERIFY_IDENTITY" : "&sslMode=DISABLED&allowPublicKeyRetrieval=true");
    }

    @Override
    public String toString() {
        return "shard " + shard + " at " + host + ":" + port + "/" + database;
    }
}
