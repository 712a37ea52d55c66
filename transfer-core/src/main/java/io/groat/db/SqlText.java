package io.groat.db;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds the long multi-row statements of a batch as text, so that a batch is two round trips. Values go in
 * only through the typed methods: numbers as digits, bytes and ids as hexadecimal literals, text quoted when
 * it is made of letters, digits and {@code . _ : @ + -} alone and as a hexadecimal literal otherwise. No value
 * can therefore end its literal, whatever it holds and whatever the server's SQL mode.
 */
public final class SqlText {

    private static final HexFormat HEX = HexFormat.of();
    private final StringBuilder sql;

    public SqlText() {
        this(256);
    }

    /** @param capacity the expected length, in characters */
    public SqlText(int capacity) {
        sql = new StringBuilder(capacity);
    }

    /** Adds SQL as it stands. Only constants of the code may come here, never data. */
    public SqlText raw(String constant) {
        sql.append(constant);
        return this;
    }

    public SqlText comma() {
        sql.append(',');
        return this;
    }

    public SqlText number(long value) {
        sql.append(value);
        return this;
    }

    public SqlText id(@Nullable UUID id) {
        if (id == null) {
            return nothing();
        }
        sql.append("0x");
        sql.append(HEX.toHexDigits(id.getMostSignificantBits()));
        sql.append(HEX.toHexDigits(id.getLeastSignificantBits()));
        return this;
    }

    public SqlText bytes(byte[] bytes) {
        if (bytes.length == 0) {
            sql.append("''");
            return this;
        }
        sql.append("0x");
        HEX.formatHex(sql, bytes);
        return this;
    }

    public SqlText text(@Nullable String text) {
        if (text == null) {
            return nothing();
        }
        if (isPlain(text)) {
            sql.append('\'').append(text).append('\'');
            return this;
        }
        sql.append("_utf8mb4 0x");
        HEX.formatHex(sql, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public SqlText name(@Nullable Enum<?> value) {
        return text(value == null ? null : value.name());
    }

    /** A time in UTC with microseconds. */
    public SqlText time(@Nullable Instant time) {
        if (time == null) {
            return nothing();
        }
        sql.append('\'').append(DbTime.format(time)).append('\'');
        return this;
    }

    @Override
    public String toString() {
        return sql.toString();
    }

    private SqlText nothing() {
        sql.append("NULL");
        return this;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && "._:@+-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
