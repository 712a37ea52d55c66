package io.groat.simulation;

import io.groat.db.Column;
import io.groat.db.DbTime;
import io.groat.db.RowValues;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One table in memory: values by column, written by the statements' own column lists and read back by the table's own
 * reader. What those leave out is lost here as it would be in MySQL.
 */
final class ModelTable<K, T> {

    private final Table<T> table;
    private final Function<T, K> key;
    private final BiFunction<Readable, T, T> read;
    private final Map<K, StoredRow> rows = new LinkedHashMap<>();
    private final Map<K, T> found = new LinkedHashMap<>();

    /** @param read the row, by its table's class; given what was inserted for what that does not read */
    ModelTable(Table<T> table, Function<T, K> key, BiFunction<Readable, T, T> read) {
        this.table = table;
        this.key = key;
        this.read = read;
    }

    void insert(T row) {
        StoredRow stored = new StoredRow(table.columns().size());
        table.insertInto(stored.at(table.inserted()), row);
        rows.put(key.apply(row), stored);
        found.put(key.apply(row), read.apply(stored, row));
    }

    /** Adds the row or, where it is there, writes its changing columns. */
    void put(T row) {
        if (rows.containsKey(key.apply(row))) {
            update(row);
        } else {
            insert(row);
        }
    }

    /** Writes the changing columns; a row that is not there is passed over. */
    void update(T row) {
        StoredRow stored = rows.get(key.apply(row));
        if (stored != null) {
            table.changeIn(stored.at(table.changed()), row);
            found.put(key.apply(row), read.apply(stored, row));
        }
    }

    Collection<T> all() {
        return Collections.unmodifiableCollection(found.values());
    }

    Optional<T> find(K wanted) {
        return Optional.ofNullable(found.get(wanted));
    }

    /** A row's values, as the driver would give them. */
    private static final class StoredRow implements Readable {

        private final @Nullable Object[] values;

        StoredRow(int columns) {
            values = new Object[columns];
        }

        RowValues at(List<Column> columns) {
            return new Writer(this, columns);
        }

        @Override
        public @Nullable Object get(int index) {
            return values[index];
        }

        @Override
        public <V> @Nullable V get(int index, Class<V> type) {
            Object value = values[index];
            return type.cast(
                    value instanceof Long number && type == Integer.class ? (Object) number.intValue() : value);
        }

        @Override
        public @Nullable Object get(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public <V> @Nullable V get(String name, Class<V> type) {
            throw new UnsupportedOperationException(name);
        }
    }

    private static final class Writer implements RowValues {

        private final StoredRow row;
        private final List<Column> columns;
        private int next;

        Writer(StoredRow row, List<Column> columns) {
            this.row = row;
            this.columns = columns;
        }

        @Override
        public RowValues id(@Nullable UUID id) {
            return put(id == null ? null : Rows.bytes(id));
        }

        @Override
        public RowValues text(@Nullable String text) {
            return put(text);
        }

        @Override
        public RowValues number(long value) {
            return put(value);
        }

        @Override
        public RowValues time(@Nullable Instant time) {
            return put(time == null ? null : DbTime.toDb(time));
        }

        @Override
        public RowValues bytes(byte[] bytes) {
            return put(bytes);
        }

        private RowValues put(@Nullable Object value) {
            row.values[columns.get(next++).place()] = value;
            return this;
        }
    }
}
