package io.groat.infra.bench.stack;

/**
 * A MySQL server that holds one shard of each mode, in databases of their own.
 *
 * @param shard its number
 * @param user who may do everything
 * @param password never printed
 * @param pid of its process
 */
public record ShardServer(int shard, String host, int port, String user, String password, long pid) {
    @Override
    public String toString() {
        return "mysql-" + shard + " on port " + port;
    }
}
