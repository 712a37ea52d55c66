package io.groat.fraud.serving;

import io.groat.fraud.model.ModelFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A model's file as it is kept: compressed. */
public final class PackedModel {

    /** What it may come to, in bytes: Cassandra takes no more in one row. */
    public static final int MOST_BYTES = 4 << 20;

    private final ByteBuffer bytes;
    private final long length;

    private PackedModel(ByteBuffer bytes, long length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** Packs a file. A large one takes a moment. */
    public static PackedModel of(byte[] file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new PackedModel(ByteBuffer.wrap(out.toByteArray()), file.length);
    }

    /** Whether it is short enough to be kept. */
    public boolean fits() {
        return bytes.remaining() <= MOST_BYTES;
    }

    /** How long the file is, in bytes, unpacked. */
    public long length() {
        return length;
    }

    ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }

    static byte[] unpacked(ByteBuffer packed) {
        byte[] bytes = new byte[packed.remaining()];
        packed.duplicate().get(bytes);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(ModelFile.MOST_BYTES + 1);
        } catch (IOException broken) {
            throw new UncheckedIOException("a model's file is broken in the store", broken);
        }
    }
}
