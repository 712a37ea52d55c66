package io.groat.infra.bench.load;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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
     * Runs for a while unmeasured, then for the window; returns when the last transfer that was due has ended.
     *
     * @param inFlight most at once; further ones wait their turn
     */
    void run(double perSecond, int inFlight, Duration warmUp, Duration window) {
        Semaphore turns = new Semaphore(inFlight);
        long start = System.nanoTime();
        long begin = start + warmUp.toNanos();
        long end = begin + window.toNanos();
        long latest = end + LoadLimit.DRAIN.toNanos() / 2;
        boolean measured = false;
        for (long due = start, i = 1; due - end < 0; due = start + (long) (i++ * NANOS / perSecond)) {
            if (!measured && due - begin >= 0) {
                Pause.until(begin);
                meter.open();
                measured = true;
            }
            Pause.until(due);
            if (System.nanoTime() - end >= 0) {
                meter.windowEnds();
            }
            if (taken(turns, latest)) {
                send(due, measured, turns);
            } else {
                meter.fail("could not even begin: the rate was too high for longer than the cell");
            }
        }
        Pause.until(end);
        meter.windowEnds();
        LoadLimit.await(underWay);
    }

    /** @param measured whether it was due within the window */
    private void send(long due, boolean measured, Semaphore turns) {
        underWay.register();
        sender.send(traffic.next(skew), trouble -> {
            if (trouble != null) {
                meter.fail(trouble);
            } else {
                if (meter.isOpen()) {
                    meter.count();
                }
                if (measured) {
                    meter.record(System.nanoTime() - due);
                }
            }
            turns.release();
            underWay.arriveAndDeregister();
        });
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
