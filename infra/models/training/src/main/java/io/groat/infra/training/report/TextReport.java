package io.groat.infra.training.report;

import io.groat.infra.training.measure.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report that fits a screen. */
public final class TextReport {

    private static final List<String> ORDER = List.of("model", "rules");

    private TextReport() {}

    /** Its lines. */
    public static List<String> lines(Report report) {
        Figures figures = report.figures();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Judged from %s to %s: %,d payments, %,d frauds; %,d more of payers of whom a fraud was known, %,d repeated",
                report.protocol().testFrom(),
                report.protocol().testTo(),
                figures.payments(),
                figures.frauds(),
                report.excluded(),
                report.repeated()));
        lines.add(String.format(
                "%-16s %7s %7s %8s %8s %7s %9s %7s %7s %9s %9s",
                "", "AUC", "AP", "card@100", "R@0.1%", "R@1%", "alerts", "prec.", "recall", "saved", "delay"));
        names(report).forEach(name -> lines.add(line(name, report.contenders().get(name))));
        kinds(report, lines);
        return lines;
    }

    static List<String> names(Report report) {
        List<String> names = new ArrayList<>(
                ORDER.stream().filter(report.contenders()::containsKey).toList());
        report.contenders().keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(names::add);
        return names;
    }

    private static String line(String name, @Nullable Figures figures) {
        if (figures == null) {
            return name;
        }
        return String.format(
                Locale.ROOT,
                "%-16s %7s %7s %8s %8s %7s %,9d %7s %7s %9s %9s",
                name,
                figure(figures.auc()),
                figure(figures.averagePrecision()),
                figure(figures.cardPrecisionAt100()),
                figure(figures.recallAt01Percent()),
                figure(figures.recallAt1Percent()),
                figures.alerts(),
                figure(figures.alertPrecision()),
                figure(figures.alertRecall()),
                figures.fraudAmount() == 0
                        ? "-"
                        : String.format(Locale.ROOT, "%.0f %%", 100 * figures.lossSaved() / figures.fraudAmount()),
                figures.detectionDelayHours() == null
                        ? "-"
                        : String.format(Locale.ROOT, "%.1f h", figures.detectionDelayHours()));
    }

    private static void kinds(Report report, List<String> lines) {
        List<Figures.Kind> kinds = report.figures().perKind();
        if (kinds.size() < 2) {
            return;
        }
        lines.add("");
        lines.add("AP and recall at 1 % false positives, by kind of fraud");
        for (Figures.Kind kind : kinds) {
            StringBuilder line =
                    new StringBuilder(String.format(Locale.ROOT, "%-24s %,7d", kind.kind(), kind.frauds()));
            for (String name : names(report)) {
                Figures of = report.contenders().get(name);
                Figures.Kind same = of == null ? null : find(of, kind.kind());
                line.append(String.format(
                        "   %s %s %s",
                        name,
                        figure(same == null ? null : same.averagePrecision()),
                        figure(same == null ? null : same.recallAt1Percent())));
            }
            lines.add(line.toString());
        }
    }

    private static Figures.@Nullable Kind find(Figures figures, String kind) {
        return figures.perKind().stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElse(null);
    }

    private static String figure(@Nullable Double figure) {
        return figure == null ? "-" : String.format(Locale.ROOT, "%.3f", figure);
    }
}
