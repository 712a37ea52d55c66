package io.groat.infra.bench.report;

import io.groat.infra.bench.load.Cell;
import io.groat.infra.bench.load.PartUse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What each part costs a transfer, for people. */
public final class PartsReport {
    private static final String CELL = "%-12s %-7s %-8s %6s";

    private PartsReport() {}

    /** Two tables of the cells that a router took part in; nothing when there are none. */
    public static List<String> lines(Results results) {
        List<CellSummary> cells = results.summaries().stream()
                .filter(summary -> summary.cell().mode().hasRouter())
                .toList();
        List<String> lines = new ArrayList<>();
        if (!cells.isEmpty()) {
            Set<String> parts = new LinkedHashSet<>();
            cells.forEach(summary -> parts.addAll(summary.median().usedByPart().keySet()));
            lines.add("");
            lines.add(
                    "Processor time a transfer by part, ms, the consumers' work behind it included; bench is this program");
            table(lines, cells, parts, PartUse::cpuMs);
            lines.add("");
            lines.add("Switches from thread to thread a transfer by part");
            table(lines, cells, parts, PartUse::switches);
        }
        return lines;
    }

    private static void table(
            List<String> lines, List<CellSummary> cells, Set<String> parts, ToDoubleFunction<PartUse> figure) {
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, CELL, "mode", "loop", "users", "flight"));
        parts.forEach(part -> head.append(String.format(Locale.ROOT, " %" + width(part) + "s", part)));
        lines.add(head.append("      all").toString());
        for (CellSummary summary : cells) {
            Cell cell = summary.cell();
            StringBuilder row = new StringBuilder(String.format(
                    Locale.ROOT,
                    CELL,
                    cell.mode().label(),
                    cell.loop().label(),
                    cell.skew().label(),
                    cell.inFlight()));
            double all = 0;
            for (String part : parts) {
                PartUse use = summary.median().usedByPart().get(part);
                double value = use == null ? Double.NaN : figure.applyAsDouble(use);
                all += use == null ? 0 : value;
                row.append(String.format(Locale.ROOT, " %" + width(part) + "s", TextReport.number(value)));
            }
            lines.add(row.append(String.format(Locale.ROOT, " %8s", TextReport.number(all)))
                    .toString());
        }
    }

    private static int width(String part) {
        return Math.max(8, part.length());
    }
}
