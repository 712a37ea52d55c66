package io.groat.cassandra;

import java.io.Serial;

/** There is no session yet: Cassandra has not been reached since the start. */
public final class CassandraAwayException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CassandraAwayException(String reason) {
        super(reason);
    }
}
