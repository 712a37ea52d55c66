package io.groat.infra.training;

import io.groat.infra.launcher.console.Ranges;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.training.history.AmountScale;
import io.groat.infra.training.history.HistoryFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which history a command takes, and how it is read. */
final class HistoryOptions {

    private static final int MOST_DELAY = 400;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "The history: id,at,payer,payee,amount,currency and, where known, status,label,label_at,kind,"
                    + "balance,payer_since,type; may end with .gz.")
    private @Nullable Path csv;

    @Option(
            names = "--amounts",
            paramLabel = "SCALE",
            description = "major: decimals such as 12.34; minor: integers in the currency's minor unit. If not given:"
                    + " major where any amount has a decimal point.")
    private @Nullable String amounts;

    @Option(
            names = "--bad-rows",
            paramLabel = "WHAT",
            description = "fail: the first row that can't be used ends it, as if not given; skip: such rows are left"
                    + " out, counted and named.")
    private String badRows = "fail";

    @Option(
            names = "--delay-days",
            paramLabel = "N",
            description = "After so many days a label is known, where the file has no label_at; and so many days at the"
                    + " end of what is learned from are left out, for their labels are still to come. 7 if not given.")
    private int delayDays = 7;

    int delayDays() {
        return delayDays;
    }

    /** Whether a file is named. */
    boolean given() {
        return csv != null;
    }

    void requireSense(CommandSpec command) {
        Ranges.requireFromTo(command, "--delay-days", delayDays, 0, MOST_DELAY);
    }

    /** Looks through the file, and says what is in it. */
    HistoryFile look(CommandSpec command, Terminal terminal) {
        requireSense(command);
        Path csv = this.csv;
        if (csv == null) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--csv=FILE'");
        }
        if (!List.of("fail", "skip").contains(badRows)) {
            throw new ParameterException(command.commandLine(), "--bad-rows takes fail or skip, not " + badRows);
        }
        if (amounts != null && !List.of("major", "minor").contains(amounts)) {
            throw new ParameterException(command.commandLine(), "--amounts takes major or minor, not " + amounts);
        }
        HistoryFile file = HistoryFile.look(
                csv,
                amounts == null ? null : AmountScale.of(amounts),
                Duration.ofDays(delayDays),
                badRows.equals("skip"),
                rows -> terminal.rewrite(String.format(Locale.ROOT, "Looking through %s: %,d rows", csv, rows)));
        terminal.say(String.format(
                Locale.ROOT,
                "%s: %,d payments from %s to %s, %,d labelled, %,d frauds; amounts in %s units",
                csv,
                file.rows(),
                file.from(),
                file.to(),
                file.labelled(),
                file.frauds(),
                file.scale().name().toLowerCase(Locale.ROOT)));
        if (!file.columns().passedOver().isEmpty()) {
            terminal.say("Columns that are passed over: "
                    + String.join(", ", file.columns().passedOver()));
        }
        if (!file.isSorted()) {
            terminal.say("It is not in the order of time, and is sorted first");
        }
        if (file.bad().count() > 0) {
            terminal.say(String.format(
                    Locale.ROOT, "%,d rows can't be used:", file.bad().count()));
            file.bad().first().forEach(line -> terminal.say("  " + line));
        }
        return file;
    }
}
