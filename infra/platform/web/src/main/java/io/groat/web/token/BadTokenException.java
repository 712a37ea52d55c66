package io.groat.web.token;

import java.io.Serial;

/** A token or key that is not, or no longer, good. Says nothing of it. */
public final class BadTokenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason in a few words, for the caller to read */
    public BadTokenException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
