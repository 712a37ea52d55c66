package io.groat.analytics.figure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Figures as bytes: the same figures always as the same bytes. */
public final class FigureBytes {

    private static final int VERSION = 1;
    private static final int USUAL_SIZE = 1024;

    private FigureBytes() {}

    public static byte[] write(Figures figures) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(figures, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    public static Figures read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalStateException("figures of version " + version);
            }
            return read(in);
        } catch (IOException cutShort) {
            throw new UncheckedIOException(cutShort);
        }
    }

    private static void write(Figures figures, DataOutput out) throws IOException {
        out.writeShort(figures.cells.size());
        for (Map.Entry<Cell, Payments> cell : figures.cells.entrySet()) {
            out.writeShort(cell.getKey().shard());
            out.writeUTF(cell.getKey().currency());
            cell.getValue().write(out);
        }
        write(out, figures.failures);
        write(out, figures.cancellations);
        out.writeShort(figures.latency.size());
        for (Map.Entry<Integer, QuantileSketch> shard : figures.latency.entrySet()) {
            out.writeShort(shard.getKey());
            shard.getValue().write(out);
        }
        out.writeShort(figures.channels.size());
        for (Map.Entry<String, long[]> channel : figures.channels.entrySet()) {
            out.writeUTF(channel.getKey());
            Longs.write(out, channel.getValue());
        }
        Longs.write(out, figures.tallies);
        figures.payers.write(out);
        figures.payees.write(out);
        figures.top.write(out);
        figures.reviewTime.write(out);
        // Mostly neither is there: then nothing is written of them, as ever.
        if (!figures.movements.isEmpty() || !figures.gateways.isEmpty()) {
            out.writeShort(figures.movements.size());
            for (Map.Entry<Movement, Moved> movement : figures.movements.entrySet()) {
                out.writeUTF(movement.getKey().kind());
                out.writeUTF(movement.getKey().currency());
                movement.getValue().write(out);
            }
        }
        if (!figures.gateways.isEmpty()) {
            figures.gateways.write(out);
        }
    }

    private static Figures read(DataInputStream in) throws IOException {
        Figures figures = new Figures();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            Cell cell = new Cell(in.readUnsignedShort(), in.readUTF());
            figures.cells.put(cell, Payments.read(in));
        }
        read(in, figures.failures);
        read(in, figures.cancellations);
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int shard = in.readUnsignedShort();
            figures.latency.put(shard, QuantileSketch.read(in));
        }
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            String channel = in.readUTF();
            long[] counts = new long[2];
            Longs.read(in, counts);
            figures.channels.put(channel, counts);
        }
        Longs.read(in, figures.tallies);
        figures.payers = DistinctSketch.read(in);
        figures.payees = DistinctSketch.read(in);
        figures.top = TopPayees.read(in);
        figures.reviewTime = QuantileSketch.read(in);
        // Behind what release 0.1 wrote, which reads no further either.
        for (int left = in.available() > 0 ? in.readUnsignedShort() : 0; left > 0; left--) {
            Movement movement = new Movement(in.readUTF(), in.readUTF());
            figures.movements.put(movement, Moved.read(in));
        }
        if (in.available() > 0) {
            figures.gateways.read(in);
        }
        return figures;
    }

    private static void write(DataOutput out, Map<String, Long> counts) throws IOException {
        out.writeShort(counts.size());
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            out.writeUTF(count.getKey());
            out.writeLong(count.getValue());
        }
    }

    private static void read(DataInput in, Map<String, Long> counts) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            String name = in.readUTF();
            counts.put(name, in.readLong());
        }
    }
}
