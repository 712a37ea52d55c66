package io.groat.infra.drill;

import io.groat.infra.drill.load.Latencies;
import io.groat.infra.drill.outside.OutsideSummary;
import io.groat.infra.launcher.console.Terminal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a drill's report to a person. */
final class ProofTable {
    private final Terminal terminal;

    ProofTable(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(DrillReport report) {
        terminal.say("");
        row("sent", "%,d orders, %,d keys sent again", report.sent(), report.repeats());
        row("acknowledged", "%,d", report.acknowledged());
        row("completed", "%,d", report.completed());
        row("refused", "%,d", report.refused());
        row("done", "%s", done(report.done()));
        row("lost", "%,d", report.lost());
        row("doubled", "%,d", report.doubled());
        row("wrong answers", "%,d", report.wrongAnswers());
        row("still pending", "%,d", report.pending());
        row(
                "users' money",
                "%s: %,d opened, %s funded, %s paid in fees, %s found",
                said(report.money().conserved(), "conserved", "NOT CONSERVED"),
                report.money().opened(),
                amount(report.money().funded()),
                amount(report.money().fees()),
                amount(report.money().found()));
        row("reconciliation", "%s", said(report.balanced(), "balanced", "NOT BALANCED"));
        OutsideSummary outside = report.outside();
        if (outside != null) {
            row(
                    "from outside",
                    "%,d orders, %,d payments, %,d of them put aside; %,d paid out, %,d failed or came back, %,d refunds,"
                            + " %,d disputes; %,d rows settled",
                    outside.orders(),
                    outside.payments(),
                    outside.aside(),
                    outside.paidOut(),
                    outside.cameBack(),
                    outside.refunds(),
                    outside.disputes(),
                    outside.settledRows());
        }
        row(
                "events",
                "%,d of %,d transfers, %,d of them repeats; %,d missing or wrong, %,d out of order",
                report.events().seen(),
                report.events().transfers(),
                report.events().repeated(),
                report.events().wrong(),
                report.events().outOfOrder());
        row("faults", "%s", faults(report.kills(), report.pauses()));
        DrillReport.Recovery slowest = report.slowestRecovery();
        row("slowest restart", "%s", slowest == null ? "none" : slowest.part() + ", " + slowest.seconds() + " s");
        latency("latency, calm", report.calmMs());
        latency("beside outages", report.besideOutagesMs());
        row("asked again for", "%s", report.askedAgain());
        terminal.say("");
        report.broken().forEach(this::broken);
        report.notChecked().forEach(this::notChecked);
        terminal.say(
                switch (report.outcome()) {
                    case KEPT -> "Every promise held.";
                    case BROKEN ->
                        "BROKEN: " + String.join(", ", report.broken().keySet()) + ". " + repeat(report);
                    case NOT_CHECKED ->
                        "NOT CHECKED: " + String.join(", ", report.notChecked().keySet())
                                + ". Nothing is known to have broken. " + repeat(report);
                });
    }

    private static String repeat(DrillReport report) {
        return "Repeat the order of faults with --seed " + report.seed() + ".";
    }

    private static String said(@Nullable Boolean known, String yes, String no) {
        return known == null ? "not checked" : known ? yes : no;
    }

    private static String amount(@Nullable Long minor) {
        return minor == null ? "what could not be" : String.format(Locale.ROOT, "%,d", minor);
    }

    private static String done(Map<String, Long> byKind) {
        return byKind.entrySet().stream()
                .map(kind ->
                        String.format(Locale.ROOT, "%s %,d", kind.getKey().toLowerCase(Locale.ROOT), kind.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void notChecked(String name, DrillReport.Broken unchecked) {
        terminal.say("not checked: " + name + " (" + unchecked.count() + ")");
        unchecked.cases().forEach(one -> terminal.say("    " + one));
    }

    private void broken(String name, DrillReport.Broken broken) {
        terminal.say("BROKEN " + name + " (" + broken.count() + "): " + broken.meaning());
        broken.cases().forEach(one -> terminal.say("    " + one));
    }

    private void latency(String name, Latencies.Summary summary) {
        row(
                name,
                "p50 %.1f ms  p95 %.1f ms  p99 %.1f ms  max %.0f ms; %,d of %,d ended at once",
                summary.p50Ms(),
                summary.p95Ms(),
                summary.p99Ms(),
                summary.maxMs(),
                summary.ended(),
                summary.asked());
    }

    private void row(String name, String format, Object... values) {
        terminal.say(String.format(Locale.ROOT, "%-16s ", name) + String.format(Locale.ROOT, format, values));
    }

    private static String faults(Map<String, Long> kills, Map<String, Long> pauses) {
        var parts = new TreeSet<>(kills.keySet());
        parts.addAll(pauses.keySet());
        return parts.stream()
                .map(part -> part + " " + kills.getOrDefault(part, 0L) + "+" + pauses.getOrDefault(part, 0L))
                .collect(Collectors.joining(", ", "killed+paused: ", ""));
    }
}
