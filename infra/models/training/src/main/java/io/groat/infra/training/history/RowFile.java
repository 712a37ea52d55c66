package io.groat.infra.training.history;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows in a temporary file of their own, one after the other. */
final class RowFile implements RowSource {

    private static final int BUFFER = 1 << 16;
    private static final byte NOT_SAID = 2;
    /** No balance is below zero. */
    private static final long UNKNOWN = -1;

    private final Path file;
    private final DataInputStream in;

    private RowFile(Path file) throws IOException {
        this.file = file;
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
    }

    /** Writes rows, to be read from the first one on. */
    static RowFile of(Path folder, List<HistoryRow> rows) {
        try {
            Path file = Files.createTempFile(folder, "rows", ".bin");
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
                for (HistoryRow row : rows) {
                    write(out, row);
                }
            }
            return new RowFile(file);
        } catch (IOException full) {
            throw new UncheckedIOException("temporary files can't be written to " + folder, full);
        }
    }

    /** The next row; null at the end. */
    @Override
    public @Nullable HistoryRow next() {
        try {
            return read();
        } catch (EOFException end) {
            return null;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void write(DataOutputStream out, HistoryRow row) throws IOException {
        out.writeLong(row.line());
        out.writeLong(row.id().getMostSignificantBits());
        out.writeLong(row.id().getLeastSignificantBits());
        time(out, row.at());
        out.writeUTF(row.payer());
        out.writeUTF(row.payee());
        out.writeLong(row.amountMinor());
        out.writeUTF(row.currency());
        out.writeBoolean(row.failed());
        Boolean fraud = row.fraud();
        Instant labelAt = row.labelAt();
        out.writeByte(fraud == null ? NOT_SAID : fraud ? 1 : 0);
        if (labelAt != null) {
            time(out, labelAt);
        }
        out.writeUTF(row.kind());
        Long balance = row.balanceMinor();
        out.writeLong(balance == null ? UNKNOWN : balance);
        Instant since = row.payerSince();
        time(out, since == null ? Instant.MIN : since);
        out.writeBoolean(row.topUp());
    }

    private HistoryRow read() throws IOException {
        long line = in.readLong();
        UUID id = new UUID(in.readLong(), in.readLong());
        Instant at = time();
        String payer = in.readUTF();
        String payee = in.readUTF();
        long amount = in.readLong();
        String currency = in.readUTF();
        boolean failed = in.readBoolean();
        byte said = in.readByte();
        Instant labelAt = said == NOT_SAID ? null : time();
        String kind = in.readUTF();
        long balance = in.readLong();
        Instant since = time();
        return new HistoryRow(
                line,
                id,
                at,
                payer,
                payee,
                amount,
                currency,
                failed,
                said == NOT_SAID ? null : (Boolean) (said == 1),
                labelAt,
                kind,
                balance == UNKNOWN ? null : (Long) balance,
                since.equals(Instant.MIN) ? null : since,
                in.readBoolean());
    }

    private static void time(DataOutputStream out, Instant at) throws IOException {
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
    }

    private Instant time() throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    @Override
    public void close() {
        try {
            in.close();
            Files.deleteIfExists(file);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
