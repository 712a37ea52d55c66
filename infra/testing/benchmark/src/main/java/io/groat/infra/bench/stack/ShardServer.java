package io.groat.infra.bench.stack;

import io.groat.infra.server.mysql.MySqlLogin;
import java.util.List;
import java.util.Map;

/**
 * A MySQL server that holds one shard of each mode, in databases of their own.
 *
 * @param shard its number
 * @param user who may do everything
 * @param password never printed
 * @param pid of its process
 */
public record ShardServer(int shard, String host, int port, String user, String password, long pid) {
    /** How to log in to it. */
    public MySqlLogin login() {
        return new MySqlLogin(port, user, password);
    }

    /** What of the system they are together. */
    public static Map<String, List<Long>> part(List<ShardServer> servers) {
        return Map.of("mysql", servers.stream().map(ShardServer::pid).toList());
    }

    @Override
    public String toString() {
        return "mysql-" + shard + " on port " + port;
    }
}
