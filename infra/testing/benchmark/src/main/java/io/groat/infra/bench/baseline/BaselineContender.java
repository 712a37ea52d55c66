package io.groat.infra.bench.baseline;

import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.stack.ShardServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The usual design: JDBC, HikariCP, one transaction a leg. */
public final class BaselineContender implements Contender {
    /** The sizes of a shard's pool that are tried before the best is kept. */
    public static final List<Integer> POOL_SIZES = List.of(16, 32, 64);

    private final List<ShardServer> servers;
    private final String database;
    private final List<BaselineAccount> accounts;
    private Pools pools;
    private int poolSize;

    /**
     * Creates tables and accounts.
     *
     * @param database the name of its database on each server; empty
     */
    public BaselineContender(List<ShardServer> servers, String database, int users) {
        this.servers = List.copyOf(servers);
        this.database = database;
        this.poolSize = POOL_SIZES.get(0);
        this.pools = new Pools(servers, database, poolSize);
        try {
            this.accounts = new BaselineSchema(new Transactions(pools), servers.size()).create(users);
        } catch (SQLException e) {
            pools.close();
            throw new LoadException("Could not make the baseline's tables: " + e.getMessage(), e);
        }
    }

    /** Connections to each shard from the next cell on. */
    public void usePoolsOf(int size) {
        pools.close();
        pools = new Pools(servers, database, size);
        poolSize = size;
    }

    public int poolSize() {
        return poolSize;
    }

    @Override
    public Mode mode() {
        return Mode.BASELINE;
    }

    @Override
    public Sender open(int inFlight) {
        return new ThreadSender(new BaselineTransfers(new Transactions(pools), accounts), inFlight);
    }

    @Override
    public Map<String, List<Long>> parts() {
        return ShardServer.part(servers);
    }

    @Override
    public boolean balanced() {
        try {
            return books().balanced();
        } catch (SQLException e) {
            throw new LoadException("The baseline's books could not be read: " + e.getMessage(), e);
        }
    }

    BaselineBooks books() {
        return new BaselineBooks(new Transactions(pools), servers.size());
    }

    @Override
    public void close() {
        pools.close();
    }
}
