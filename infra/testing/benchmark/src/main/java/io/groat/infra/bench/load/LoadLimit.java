package io.groat.infra.bench.load;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long a cell may take after its window for what is still under way. */
final class LoadLimit {
    static final Duration DRAIN = Duration.ofMinutes(3);

    private LoadLimit() {}

    /** Waits until all have arrived but the caller. */
    static void await(Phaser underWay) {
        try {
            int phase = underWay.arriveAndDeregister();
            if (phase >= 0) {
                underWay.awaitAdvanceInterruptibly(phase, DRAIN.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            throw new LoadException(
                    underWay.getUnarrivedParties() + " transfers did not end within " + DRAIN.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while transfers were under way", e);
        }
    }
}
