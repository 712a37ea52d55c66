package io.groat.db;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a row go, column after column: into a statement's text, into a statement's parameters, or into a
 * table in memory.
 */
public interface RowValues {

    RowValues id(@Nullable UUID id);

    RowValues text(@Nullable String text);

    RowValues number(long value);

    /** A time in UTC with microseconds. */
    RowValues time(@Nullable Instant time);

    RowValues bytes(byte[] bytes);

    default RowValues name(@Nullable Enum<?> value) {
        return text(value == null ? null : value.name());
    }
}
