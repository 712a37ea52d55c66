package io.groat.router.settlement;

import io.groat.settlement.SettlementRow;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a file was read from its beginning to its end, before anything of it is written down.
 *
 * @param sha256 of its bytes, in hexadecimal
 * @param shape null where it has none
 * @param faults why it can't be taken: the first of them; none where it can
 */
record CheckedFile(String sha256, long size, @Nullable FileShape shape, int rows, List<Fault> faults) {

    private static final int MOST_FAULTS = 20;
    private static final UUID NONE = new UUID(0, 0);

    CheckedFile {
        faults = List.copyOf(faults);
    }

    /** Reads the file; takes a while. */
    static CheckedFile of(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return of(bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static CheckedFile of(InputStream bytes) throws IOException {
        Counted counted = new Counted(new DigestInputStream(new BufferedInputStream(bytes), digest()));
        List<Fault> faults = new ArrayList<>();
        FileShape shape = null;
        int rows = 0;
        try (SettlementReader reader = new SettlementReader(counted, NONE)) {
            shape = reader.shape();
            while (faults.size() < MOST_FAULTS && !reader.isBroken()) {
                try {
                    SettlementRow row = reader.next();
                    if (row == null) {
                        break;
                    }
                    rows++;
                } catch (Fault.FaultException wrong) {
                    faults.add(wrong.fault());
                }
            }
            counted.readToTheEnd();
        } catch (Fault.FaultException noHeader) {
            faults.add(noHeader.fault());
            counted.readToTheEnd();
        }
        return counted.checked(shape, rows, faults);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("every Java has SHA-256", broken);
        }
    }

    /** The bytes, all of which count, also those that the reader had no use for. */
    private static final class Counted extends InputStream {

        private static final int PIECE = 1 << 16;

        private final DigestInputStream from;
        private long size;

        Counted(DigestInputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            int one = from.read();
            size += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = from.read(into, offset, length);
            size += Math.max(0, count);
            return count;
        }

        void readToTheEnd() throws IOException {
            byte[] piece = new byte[PIECE];
            int count = 0;
            while (count >= 0) {
                count = read(piece, 0, piece.length);
            }
        }

        CheckedFile checked(@Nullable FileShape shape, int rows, List<Fault> faults) {
            byte[] hash = from.getMessageDigest().digest();
            return new CheckedFile(HexFormat.of().formatHex(hash), size, shape, rows, faults);
        }

        @Override
        public void close() throws IOException {
            from.close();
        }
    }
}
