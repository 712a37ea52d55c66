package io.groat.cassandra;

import com.datastax.oss.driver.api.core.DriverException;
import java.io.Serial;

/** There is no session yet: Cassandra has not been reached since the start. */
public final class CassandraAwayException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CassandraAwayException(String reason) {
        super(reason);
    }

    /** Whether a failure is Cassandra's: it was not reached, or could not do what it was asked. */
    public static boolean isCauseOf(Throwable failure) {
        return failure instanceof CassandraAwayException || failure instanceof DriverException;
    }
}
