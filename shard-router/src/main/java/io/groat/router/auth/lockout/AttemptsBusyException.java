package io.groat.router.auth.lockout;

import java.io.Serial;

/** As many tries at one secret are under way as may be, for longer than anybody waits. */
public final class AttemptsBusyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    AttemptsBusyException() {
        super("as many tries are under way as may be", null, false, false);
    }
}
