package io.groat.infra.training.history;

import io.groat.infra.launcher.console.LauncherException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A history that was looked through once: every row of it was read, and it is known in which order and scale it is written.
 * It can then be read any number of times, in the order of time.
 *
 * @param rows that can be used
 * @param from when the first payment was
 * @param to when the last payment was
 * @param labelled rows of which somebody has said what they are
 * @param frauds rows that are frauds in truth
 * @param isSorted whether the file is in the order of time already
 */
public record HistoryFile(
        Path file,
        AmountScale scale,
        Duration delay,
        HistoryColumns columns,
        BadRows bad,
        long rows,
        Instant from,
        Instant to,
        long labelled,
        long frauds,
        boolean isSorted) {

    private static final int TOLD_EVERY = 100_000;

    /**
     * Looks through a file.
     *
     * @param scale null to go by the file: minor units where no amount has a decimal point
     * @param delay after which a label is known where the file does not tell since when
     * @param skip whether rows that can't be used are left out; the first one ends it otherwise
     * @param progress is told how many rows were read, now and then
     * @throws LauncherException when it can't be used
     */
    public static HistoryFile look(
            Path file, @Nullable AmountScale scale, Duration delay, boolean skip, LongConsumer progress) {
        BadRows bad = new BadRows(skip);
        long rows = 0;
        long labelled = 0;
        long frauds = 0;
        boolean sorted = true;
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        Instant before = Instant.MIN;
        AmountScale read = scale == null ? AmountScale.MAJOR : scale;
        try (HistoryReader reader = HistoryReader.open(file, read, delay, bad)) {
            for (HistoryRow row = reader.next(); row != null; row = reader.next()) {
                rows++;
                labelled += row.fraud() == null ? 0 : 1;
                frauds += row.isFraud() ? 1 : 0;
                sorted &= !row.at().isBefore(before);
                before = row.at();
                from = before.isBefore(from) ? before : from;
                to = before.isAfter(to) ? before : to;
                if (rows % TOLD_EVERY == 0) {
                    progress.accept(rows);
                }
            }
            if (rows == 0) {
                throw new LauncherException(file + " has no payment that can be used"
                        + (bad.count() == 0 ? "" : "; " + bad.first().get(0)));
            }
            AmountScale found = scale != null ? scale : reader.sawDecimals() ? AmountScale.MAJOR : AmountScale.MINOR;
            return new HistoryFile(file, found, delay, reader.columns(), bad, rows, from, to, labelled, frauds, sorted);
        }
    }

    /** All that can be used, in the order of time. */
    public RowSource read() {
        HistoryReader reader = HistoryReader.open(file, scale, delay, new BadRows(true));
        return isSorted ? reader : SortedRows.of(reader, SortedRows.PIECE);
    }
}
