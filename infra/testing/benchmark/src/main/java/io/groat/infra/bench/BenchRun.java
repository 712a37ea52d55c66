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
import io.groat.infra.bench.report.WebhookResult;
import io.groat.infra.bench.stack.BenchStack;
import io.groat.infra.bench.webhook.WebhookRun;
import io.groat.infra.bench.whole.FollowRun;
import io.groat.infra.bench.whole.OverloadRun;
import io.groat.infra.launcher.console.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One run: warms up, measures round after round, and checks the books. */
final class BenchRun {
    private static final double OPEN_SHARE = 0.5;

    private static final double QUARTER = 0.25;
    /** Those who follow payments look on for so many cells. */
    private static final int FOLLOWED_CELLS = 5;
    /** Webhooks go on for so many cells. */
    private static final int WEBHOOK_CELLS = 3;

    private static final Duration WARM_UP_SLICE = Duration.ofSeconds(4);
    private static final Duration COME_BACK = Duration.ofSeconds(6);
    private static final double NOTABLE = 1.03;

    private final Terminal terminal;
    private final BenchStack stack;
    private final Contenders contenders;
    private final Set<Mode> modes;
    private final CellPlan plan;
    private final int rounds;
    private final Duration window;
    private final boolean cold;
    private final Traffic traffic;
    /** Whether the consumers were stopped since they were measured last. */
    private boolean rested;

    private final Results results = new Results();

    /**
     * How a mode is warmed up: slice after slice at two loads each.
     *
     * @param fewest slices
     * @param steady slices that bring nothing more before it is enough
     * @param most slices
     */
    private record WarmUp(int fewest, int steady, int most) {
        static final WarmUp USUAL = new WarmUp(5, 2, 10);
        /** Each slice ends only when all is worked off, which warms too. */
        static final WarmUp WHOLE = new WarmUp(3, 1, 6);
    }

    /** @param settings of this run */
    BenchRun(Terminal terminal, BenchStack stack, Contenders contenders, BenchSettings settings, Traffic traffic) {
        this.terminal = terminal;
        this.stack = stack;
        this.contenders = contenders;
        this.modes = settings.modes();
        this.plan = new CellPlan(settings.modes(), settings.inFlight());
        this.rounds = settings.rounds();
        this.window = settings.window();
        this.cold = settings.cold();
        this.traffic = traffic;
    }

    /** Runs everything. */
    Results measure() {
        if (!cold) {
            warmUp();
        }
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
                        "%3d/%d  %-52s %s   about %d:%02d left",
                        done,
                        total,
                        cell,
                        figures,
                        left.toMinutes(),
                        left.toSecondsPart()));
            }
        }
        measureWithoutCells();
        for (Mode mode : modes) {
            boolean balanced = books(mode).balanced() && results.isEachOnce(mode);
            results.addVerdict(mode, balanced);
            terminal.say("books of " + mode.label() + (balanced ? ": balanced" : ": NOT BALANCED"));
        }
        return results;
    }

    private void measureWithoutCells() {
        if (modes.contains(Mode.WEBHOOKS)) {
            terminal.say("webhooks of a payment gateway, and payments beside them");
            WebhookResult found = new WebhookRun(
                            stack,
                            stack.gateway(),
                            ready(Mode.WEBHOOKS),
                            traffic,
                            window.multipliedBy(WEBHOOK_CELLS),
                            terminal::say)
                    .measure();
            results.setWebhooks(found);
        }
        if (modes.contains(Mode.FOLLOW)) {
            double perSecond = QUARTER * wholeRate();
            terminal.say(String.format(Locale.ROOT, "following payments, %,.0f a second", perSecond));
            Duration warmUp = cold ? window : WARM_UP_SLICE;
            results.setFollow(new FollowRun(
                            stack.whole(), contenders.work(), traffic, warmUp, window.multipliedBy(FOLLOWED_CELLS))
                    .measure(Math.max(1, perSecond)));
        }
        if (modes.contains(Mode.OVERLOAD)) {
            terminal.say("loading the whole system with more than it can carry");
            results.setOverload(new OverloadRun(stack.whole(), contenders.work(), traffic, window).measure());
        }
    }

    private Contender books(Mode mode) {
        return mode.isWhole() ? contenders.whole(stack.whole()) : contenders.get(mode);
    }

    /** Of the whole system at 64 in flight: as it was measured, else measured now. */
    private double wholeRate() {
        Cell cell = Cell.closed(Mode.WHOLE_HTTP, CellPlan.RATE_SOURCE);
        double measured = results.throughput(cell);
        return Double.isNaN(measured)
                ? new CellRun(traffic, Duration.ZERO, window)
                        .measure(contenders.whole(stack.whole()), cell, Double.NaN)
                        .transfersPerSecond()
                : measured;
    }

    /** Only one of the two systems works at a time. */
    private Contender ready(Mode mode) {
        if (Contenders.needsWhole(modes)) {
            if (mode.isWhole()) {
                stack.whole().goOn();
            } else {
                stack.whole().rest();
                rested = true;
            }
        }
        return contenders.get(mode);
    }

    private String measure(int round, Cell cell) {
        Contender contender = ready(cell.mode());
        if (cell.mode().isWhole() && rested && !cold) {
            comeBack(contender);
        }
        double rate = rate(cell);
        Measurement measured = new CellRun(traffic, window.dividedBy(4), window).measure(contender, cell, rate);
        long behind = contender.settle();
        results.add(round, cell, measured, rate, behind, contender.followUpCost());
        String failed = measured.failed() == 0 ? "" : "  " + measured.failed() + " FAILED: " + measured.firstTrouble();
        return String.format(
                Locale.ROOT,
                "%,7.0f/s  p50 %7.2f ms  p99 %7.2f ms%s",
                measured.transfersPerSecond(),
                measured.p50Ms(),
                measured.p99Ms(),
                failed);
    }

    /**
     * Consumers that were stopped while the router was measured have lost their partitions, and with these what they
     * remember; nobody stops them elsewhere. A load that counts for nothing gives both back.
     */
    private void comeBack(Contender whole) {
        rested = false;
        new CellRun(traffic, Duration.ZERO, COME_BACK)
                .measure(whole, Cell.closed(whole.mode(), CellPlan.RATE_SOURCE), Double.NaN);
        whole.settle();
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
                ready(mode);
                choosePool(baseline);
            } else {
                warmUp(ready(mode));
            }
        }
    }

    /** Until it gets no faster; a load that Java still compiles for would be measured as slow as it is at first. */
    private void warmUp(Contender contender) {
        terminal.say("warming up " + contender.mode().label());
        WarmUp warmUp = contender.mode().isWhole() ? WarmUp.WHOLE : WarmUp.USUAL;
        for (int inFlight : List.of(256, CellPlan.RATE_SOURCE)) {
            Cell cell = Cell.closed(contender.mode(), inFlight);
            double best = 0;
            int slice = 0;
            for (int unimproved = 0;
                    slice < warmUp.fewest() || (unimproved < warmUp.steady() && slice < warmUp.most());
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
