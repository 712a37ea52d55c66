package io.groat.router.auth.token;

import java.io.Serial;

/** There is no key to sign with: {@code groat.auth.keys} names no folder, or one without a readable key. */
public final class NoSigningKeyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    NoSigningKeyException() {
        super("there is no signing key: groat.auth.keys has to name a folder that holds one", null, false, false);
    }
}
