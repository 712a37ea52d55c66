package io.groat.infra.bench.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** So many transfers under way at once: where one ends, the next begins. */
final class ClosedLoop {
    /** As a client would pause. */
    private static final Executor AFTER_TROUBLE = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    private final Traffic traffic;
    private final Skew skew;
    private final Sender sender;
    private final CellMeter meter;
    private final Executor afterTrouble;
    private final Phaser underWay = new Phaser(1);
    private volatile boolean over;

    ClosedLoop(Traffic traffic, Skew skew, Sender sender, CellMeter meter) {
        this(traffic, skew, sender, meter, AFTER_TROUBLE);
    }

    /** @param afterTrouble begins the next one where one has failed */
    ClosedLoop(Traffic traffic, Skew skew, Sender sender, CellMeter meter, Executor afterTrouble) {
        this.traffic = traffic;
        this.skew = skew;
        this.sender = sender;
        this.meter = meter;
        this.afterTrouble = afterTrouble;
    }

    /** Runs for a while unmeasured, then for the window; returns when the last transfer has ended. */
    void run(int inFlight, Duration warmUp, Duration window) {
        underWay.bulkRegister(inFlight);
        if (warmUp.isZero()) {
            meter.open();
        }
        long begin = System.nanoTime() + warmUp.toNanos();
        for (int i = 0; i < inFlight; i++) {
            new Turn().again();
        }
        if (!warmUp.isZero()) {
            Pause.until(begin);
            meter.open();
            begin = System.nanoTime();
        }
        Pause.until(begin + window.toNanos());
        meter.windowEnds();
        over = true;
        LoadLimit.await(underWay);
    }

    /** One of those under way, again and again. */
    private final class Turn implements Ending {
        /** Transfers to be begun, the one that is being begun included: one that ends within its call leaves a second. */
        private final AtomicInteger toBegin = new AtomicInteger();

        private volatile long sentNanos;

        /** Begins one; never within another's beginning, however quickly that one ended. */
        void again() {
            if (toBegin.getAndIncrement() > 0) {
                return;
            }
            do {
                sentNanos = System.nanoTime();
                sender.send(traffic.next(skew), this);
            } while (toBegin.decrementAndGet() > 0);
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
                again();
            } else {
                afterTrouble.execute(this::again);
            }
        }
    }
}
