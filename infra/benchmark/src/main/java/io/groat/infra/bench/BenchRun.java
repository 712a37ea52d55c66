package io.groat.infra.bench;

import io.groat.infra.bench.baseline.BaselineContender;
import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.CellRun;
import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Measurement;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.report.Results;
import io.groat.infra.launcher.console.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One run: warms up, measures round after round, and checks the books. */
final class BenchRun {
    private static final double OPEN_SHARE = 0.5;

    private static final Duration WARM_UP_SLICE = Duration.ofSeconds(4);
    private static final int FEWEST_SLICES = 5;
    private static final int STEADY_SLICES = 2;
    private static final int MOST_SLICES = 10;
    private static final double NOTABLE = 1.03;

    private final Terminal terminal;
    private final Contenders contenders;
    private final CellPlan plan;
    private final int rounds;
    private final Duration window;
    private final Traffic traffic;
    private final Results results = new Results();

    BenchRun(Terminal terminal, Contenders contenders, CellPlan plan, int rounds, Duration window, Traffic traffic) {
        this.terminal = terminal;
        this.contenders = contenders;
        this.plan = plan;
        this.rounds = rounds;
        this.window = window;
        this.traffic = traffic;
    }

    /** Runs everything. */
    Results measure() {
        warmUp();
        int total = rounds * plan.round(0).size();
        int done = 0;
        long begin = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (Cell cell : plan.round(round)) {
                String figures = measure(round, cell);
                done++;
                Duration left = Duration.ofNanos((System.nanoTime() - begin) / done * (total - done));
                terminal.say(String.format(
                        Locale.ROOT,
                        "%3d/%d  %-48s %s   about %d:%02d left",
                        done,
                        total,
                        cell,
                        figures,
                        left.toMinutes(),
                        left.toSecondsPart()));
            }
        }
        for (Mode mode : contenders.modes()) {
            boolean balanced = contenders.get(mode).balanced();
            results.addVerdict(mode, balanced);
            terminal.say("books of " + mode.label() + (balanced ? ": balanced" : ": NOT BALANCED"));
        }
        return results;
    }

    private String measure(int round, Cell cell) {
        Contender contender = contenders.get(cell.mode());
        double rate = rate(cell);
        Measurement measured = new CellRun(traffic, window.dividedBy(4), window).measure(contender, cell, rate);
        long behind = contender.settle();
        results.add(round, cell, measured, rate, behind);
        String failed = measured.failed() == 0 ? "" : "  " + measured.failed() + " FAILED: " + measured.firstTrouble();
        return String.format(
                Locale.ROOT,
                "%,7.0f/s  p50 %7.2f ms  p99 %7.2f ms%s",
                measured.transfersPerSecond(),
                measured.p50Ms(),
                measured.p99Ms(),
                failed);
    }

    /** Half of what the mode made with 64 in flight so far, for an open loop. */
    private double rate(Cell cell) {
        return cell.loop() == Loop.CLOSED
                ? Double.NaN
                : Math.max(1, OPEN_SHARE * results.throughput(Cell.closed(cell.mode(), CellPlan.RATE_SOURCE)));
    }

    /** The first pass of every mode counts for nothing: Java compiles what is hot, MySQL fills its caches. */
    private void warmUp() {
        BaselineContender baseline = contenders.baseline();
        for (Mode mode : contenders.modes()) {
            if (mode == Mode.BASELINE && baseline != null) {
                choosePool(baseline);
            } else {
                warmUp(contenders.get(mode));
            }
        }
    }

    /** Until it gets no faster; a load that Java still compiles for would be measured as slow as it is at first. */
    private void warmUp(Contender contender) {
        terminal.say("warming up " + contender.mode().label());
        for (int inFlight : List.of(256, CellPlan.RATE_SOURCE)) {
            Cell cell = Cell.closed(contender.mode(), inFlight);
            double best = 0;
            int slice = 0;
            for (int unimproved = 0;
                    slice < FEWEST_SLICES || (unimproved < STEADY_SLICES && slice < MOST_SLICES);
                    slice++) {
                double perSecond = new CellRun(traffic, Duration.ZERO, WARM_UP_SLICE)
                        .measure(contender, cell, Double.NaN)
                        .transfersPerSecond();
                unimproved = perSecond > best * NOTABLE ? 0 : unimproved + 1;
                best = Math.max(best, perSecond);
            }
            contender.settle();
        }
    }

    /** Once warm, each size has its turn at the load that the usual design is best at. */
    private void choosePool(BaselineContender baseline) {
        warmUp(baseline);
        int best = baseline.poolSize();
        double most = 0;
        for (int size : BaselineContender.POOL_SIZES) {
            baseline.usePoolsOf(size);
            double perSecond = new CellRun(traffic, window.dividedBy(4), window)
                    .measure(baseline, Cell.closed(Mode.BASELINE, CellPlan.RATE_SOURCE), Double.NaN)
                    .transfersPerSecond();
            terminal.say(String.format(Locale.ROOT, "baseline with %d connections a shard: %,.0f/s", size, perSecond));
            if (perSecond > most) {
                most = perSecond;
                best = size;
            }
        }
        baseline.usePoolsOf(best);
    }
}
