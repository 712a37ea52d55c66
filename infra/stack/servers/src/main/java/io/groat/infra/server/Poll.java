package io.groat.infra.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition by asking again and again. */
public final class Poll {
    private static final long PAUSE_MILLIS = 20;

    private Poll() {}

    /**
     * Asks until the condition holds or the limit has passed, at least once.
     *
     * @return whether it came to hold
     */
    public static boolean until(Duration limit, BooleanSupplier condition) {
        return until(limit, Duration.ofMillis(PAUSE_MILLIS), condition);
    }

    /**
     * The same, of a condition that takes something to ask.
     *
     * @param pause between two askings
     * @return whether it came to hold
     */
    public static boolean until(Duration limit, Duration pause, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ServerException("Interrupted while waiting", e);
            }
        }
        return true;
    }
}
