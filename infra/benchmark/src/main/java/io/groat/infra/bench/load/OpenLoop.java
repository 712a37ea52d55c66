package io.groat.infra.bench.load;

import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * So many transfers a second, whatever becomes of them. A transfer's latency counts from the moment it was due: one that
 * had to wait behind others has waited for its user too.
 */
final class OpenLoop {
    private static final double NANOS = 1e9;

    private final Traffic traffic;
    private final Skew skew;
    private final Sender sender;
    private final CellMeter meter;
    private final Phaser underWay = new Phaser(1);

    OpenLoop(Traffic traffic, Skew skew, Sender sender, CellMeter meter) {
        this.traffic = traffic;
        this.skew = skew;
        this.sender = sender;
        this.meter = meter;
    }

    /**
     * Runs from now to the window's end; returns when the last transfer that was due in it has ended.
     *
     * @param inFlight most at once; further ones wait their turn
     */
    void run(double perSecond, int inFlight) {
        Semaphore turns = new Semaphore(inFlight);
        long start = System.nanoTime();
        long latest = meter.endNanos() + LoadLimit.DRAIN.toNanos() / 2;
        boolean begun = false;
        boolean ended = false;
        for (long i = 0; ; i++) {
            long due = start + (long) (i * NANOS / perSecond);
            if (due - meter.endNanos() >= 0) {
                break;
            }
            if (!begun && meter.isWithin(due)) {
                ClosedLoop.parkUntil(meter.beginNanos());
                meter.begin();
                begun = true;
            }
            ClosedLoop.parkUntil(due);
            if (!ended && System.nanoTime() - meter.endNanos() >= 0) {
                meter.end();
                ended = true;
            }
            if (taken(turns, latest)) {
                send(due, turns);
            } else {
                meter.fail("could not even begin: the rate was too high for longer than the cell");
            }
        }
        if (!ended) {
            ClosedLoop.parkUntil(meter.endNanos());
            meter.end();
        }
        LoadLimit.await(underWay);
    }

    private void send(long due, Semaphore turns) {
        underWay.register();
        sender.send(traffic.next(skew), trouble -> {
            end(due, trouble);
            turns.release();
            underWay.arriveAndDeregister();
        });
    }

    private void end(long due, @Nullable String trouble) {
        long now = System.nanoTime();
        if (trouble != null) {
            meter.fail(trouble);
            return;
        }
        if (meter.isWithin(now)) {
            meter.count();
        }
        if (meter.isWithin(due)) {
            meter.record(now - due);
        }
    }

    private static boolean taken(Semaphore turns, long latestNanos) {
        try {
            return turns.tryAcquire(Math.max(0, latestNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while transfers were under way", e);
        }
    }
}
