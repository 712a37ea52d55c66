package io.groat.web.http;

import io.groat.web.redis.RedisUnavailableException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Hooks;

/**
 * Errors that come when nobody waits for an outcome any more. Reactor logs each as an error with its trace; but a client
 * that hung up is none of ours, and whoever does so on purpose would fill the log. What took too long is worth a line.
 */
public final class DroppedErrors {

    private static final Logger LOG = LoggerFactory.getLogger(DroppedErrors.class);

    private static final Set<Predicate<Throwable>> EXPECTED = new CopyOnWriteArraySet<>();

    private DroppedErrors() {}

    /** What else means no more than that a server is away, which whoever asked next has been told of. */
    public static void expect(Predicate<Throwable> also) {
        EXPECTED.add(also);
    }

    /** From now on, in this process. */
    public static void logOurs() {
        Hooks.onErrorDropped(DroppedErrors::log);
    }

    private static void log(Throwable failure) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.debug("Its other side has closed a connection: {}", failure.toString());
        } else if (isExpected(failure)) {
            // Whoever asked has given up before it: under load there are many, and their traces say nothing.
            LOG.warn("What nobody waited for any more has failed: {}", failure.toString());
        } else {
            LOG.error("What nobody waited for any more has failed", failure);
        }
    }

    private static boolean isExpected(Throwable failure) {
        return failure instanceof TimeoutException
                || failure.getCause() instanceof TimeoutException
                || failure instanceof IOException
                || failure.getCause() instanceof IOException
                || failure instanceof RedisUnavailableException
                || EXPECTED.stream().anyMatch(also -> also.test(failure));
    }
}
