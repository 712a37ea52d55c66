package io.groat.infra.bench.report;

import io.groat.infra.bench.load.Measurement;
import io.groat.infra.bench.load.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results for people. */
public final class TextReport {
    private static final String COLUMNS = "%-13s %-7s %-8s %6s %9s %8s %8s %8s %8s %7s %7s %7s %9s%s";

    private TextReport() {}

    /** The table, with what its columns mean. */
    public static List<String> table(Results results, int baselinePoolSize) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                COLUMNS,
                "mode",
                "loop",
                "users",
                "flight",
                "per s",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "cpu/1000",
                "x best",
                "x same",
                "x plain",
                "balanced",
                ""));
        results.summaries().forEach(summary -> lines.add(row(results, summary)));
        lines.add("");
        lines.add(
                "Medians over the rounds. cpu/1000: processor seconds a thousand transfers, of all that takes part and this"
                        + " program, which is the load generator.");
        lines.add("x best: transfers a second against the baseline's best; x same: against the baseline's cell of the"
                + " same kind; x plain: the whole system against the router alone, holds and refunds against transfers, under the"
                + " same load.");
        lines.add("hold: a hold and its capture count as one; refund: of a part of a transfer that was made before.");
        lines.add("flight: transfers under way, in an open loop at most; its latency counts from the moment a transfer"
                + " was due.");
        if (baselinePoolSize > 0) {
            lines.add(
                    "baseline: JDBC, HikariCP with " + baselinePoolSize + " connections a shard (the best of 16, 32 and"
                            + " 64), a thread a transfer in flight, one transaction a leg.");
        }
        return lines;
    }

    /** Each aim, with what it came to. */
    public static List<String> aims(Results results) {
        List<String> lines = new ArrayList<>();
        for (Aim aim : new Aims(results).all()) {
            lines.add(
                    aim.isMeasured()
                            ? String.format(
                                    Locale.ROOT,
                                    "  %-7s %-58s %.2f %s, aim: at %s %.2f %s",
                                    aim.isMet() ? "met" : "MISSED",
                                    aim.what(),
                                    aim.reached(),
                                    aim.unit(),
                                    aim.atLeast() ? "least" : "most",
                                    aim.bound(),
                                    aim.unit())
                            : String.format(Locale.ROOT, "  %-7s %s", "-", aim.what() + ": not measured"));
        }
        return lines;
    }

    private static String row(Results results, CellSummary summary) {
        Measurement median = summary.median();
        Mode mode = summary.cell().mode();
        return String.format(
                Locale.ROOT,
                COLUMNS,
                mode.label(),
                summary.cell().loop().label(),
                summary.cell().skew().label(),
                summary.cell().inFlight(),
                String.format(Locale.ROOT, "%,.0f", median.transfersPerSecond()),
                number(median.p50Ms()),
                number(median.p95Ms()),
                number(median.p99Ms()),
                number(median.cpuSecondsPer1000()),
                number(summary.ratioToBest()),
                number(summary.ratioToNeighbour()),
                number(summary.ratioToReference()),
                results.balanced(mode) ? "yes" : "NO",
                remarks(summary));
    }

    private static String remarks(CellSummary summary) {
        String failed = summary.median().failed() == 0
                ? ""
                : "  " + summary.median().failed() + " failed, such as: "
                        + summary.median().firstTrouble();
        return summary.relayBehind() == 0 ? failed : "  relay " + summary.relayBehind() + " events behind" + failed;
    }

    static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "-";
    }
}
