package io.groat.db;

import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values bound to a statement's parameters, from the first on. */
final class BoundValues implements RowValues {

    private final Statement statement;
    private int next;

    BoundValues(Statement statement) {
        this.statement = statement;
    }

    @Override
    public RowValues id(@Nullable UUID id) {
        return bind(id == null ? null : Rows.bytes(id), byte[].class);
    }

    @Override
    public RowValues text(@Nullable String text) {
        return bind(text, String.class);
    }

    @Override
    public RowValues number(long value) {
        return bind(value, Long.class);
    }

    @Override
    public RowValues time(@Nullable Instant time) {
        return bind(time == null ? null : DbTime.toDb(time), LocalDateTime.class);
    }

    @Override
    public RowValues bytes(byte[] bytes) {
        return bind(bytes, byte[].class);
    }

    private RowValues bind(@Nullable Object value, Class<?> type) {
        int index = next++;
        if (value == null) {
            statement.bindNull(index, type);
        } else {
            statement.bind(index, value);
        }
        return this;
    }
}
