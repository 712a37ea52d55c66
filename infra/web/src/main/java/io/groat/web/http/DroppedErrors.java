package io.groat.web.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Hooks;

/**
 * Errors that come when nobody waits for an outcome any more. Reactor logs each as an error with its trace; but a client
 * that hung up is none of ours, and whoever does so on purpose would fill the log.
 */
public final class DroppedErrors {

    private static final Logger LOG = LoggerFactory.getLogger(DroppedErrors.class);

    private DroppedErrors() {}

    /** From now on, in this process. */
    public static void logOurs() {
        Hooks.onErrorDropped(DroppedErrors::log);
    }

    private static void log(Throwable failure) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.debug("A client hung up: {}", failure.toString());
        } else {
            LOG.error("A failure that nobody waited for any more", failure);
        }
    }
}
