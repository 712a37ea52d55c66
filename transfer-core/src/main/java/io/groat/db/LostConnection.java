package io.groat.db;

import io.r2dbc.spi.R2dbcNonTransientResourceException;

/** Failures that mean no more than that a connection to a shard is gone. */
public final class LostConnection {

    /** What r2dbc-mysql says, for it has no type for it, when a connection is given up while it is being made. */
    private static final String GIVEN_UP = "Fail to emit a login request";

    private LostConnection() {}

    /** Whether it is one: the server is away, or the connection was given up. */
    public static boolean is(Throwable failure) {
        return failure instanceof R2dbcNonTransientResourceException
                || (failure instanceof IllegalStateException
                        && String.valueOf(failure.getMessage()).startsWith(GIVEN_UP));
    }
}
