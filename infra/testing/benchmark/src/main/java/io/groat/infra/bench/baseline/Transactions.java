package io.groat.infra.bench.baseline;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Runs work in one transaction, again after a deadlock or a lock wait. */
final class Transactions {
    private static final Set<Integer> WORTH_A_REPEAT = Set.of(1205, 1213);
    private static final int TRIES = 10;

    private final Pools pools;

    Transactions(Pools pools) {
        this.pools = pools;
    }

    /** What happens within a transaction. */
    @FunctionalInterface
    interface Work<R> {
        R in(Connection connection) throws SQLException;
    }

    <R> R run(int shard, Work<R> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = pools.connection(shard)) {
                return committed(connection, work);
            } catch (SQLException e) {
                if (!WORTH_A_REPEAT.contains(e.getErrorCode()) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static <R> R committed(Connection connection, Work<R> work) throws SQLException {
        boolean done = false;
        try {
            R result = work.in(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }
}
