package io.groat.infra.bench.whole;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.CellRun;
import io.groat.infra.bench.load.Loop;
import io.groat.infra.bench.load.Measurement;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Pause;
import io.groat.infra.bench.load.Skew;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.report.OverloadResult;
import io.groat.infra.bench.report.OverloadResult.Load;
import io.groat.infra.bench.stack.WholeStack;
import java.time.Duration;

/** Loads the whole system with more than it can carry, and looks how it is afterwards. */
public final class OverloadRun {
    private static final int USUAL = 64;
    private static final int MANY = 512;
    /** More than can be under way at twice the rate while each waits for its deadline. */
    private static final int MOST_OPEN = 4_096;

    private static final double FLOOD = 2;
    private static final double CALM = 0.25;
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private final WholeStack stack;
    private final WholeWork work;
    private final Traffic traffic;
    private final Duration window;

    /** @param window how long each load lasts */
    public OverloadRun(WholeStack stack, WholeWork work, Traffic traffic, Duration window) {
        this.stack = stack;
        this.work = work;
        this.traffic = traffic;
        this.window = window;
    }

    /** All of it; a minute or two more than six windows when consumers are slow. */
    public OverloadResult measure() {
        work.begin();
        Load usual = closed(USUAL);
        Load many = closed(MANY);
        double rate = Math.max(1, usual.perSecond());
        work.awaitRest();
        Load before = open(CALM * rate);
        work.awaitRest();
        Load flood = open(FLOOD * rate);
        // The system is given so long, and nothing is asked of it.
        Pause.until(System.nanoTime() + RECOVERY.toNanos());
        Load after = open(CALM * rate);
        work.awaitRest();
        return new OverloadResult(usual, many, flood, before, after);
    }

    private Load closed(int callers) {
        return load(new OverloadPayers(stack, true), Cell.closed(Mode.OVERLOAD, callers), Double.NaN);
    }

    private Load open(double perSecond) {
        return load(
                new OverloadPayers(stack, false),
                new Cell(Mode.OVERLOAD, Loop.OPEN, Skew.UNIFORM, MOST_OPEN),
                perSecond);
    }

    private Load load(OverloadPayers callers, Cell cell, double perSecond) {
        Measurement measured = new CellRun(traffic, Duration.ZERO, window).measure(callers, cell, perSecond);
        return new Load(measured.transfersPerSecond(), measured.p50Ms(), measured.p99Ms(), callers.answers());
    }
}
