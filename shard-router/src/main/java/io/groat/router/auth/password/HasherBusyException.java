package io.groat.router.auth.password;

import java.io.Serial;

/** As many passwords wait to be hashed as may. */
public final class HasherBusyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    HasherBusyException() {
        super("as many passwords wait to be hashed as may", null, false, false);
    }
}
