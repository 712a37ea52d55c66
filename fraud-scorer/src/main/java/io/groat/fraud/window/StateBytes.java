package io.groat.fraud.window;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers as bytes, one after the other: whole numbers in as few bytes as they need, seven bits in each. */
public final class StateBytes {

    private byte[] bytes;
    private int at;

    private StateBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static StateBytes toWrite() {
        return new StateBytes(new byte[256]);
    }

    public static StateBytes of(byte[] bytes) {
        return new StateBytes(bytes);
    }

    /** What was written. */
    public byte[] written() {
        return Arrays.copyOf(bytes, at);
    }

    public StateBytes putByte(int value) {
        room(1);
        bytes[at++] = (byte) value;
        return this;
    }

    public int getByte() {
        return bytes[at++];
    }

    public StateBytes putInt(int value) {
        return putLong(value);
    }

    public int getInt() {
        return Math.toIntExact(getLong());
    }

    /** Whether all is read: what a newer release writes after what this one knows is passed over. */
    public boolean atEnd() {
        return at == bytes.length;
    }

    /** Small numbers on either side of zero take few bytes. */
    public StateBytes putLong(long value) {
        room(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return this;
    }

    public long getLong() {
        long rest = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            rest |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
    }

    /** Eight bytes, whatever the number. */
    public StateBytes putFixed(long value) {
        room(Long.BYTES);
        ByteBuffer.wrap(bytes, at, Long.BYTES).putLong(value);
        at += Long.BYTES;
        return this;
    }

    public long getFixed() {
        long value = ByteBuffer.wrap(bytes, at, Long.BYTES).getLong();
        at += Long.BYTES;
        return value;
    }

    public StateBytes putDouble(double value) {
        return putFixed(Double.doubleToRawLongBits(value));
    }

    public double getDouble() {
        return Double.longBitsToDouble(getFixed());
    }

    public StateBytes putText(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        putInt(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, at, encoded.length);
        at += encoded.length;
        return this;
    }

    public String getText() {
        int length = getInt();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    private void room(int more) {
        if (at + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more));
        }
    }
}
