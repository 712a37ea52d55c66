package io.groat.infra.training.history;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.groat.infra.launcher.console.LauncherException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history from a file, or the same with {@code .gz} behind its name: CSV with a header, in UTF-8, with or without a
 * byte order mark. Columns are {@code id,at,payer,payee,amount,currency}, in any order, and any of {@code status},
 * {@code label}, {@code label_at}, {@code kind}, {@code balance}, {@code payer_since} and {@code type}; others are passed over. Holds one row at a time.
 */
public final class HistoryReader implements RowSource {

    private static final int LONGEST_FIELD = 1_000;
    private static final int LONGEST_LINE = 20_000;
    private static final int MOST_COLUMNS = 200;
    private static final int LONGEST_NAME = 200;
    private static final int BUFFER = 1 << 16;
    private static final Set<String> FRAUD = Set.of("1", "1.0", "true", "fraud", "yes");
    private static final Set<String> LEGITIMATE = Set.of("0", "0.0", "false", "legitimate", "no");
    private static final Set<String> PAYMENT = Set.of("", "payment");
    private static final Set<String> TOP_UP = Set.of("top_up", "top-up");
    private static final Set<String> MOVED = Set.of("", "completed", "succeeded", "paid");
    private static final Set<String> FAILED = Set.of("failed", "cancelled", "declined", "refused");

    private final CsvReader<CsvRecord> csv;
    private final CloseableIterator<CsvRecord> records;
    private final HistoryColumns columns;
    private final AmountScale scale;
    private final Duration delay;
    private final BadRows bad;
    private boolean decimals;

    private HistoryReader(InputStream in, AmountScale scale, Duration delay, BadRows bad) {
        this.scale = scale;
        this.delay = delay;
        this.bad = bad;
        csv = CsvReader.builder()
                .maxBufferSize(BUFFER)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(MOST_COLUMNS)
                                .maxFieldSize(LONGEST_FIELD)
                                .maxRecordSize(LONGEST_LINE)
                                .build(),
                        new InputStreamReader(in, StandardCharsets.UTF_8));
        records = csv.iterator();
        columns = header();
    }

    /**
     * @param delay after which a label is known where the file does not tell since when
     * @throws LauncherException when the file can't be read or its header is not a history's
     */
    public static HistoryReader open(Path file, AmountScale scale, Duration delay, BadRows bad) {
        try {
            return new HistoryReader(stream(file), scale, delay, bad);
        } catch (NoSuchFileException missing) {
            throw new LauncherException("There is no file " + file, missing);
        } catch (IOException unreadable) {
            throw new LauncherException(file + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static InputStream stream(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        in.mark(3);
        boolean marked = in.read() == 0xEF && in.read() == 0xBB && in.read() == 0xBF;
        if (!marked) {
            in.reset();
        }
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
    }

    private HistoryColumns header() {
        CsvRecord header = record();
        if (header == null) {
            throw new LauncherException("The file is empty: it needs a header, " + HistoryColumns.USUAL);
        }
        return HistoryColumns.of(header.getFields());
    }

    /** What the file tells of payments. */
    public HistoryColumns columns() {
        return columns;
    }

    /** The next row that can be used; null at the end. */
    @Override
    public @Nullable HistoryRow next() {
        while (true) {
            CsvRecord record = record();
            if (record == null) {
                return null;
            }
            if (record.getFieldCount() == 1 && record.getField(0).isBlank()) {
                continue;
            }
            try {
                return row(record);
            } catch (IllegalArgumentException wrong) {
                bad.found(record.getStartingLineNumber(), String.valueOf(wrong.getMessage()));
            }
        }
    }

    private @Nullable CsvRecord record() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException broken) {
            // What follows can't be told apart any more.
            Throwable cause = broken.getCause();
            throw new LauncherException(
                    "The file is no CSV: " + broken.getMessage() + (cause == null ? "" : ": " + cause.getMessage()),
                    broken);
        } catch (UncheckedIOException unreadable) {
            throw new LauncherException("The file can't be read to its end: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Whether an amount so far had a decimal point. */
    boolean sawDecimals() {
        return decimals;
    }

    private HistoryRow row(CsvRecord record) {
        if (record.getFieldCount() < columns.width()) {
            throw new IllegalArgumentException(
                    record.getFieldCount() + " fields where the header has " + columns.width());
        }
        String payer = name(record, columns.payer(), "payer");
        String payee = name(record, columns.payee(), "payee");
        String currency = text(record, columns.currency()).toUpperCase(Locale.ROOT);
        Instant at = Times.parse(text(record, columns.at()));
        Boolean fraud = label(text(record, columns.label()));
        String kind = text(record, columns.kind());
        String amount = text(record, columns.amount());
        String balance = text(record, columns.balance());
        String payerSince = text(record, columns.payerSince());
        decimals |= amount.indexOf('.') >= 0 || balance.indexOf('.') >= 0;
        return new HistoryRow(
                record.getStartingLineNumber(),
                id(name(record, columns.id(), "id")),
                at,
                payer,
                payee,
                scale.minor(amount, currency),
                currency,
                failed(text(record, columns.status())),
                fraud,
                fraud == null ? null : knownAt(text(record, columns.labelAt()), at),
                kind,
                balance.isEmpty() ? null : (Long) scale.minor(balance, currency),
                payerSince.isEmpty() ? null : Times.parse(payerSince),
                topUp(text(record, columns.type())));
    }

    private Instant knownAt(String text, Instant at) {
        if (text.isEmpty()) {
            return at.plus(delay);
        }
        Instant known = Times.parse(text);
        if (known.isBefore(at)) {
            throw new IllegalArgumentException("label_at is before at");
        }
        return known;
    }

    private static String text(CsvRecord record, int column) {
        return column < 0 ? "" : record.getField(column).strip();
    }

    private static String name(CsvRecord record, int column, String what) {
        String name = text(record, column);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(what + " has to be 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static UUID id(String text) {
        if (text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException another) {
                // An id of another kind.
            }
        }
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Boolean label(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return null;
        }
        if (!FRAUD.contains(lower) && !LEGITIMATE.contains(lower)) {
            throw new IllegalArgumentException("\"" + text + "\" is no label: 1 for a fraud, 0 for none, or nothing");
        }
        return FRAUD.contains(lower);
    }

    private static boolean topUp(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!PAYMENT.contains(lower) && !TOP_UP.contains(lower)) {
            throw new IllegalArgumentException("\"" + text + "\" is no type: payment or top_up");
        }
        return TOP_UP.contains(lower);
    }

    private static boolean failed(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!MOVED.contains(lower) && !FAILED.contains(lower)) {
            throw new IllegalArgumentException("\"" + text + "\" is no status: COMPLETED or FAILED");
        }
        return FAILED.contains(lower);
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
