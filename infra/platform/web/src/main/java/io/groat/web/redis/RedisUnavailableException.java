package io.groat.web.redis;

import java.io.Serial;

/** Redis didn't answer, in time or at all. Whether the command was run is not known. */
public final class RedisUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public RedisUnavailableException(Throwable cause) {
        super("Redis does not answer: " + cause.getMessage(), cause, false, false);
    }
}
