package io.groat.db;

import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns: those of a {@link Table}, or by position where a statement selects something else. The {@code get…}
 * kind is for columns that can't be null.
 */
public final class Rows {

    private Rows() {}

    public static UUID getId(Readable row, Column column) {
        return getId(row, column.place());
    }

    public static @Nullable UUID findId(Readable row, Column column) {
        return findId(row, column.place());
    }

    public static String getText(Readable row, Column column) {
        return getText(row, column.place());
    }

    public static @Nullable String findText(Readable row, Column column) {
        return findText(row, column.place());
    }

    public static long getLong(Readable row, Column column) {
        return getLong(row, column.place());
    }

    public static int getInt(Readable row, Column column) {
        return getInt(row, column.place());
    }

    public static Instant getTime(Readable row, Column column) {
        return getTime(row, column.place());
    }

    public static @Nullable Instant findTime(Readable row, Column column) {
        return findTime(row, column.place());
    }

    public static byte[] getBytes(Readable row, Column column) {
        return get(row, column.place(), byte[].class);
    }

    public static UUID getId(Readable row, int column) {
        return id(get(row, column, byte[].class));
    }

    public static @Nullable UUID findId(Readable row, int column) {
        byte[] bytes = row.get(column, byte[].class);
        return bytes == null ? null : id(bytes);
    }

    public static String getText(Readable row, int column) {
        return get(row, column, String.class);
    }

    public static @Nullable String findText(Readable row, int column) {
        return row.get(column, String.class);
    }

    public static long getLong(Readable row, int column) {
        return get(row, column, Long.class);
    }

    public static int getInt(Readable row, int column) {
        return get(row, column, Integer.class);
    }

    public static Instant getTime(Readable row, int column) {
        return DbTime.fromDb(get(row, column, LocalDateTime.class));
    }

    public static @Nullable Instant findTime(Readable row, int column) {
        LocalDateTime time = row.get(column, LocalDateTime.class);
        return time == null ? null : DbTime.fromDb(time);
    }

    /** An id as it is bound to a BINARY(16) column. */
    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID id(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static <T> T get(Readable row, int column, Class<T> type) {
        T value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
