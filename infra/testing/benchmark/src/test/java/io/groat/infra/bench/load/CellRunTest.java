package io.groat.infra.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CellRunTest {
    private static final CellRun RUN = new CellRun(new Traffic(10, 1), Duration.ofMillis(100), Duration.ofMillis(500));

    @Test
    void aClosedLoopKeepsSoManyUnderWayAndNoMore() {
        try (Delayed contender = new Delayed(20, 1_000, null)) {
            Measurement measured = RUN.measure(contender, Cell.closed(Mode.ENGINE, 8), Double.NaN);

            assertThat(contender.most.get()).isEqualTo(8);
            assertThat(contender.underWay.get()).isZero();
            assertThat(measured.p50Ms()).isGreaterThanOrEqualTo(20);
            // 8 at once, 20 ms each: 400 a second at most.
            assertThat(measured.transfersPerSecond()).isPositive().isLessThanOrEqualTo(400 + 16);
            assertThat(measured.failed()).isZero();
        }
    }

    @Test
    void anOpenLoopKeepsItsRate() {
        try (Delayed contender = new Delayed(1, 1_000, null)) {
            long start = System.nanoTime();
            Measurement measured = RUN.measure(contender, new Cell(Mode.ENGINE, Loop.OPEN, Skew.UNIFORM, 64), 200);

            // What is due in 600 ms, however late a busy machine comes to send it, and none of it before its time.
            assertThat(contender.sent.get()).isEqualTo(120);
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(595));
            assertThat(measured.failed()).isZero();
            assertThat(measured.transfersPerSecond()).isPositive();
        }
    }

    @Test
    void waitingForATurnCountsInAnOpenLoop() {
        // One at a time, 20 ms each: 50 a second, where 200 are asked for. The queue grows all the time.
        try (Delayed contender = new Delayed(20, 1, null)) {
            Measurement measured = RUN.measure(contender, new Cell(Mode.ENGINE, Loop.OPEN, Skew.UNIFORM, 1), 200);

            assertThat(measured.p99Ms()).isGreaterThan(500);
            assertThat(contender.most.get()).isEqualTo(1);
        }
    }

    @Test
    void whatDidNotCompleteIsCountedApart() {
        try (Delayed contender = new Delayed(10, 1_000, "no funds")) {
            Measurement measured = RUN.measure(contender, Cell.closed(Mode.ENGINE, 2), Double.NaN);

            assertThat(measured.transfersPerSecond()).isZero();
            assertThat(measured.failed()).isPositive();
            assertThat(measured.firstTrouble()).isEqualTo("no funds");
        }
    }

    @Test
    void whatFailsAtOnceDoesNotCallItselfWithoutEnd() {
        try (Delayed contender = new Delayed(0, 1_000, "down")) {
            Measurement measured = RUN.measure(contender, Cell.closed(Mode.ENGINE, 4), Double.NaN);

            // Each of the four pauses for 10 ms after a failure.
            assertThat(measured.failed()).isBetween(4L, 4L * 120);
        }
    }

    @Test
    void whereTheWorkBehindCountsACellEndsWithIt() {
        try (Delayed contender = new Delayed(20, 1_000, null)) {
            Work work = new Work();
            contender.work = work;
            Measurement measured = RUN.measure(contender, Cell.closed(Mode.ENGINE, 8), Double.NaN);

            assertThat(work.begun).isEqualTo(1);
            // All count, those that ended after the window too; half a second of load, and one of work behind it.
            assertThat(measured.completed()).isGreaterThan(8);
            assertThat(measured.transfersPerSecond()).isLessThanOrEqualTo(measured.completed() / 1.5);
            assertThat(measured.usedByPart()).containsOnlyKeys("bench");
            assertThat(measured.cpuSecondsPer1000()).isPositive();
        }
    }

    /** Is done a second after the last transfer. */
    private static final class Work implements FollowUp {
        private int begun;

        @Override
        public void begin() {
            begun++;
        }

        /** Takes more of the processor than the system's clock for it needs to move. */
        @Override
        public long awaitWorkedOff() {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long begun = threads.getCurrentThreadCpuTime();
            while (threads.getCurrentThreadCpuTime() - begun < TimeUnit.MILLISECONDS.toNanos(50)) {
                Thread.onSpinWait();
            }
            return System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        }
    }

    /** Ends each transfer after a while; after none, within the call. */
    private static final class Delayed implements Contender, Sender {
        private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger sent = new AtomicInteger();
        private final int millis;
        private final int limit;
        private final @Nullable String trouble;
        private @Nullable FollowUp work;

        Delayed(int millis, int limit, @Nullable String trouble) {
            this.millis = millis;
            this.limit = limit;
            this.trouble = trouble;
        }

        @Override
        public Mode mode() {
            return Mode.ENGINE;
        }

        @Override
        public Sender open(int inFlight) {
            return this;
        }

        @Override
        public Map<String, List<Long>> parts() {
            return Map.of();
        }

        @Override
        public @Nullable FollowUp followUp() {
            return work;
        }

        @Override
        public boolean balanced() {
            return true;
        }

        @Override
        public void send(TransferOrder order, Ending ending) {
            sent.incrementAndGet();
            int now = underWay.incrementAndGet();
            assertThat(now).isLessThanOrEqualTo(limit);
            most.accumulateAndGet(now, Math::max);
            if (millis == 0) {
                underWay.decrementAndGet();
                ending.ended(trouble);
                return;
            }
            var unused = timer.schedule(
                    () -> {
                        underWay.decrementAndGet();
                        ending.ended(trouble);
                    },
                    millis,
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            if (underWay.get() == 0) {
                timer.shutdown();
            }
        }
    }
}
