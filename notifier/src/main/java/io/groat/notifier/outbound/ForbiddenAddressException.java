package io.groat.notifier.outbound;

import java.io.Serial;

/** A name or an address leads to where nothing may be sent. */
public final class ForbiddenAddressException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host) {
        super(host + " is not on the public internet", null, false, false);
    }
}
