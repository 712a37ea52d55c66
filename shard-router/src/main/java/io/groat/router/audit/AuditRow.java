package io.groat.router.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A row of a shard's chain.
 *
 * @param seq 1, 2, 3 … on its shard
 * @param hash not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by seq alone, or by its hash's content.
record AuditRow(int shard, long seq, Instant at, AuditEntry entry, byte[] hash) {

    /** The row that follows one with that hash. */
    static AuditRow after(byte[] previous, int shard, long seq, Instant at, AuditEntry entry) {
        Instant time = at.truncatedTo(ChronoUnit.MICROS);
        return new AuditRow(shard, seq, time, entry, hash(previous, seq, time, entry));
    }

    /** Whether it can follow one with that hash. */
    boolean follows(byte[] previous) {
        return MessageDigest.isEqual(hash, hash(previous, seq, at, entry));
    }

    /** Over each column's bytes after their length, so that no two rows have the same text to be hashed. */
    private static byte[] hash(byte[] previous, long seq, Instant at, AuditEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(previous);
            out.writeLong(seq);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            write(out, entry.actor());
            write(out, entry.action());
            write(out, entry.userId());
            write(out, entry.target());
            write(out, entry.source());
            write(out, entry.outcome().name());
            write(out, entry.detail());
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }
}
