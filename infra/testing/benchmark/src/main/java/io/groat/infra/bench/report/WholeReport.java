package io.groat.infra.bench.report;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.report.OverloadResult.Load;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What the whole system does about a transfer, for people. */
public final class WholeReport {
    private static final String ROW = "%-46s";

    private WholeReport() {}

    /** A cell with what its consumers took. */
    private record Followed(Cell cell, FollowUpSummary summary) {
        String column() {
            return cell.mode().label() + " " + cell.inFlight()
                    + (cell.equals(Cell.closed(cell.mode(), cell.inFlight()))
                            ? ""
                            : " " + cell.loop().label() + " " + cell.skew().label());
        }
    }

    /** Nothing of what was not measured. */
    public static List<String> lines(Results results) {
        List<String> lines = new ArrayList<>();
        List<Followed> cells = new ArrayList<>();
        results.summaries().forEach(summary -> {
            FollowUpSummary followUp = summary.followUp();
            if (followUp != null) {
                cells.add(new Followed(summary.cell(), followUp));
            }
        });
        if (!cells.isEmpty()) {
            cassandra(lines, cells);
        }
        OverloadResult overload = results.overload();
        if (overload != null) {
            overload(lines, overload);
        }
        FollowResult follow = results.follow();
        if (follow != null) {
            follow(lines, follow);
        }
        return lines;
    }

    private static void cassandra(List<String> lines, List<Followed> cells) {
        lines.add("");
        lines.add(
                "Whole system, a transfer. A cell ends when every consumer has handled all its events: so many seconds"
                        + " after the last answer (drained).");
        lines.add("So many more later its positions in Kafka said so too (settled), which does not count; the next cell"
                + " begins then.");
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, ROW, ""));
        cells.forEach(cell -> head.append(String.format(Locale.ROOT, " %" + width(cell) + "s", cell.column())));
        lines.add(head.toString());
        row(lines, "drained, s", cells, FollowUpSummary::drainSeconds);
        row(lines, "settled, s", cells, FollowUpSummary::settleSeconds);
        row(lines, "Cassandra's mutations", cells, FollowUpSummary::mutations);
        rows(lines, cells, FollowUpSummary::mutationsByTable);
        row(lines, "Cassandra's reads", cells, FollowUpSummary::reads);
        rows(lines, cells, FollowUpSummary::readsByTable);
        lines.add("requests to Cassandra, by service");
        rows(lines, cells, FollowUpSummary::requestsByService);
    }

    private static int width(Followed cell) {
        return Math.max(8, cell.column().length());
    }

    private static void row(
            List<String> lines, String name, List<Followed> cells, Function<FollowUpSummary, Double> figure) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, ROW, name));
        cells.forEach(cell -> row.append(
                String.format(Locale.ROOT, " %" + width(cell) + "s", TextReport.number(figure.apply(cell.summary())))));
        lines.add(row.toString());
    }

    private static void rows(
            List<String> lines, List<Followed> cells, Function<FollowUpSummary, Map<String, Double>> figures) {
        Set<String> names = new TreeSet<>();
        cells.forEach(cell -> names.addAll(figures.apply(cell.summary()).keySet()));
        names.stream()
                .sorted(Comparator.comparingDouble((String name) -> -sum(cells, figures, name)))
                .forEach(name -> row(
                        lines,
                        "  " + name,
                        cells,
                        summary -> figures.apply(summary).getOrDefault(name, 0.0)));
    }

    private static double sum(
            List<Followed> cells, Function<FollowUpSummary, Map<String, Double>> figures, String name) {
        return cells.stream()
                .mapToDouble(cell -> figures.apply(cell.summary()).getOrDefault(name, 0.0))
                .sum();
    }

    private static void overload(List<String> lines, OverloadResult overload) {
        lines.add("");
        lines.add(
                "Overload, whole system. Accepted: answered with 201 or 202; in the closed loops a caller who is refused"
                        + " waits as Retry-After says");
        load(lines, "64 callers", overload.usual());
        load(lines, "512 callers", overload.many());
        load(lines, "a quarter of the rate", overload.before());
        load(lines, "twice the rate", overload.flood());
        load(lines, "a quarter, ten seconds later", overload.after());
    }

    private static void load(List<String> lines, String name, Load load) {
        lines.add(String.format(
                Locale.ROOT,
                "  %-30s %,9.0f/s accepted  p50 %9.2f ms  p99 %9.2f ms  answers %s",
                name,
                load.perSecond(),
                load.p50Ms(),
                load.p99Ms(),
                load.answers()));
    }

    private static void follow(List<String> lines, FollowResult follow) {
        lines.add("");
        lines.add(String.format(
                Locale.ROOT, "What follows an answer, whole system at %,.0f transfers a second", follow.perSecond()));
        delays(lines, "decision on fraud_events", follow.decision());
        delays(lines, "count on the dashboard", follow.dashboard());
        delays(lines, "message on the payee's stream", follow.payee());
    }

    private static void delays(List<String> lines, String name, Delays delays) {
        lines.add(String.format(
                Locale.ROOT,
                "  %-30s p50 %9.2f ms  p99 %9.2f ms  of %,d%s",
                name,
                delays.p50Ms(),
                delays.p99Ms(),
                delays.count(),
                delays.missing() == 0 ? "" : "; " + delays.missing() + " NEVER SEEN"));
    }
}
