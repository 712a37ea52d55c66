package io.groat.db;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds the long multi-row statements of a batch as text, so that a batch is two round trips. Values go in
 * only through the typed methods: numbers as digits, ids as hexadecimal literals, text and bytes quoted when they
 * are printable ASCII without quote and backslash and as a hexadecimal literal otherwise. No value can therefore
 * end its literal, whatever it holds and whatever the server's SQL mode.
 */
public final class SqlText implements RowValues {

    private static final HexFormat HEX = HexFormat.of();
    private final StringBuilder sql;

    /** The rows of a batch share its time: formatted once. */
    private @Nullable Instant lastTime;

    private String lastTimeText = "";

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

    @Override
    public SqlText number(long value) {
        sql.append(value);
        return this;
    }

    @Override
    public SqlText id(@Nullable UUID id) {
        if (id == null) {
            return nothing();
        }
        sql.append("0x");
        sql.append(HEX.toHexDigits(id.getMostSignificantBits()));
        sql.append(HEX.toHexDigits(id.getLeastSignificantBits()));
        return this;
    }

    /** Adds those ids in parentheses, parted by commas; at least one. */
    public SqlText ids(Collection<UUID> all) {
        String separator = "(";
        for (UUID one : all) {
            raw(separator).id(one);
            separator = ",";
        }
        return raw(")");
    }

    @Override
    public SqlText bytes(byte[] bytes) {
        String ascii = new String(bytes, StandardCharsets.ISO_8859_1);
        if (isPlain(ascii)) {
            sql.append("_binary'").append(ascii).append('\'');
            return this;
        }
        sql.append("0x");
        HEX.formatHex(sql, bytes);
        return this;
    }

    @Override
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

    @Override
    public SqlText name(@Nullable Enum<?> value) {
        return text(value == null ? null : value.name());
    }

    @Override
    public SqlText time(@Nullable Instant time) {
        if (time == null) {
            return nothing();
        }
        if (!time.equals(lastTime)) {
            lastTime = time;
            lastTimeText = DbTime.format(time);
        }
        sql.append('\'').append(lastTimeText).append('\'');
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

    /** Printable ASCII and line breaks, but nothing that could end or change a quoted literal in any SQL mode. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean printable = (c >= ' ' && c <= '~') || c == '\n' || c == '\t';
            if (!printable || c == '\'' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
