package io.groat.infra.bench.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** So many transfers under way at once: where one ends, the next begins. */
final class ClosedLoop {
    /** As a client would pause; and what fails at once would otherwise call itself without end. */
    private static final Executor AFTER_TROUBLE = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    private final Traffic traffic;
    private final Skew skew;
    private final Sender sender;
    private final CellMeter meter;
    private final Phaser underWay = new Phaser(1);
    private volatile boolean over;

    ClosedLoop(Traffic traffic, Skew skew, Sender sender, CellMeter meter) {
        this.traffic = traffic;
        this.skew = skew;
        this.sender = sender;
        this.meter = meter;
    }

    /** Runs for a while unmeasured, then for the window; returns when the last transfer has ended. */
    void run(int inFlight, Duration warmUp, Duration window) {
        underWay.bulkRegister(inFlight);
        for (int i = 0; i < inFlight; i++) {
            new Turn().next();
        }
        parkUntil(System.nanoTime() + warmUp.toNanos());
        meter.open();
        parkUntil(System.nanoTime() + window.toNanos());
        meter.close();
        over = true;
        LoadLimit.await(underWay);
    }

    static void parkUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** One of those under way, again and again. */
    private final class Turn implements Ending {
        private long sentNanos;

        void next() {
            sentNanos = System.nanoTime();
            sender.send(traffic.next(skew), this);
        }

        @Override
        public void ended(@Nullable String trouble) {
            long now = System.nanoTime();
            if (trouble != null) {
                meter.fail(trouble);
            } else if (meter.isOpen()) {
                meter.count();
                meter.record(now - sentNanos);
            }
            if (over) {
                underWay.arriveAndDeregister();
            } else if (trouble == null) {
                next();
            } else {
                AFTER_TROUBLE.execute(this::next);
            }
        }
    }
}
