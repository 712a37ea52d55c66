package io.groat.infra.bench.load;

import java.util.concurrent.Phaser;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** So many transfers under way at once: where one ends, the next begins. */
final class ClosedLoop {
    private final Traffic traffic;
    private final Skew skew;
    private final Sender sender;
    private final CellMeter meter;
    private final Phaser underWay = new Phaser(1);

    ClosedLoop(Traffic traffic, Skew skew, Sender sender, CellMeter meter) {
        this.traffic = traffic;
        this.skew = skew;
        this.sender = sender;
        this.meter = meter;
    }

    /** Runs from now to the window's end; returns when the last transfer has ended. */
    void run(int inFlight) {
        underWay.bulkRegister(inFlight);
        for (int i = 0; i < inFlight; i++) {
            new Turn().next();
        }
        parkUntil(meter.beginNanos());
        meter.begin();
        parkUntil(meter.endNanos());
        meter.end();
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
            } else if (meter.isWithin(now)) {
                meter.count();
                meter.record(now - sentNanos);
            }
            if (now - meter.endNanos() < 0) {
                next();
            } else {
                underWay.arriveAndDeregister();
            }
        }
    }
}
