package io.groat.router.settlement;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.groat.settlement.SettlementRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a settlement file row by row; never more of it than a few rows is in memory. It has to be UTF-8, with a byte order
 * mark or without, with a header that is one of the {@linkplain FileShape shapes'}, and end with the end of a line: a file
 * that was cut off does not. Not for use by several threads.
 */
final class SettlementReader implements AutoCloseable {

    private static final int MOST_COLUMNS = 50;
    private static final int LONGEST_FIELD = 1_000;
    private static final int LONGEST_LINE = 4_000;
    private static final int BUFFER = 1 << 15;
    private static final int LONGEST_SHOWN = 40;

    private final UUID settlement;
    private final LastCharacter characters;
    private final CsvReader<CsvRecord> csv;
    private final CloseableIterator<CsvRecord> records;
    private final Map<String, Integer> columns = new HashMap<>();
    private final FileShape shape;
    private long line;

    /**
     * Begins to read; closes the stream when it is closed.
     *
     * @throws Fault.FaultException where the header is not one of a shape's
     */
    SettlementReader(InputStream file, UUID settlement) {
        this.settlement = settlement;
        characters = new LastCharacter(new InputStreamReader(
                file,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
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
                        characters);
        records = csv.iterator();
        shape = readHeader();
    }

    FileShape shape() {
        return shape;
    }

    private FileShape readHeader() {
        CsvRecord header = record();
        if (header == null) {
            throw new Fault(0, null, "The file is empty").thrown();
        }
        List<String> names = header.getFields();
        Optional<FileShape> found = FileShape.find(names);
        if (found.isEmpty()) {
            throw new Fault(1, null, wrong(names)).thrown();
        }
        for (int column = 0; column < names.size(); column++) {
            columns.put(names.get(column), column);
        }
        return found.get();
    }

    private static String wrong(List<String> names) {
        Set<String> seen = new LinkedHashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                return "the column " + shown(name) + " is there twice";
            }
        }
        FileShape nearest = FileShape.nearest(names);
        for (String name : names) {
            if (!nearest.columns().contains(name)) {
                return "the column " + shown(name) + " is not known; a file has the columns "
                        + String.join(", ", nearest.columns());
            }
        }
        return nearest.columns().stream()
                .filter(name -> !seen.contains(name))
                .findFirst()
                .map(name -> "the column " + name + " is missing")
                .orElse("the columns are not known");
    }

    private static String shown(String name) {
        String cut = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
        return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    /**
     * The next row; null at the end of the file.
     *
     * @throws Fault.FaultException where the line is none; what comes after can still be read, unless {@link #isBroken}
     */
    @Nullable
    SettlementRow next() {
        CsvRecord record = record();
        if (record == null) {
            return null;
        }
        if (record.getFieldCount() != columns.size()) {
            throw new Fault(
                            line,
                            null,
                            "it has " + record.getFieldCount() + " fields, and the header has " + columns.size())
                    .thrown();
        }
        return shape.read(settlement, Math.toIntExact(line), new Fields(line, columns, record.getFields()));
    }

    private boolean broken;

    /** Whether nothing can be read any more. */
    boolean isBroken() {
        return broken;
    }

    private @Nullable CsvRecord record() {
        try {
            if (!records.hasNext()) {
                requireWhole();
                return null;
            }
            CsvRecord record = records.next();
            line = record.getStartingLineNumber();
            return record;
        } catch (CsvParseException wrong) {
            throw broken(
                    line + 1, "it can't be read: it is too long, has too many fields, or a quote in the wrong place");
        } catch (UncheckedIOException unreadable) {
            if (unreadable.getCause() instanceof CharacterCodingException) {
                throw broken(line + 1, "it, or what follows it, is not UTF-8");
            }
            throw unreadable;
        }
    }

    private void requireWhole() {
        if (characters.last != '\n' && characters.last != 0 && characters.last != '\r') {
            throw broken(line, "the file ends within it: it was cut off, for it has no line end");
        }
    }

    private Fault.FaultException broken(long where, String says) {
        broken = true;
        return new Fault(where, null, says).thrown();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    /** Leaves a byte order mark out, and knows what came last. */
    private static final class LastCharacter extends Reader {

        private static final char BYTE_ORDER_MARK = '\uFEFF';

        private final Reader from;
        private boolean begun;
        private char last;

        LastCharacter(Reader from) {
            this.from = from;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            int count = from.read(into, offset, length);
            if (!begun && count > 0) {
                begun = true;
                if (into[offset] == BYTE_ORDER_MARK) {
                    System.arraycopy(into, offset + 1, into, offset, count - 1);
                    count = count == 1 ? from.read(into, offset, length) : count - 1;
                }
            }
            if (count > 0) {
                last = into[offset + count - 1];
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            from.close();
        }
    }
}
