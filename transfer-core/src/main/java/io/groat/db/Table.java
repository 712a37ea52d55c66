package io.groat.db;

import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table and its columns, each said once: what reads, inserts and changes rows is made of this list. It belongs to the
 * one class that knows the rows, which declares all columns while it is loaded and nothing later; a column that is
 * declared and not read is an unused constant there, which fails the build, and one that the schema has and the list
 * has not, or the other way round, fails {@code SchemaColumnsIT}.
 *
 * @param <T> what a row holds
 */
public final class Table<T> {

    /** Characters that a row takes in a statement, roughly. */
    private static final int ROW_LENGTH = 256;

    private record Written<T>(Column column, BiConsumer<RowValues, ? super T> value) {}

    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private final List<Written<T>> inserted = new ArrayList<>();
    private final List<Written<T>> changing = new ArrayList<>();
    private @Nullable Written<T> key;

    /** What every statement says alike, made while columns are declared. */
    private String insertedNames = "";

    private String changingNames = "";
    private String assignments = "";
    private String putAssignments = "";

    public Table(String name) {
        this.name = name;
    }

    /** The column by which a row is found that is to be changed. */
    public Column key(String column, BiConsumer<RowValues, ? super T> value) {
        Written<T> written = insert(column, value);
        key = written;
        return written.column();
    }

    /** A column that is written with the row and never again. */
    public Column fixed(String column, BiConsumer<RowValues, ? super T> value) {
        return insert(column, value).column();
    }

    /** A column that is written with the row and by every {@link #update}. */
    public Column changing(String column, BiConsumer<RowValues, ? super T> value) {
        Written<T> written = insert(column, value);
        changing.add(written);
        changingNames = list(changingNames, column);
        assignments = list(assignments, "t." + column + " = n." + column);
        putAssignments = list(putAssignments, column + " = n." + column);
        return written.column();
    }

    /** A column that inserts leave to the database, or to statements of their own. */
    public Column left(String column) {
        Column added = new Column(column, columns.size());
        columns.add(added);
        return added;
    }

    private Written<T> insert(String column, BiConsumer<RowValues, ? super T> value) {
        Written<T> written = new Written<>(left(column), value);
        inserted.add(written);
        insertedNames = list(insertedNames, column);
        return written;
    }

    public String name() {
        return name;
    }

    /** All columns, in the order of their places. */
    public List<Column> columns() {
        return Collections.unmodifiableList(columns);
    }

    /** {@code SELECT a, b, c FROM table}: all columns, each at its place. */
    public String select() {
        return select(columns.size());
    }

    /** As {@link #select()}, of the first columns up to that one alone. */
    public String selectThrough(Column last) {
        return select(last.place() + 1);
    }

    private String select(int count) {
        return columns.stream().limit(count).map(Column::name).collect(Collectors.joining(", ", "SELECT ", ""))
                + " FROM " + name;
    }

    /** The columns as a list, each after that alias of the table. */
    public String columnsOf(String alias) {
        return columns.stream().map(column -> alias + "." + column.name()).collect(Collectors.joining(", "));
    }

    /**
     * The columns as a list for rows that stand in another table: those that it has are read under their names.
     *
     * @param others what is said instead of those that it has not
     */
    public String columnsWith(Map<String, String> others) {
        if (!columns.stream().map(Column::name).toList().containsAll(others.keySet())) {
            throw new IllegalArgumentException(name + " has not all of " + others.keySet());
        }
        return columns.stream()
                .map(column -> others.getOrDefault(column.name(), column.name()))
                .collect(Collectors.joining(", "));
    }

    /** One INSERT of those rows, values and all. */
    public String insert(Collection<? extends T> rows) {
        return insert("INSERT", rows);
    }

    /** As {@link #insert}, which leaves rows as they are that are there. */
    public String insertIgnore(Collection<? extends T> rows) {
        return insert("INSERT IGNORE", rows);
    }

    /** One INSERT of those rows, which gives those that are there their changing columns anew. */
    public String put(Collection<? extends T> rows) {
        return written("INSERT", rows)
                .raw(" AS n ON DUPLICATE KEY UPDATE ")
                .raw(putAssignments)
                .toString();
    }

    private String insert(String verb, Collection<? extends T> rows) {
        return written(verb, rows).toString();
    }

    private SqlText written(String verb, Collection<? extends T> rows) {
        SqlText sql = new SqlText((rows.size() + 1) * ROW_LENGTH)
                .raw(verb)
                .raw(" INTO ")
                .raw(name)
                .raw(" (")
                .raw(insertedNames)
                .raw(") VALUES ");
        String open = "(";
        for (T row : rows) {
            write(sql.raw(open), inserted, row).raw(")");
            open = ",(";
        }
        return sql;
    }

    /** One UPDATE that gives each of those rows its changing columns anew; rows that are not there are passed over. */
    public String update(Collection<? extends T> rows) {
        Written<T> by = key;
        if (by == null || changing.isEmpty()) {
            throw new IllegalStateException(name + " has no columns that change");
        }
        SqlText sql = new SqlText((rows.size() + 1) * ROW_LENGTH).raw("UPDATE (VALUES ");
        String open = "ROW(";
        for (T row : rows) {
            by.value().accept(sql.raw(open), row);
            write(sql.comma(), changing, row).raw(")");
            open = ",ROW(";
        }
        String found = by.column().name();
        sql.raw(") AS n (").raw(found).raw(", ").raw(changingNames).raw(") STRAIGHT_JOIN ");
        sql.raw(name).raw(" t ON t.").raw(found).raw(" = n.").raw(found);
        return sql.raw(" SET ").raw(assignments).toString();
    }

    /** {@code INSERT … VALUES (?, ?, …)}, for {@link #bind}. */
    public String insertBound(boolean ignore) {
        return (ignore ? "INSERT IGNORE INTO " : "INSERT INTO ") + name + " (" + insertedNames + ") VALUES ("
                + String.join(", ", Collections.nCopies(inserted.size(), "?")) + ")";
    }

    /** Binds a row's values to {@link #insertBound}. */
    public void bind(Statement statement, T row) {
        insertInto(new BoundValues(statement), row);
    }

    /** Gives away what an INSERT of the row writes, in the order of {@link #inserted}. */
    public void insertInto(RowValues values, T row) {
        inserted.forEach(written -> written.value().accept(values, row));
    }

    /** Gives away what an UPDATE of the row writes, in the order of {@link #changed}. */
    public void changeIn(RowValues values, T row) {
        changing.forEach(written -> written.value().accept(values, row));
    }

    /** The columns that an INSERT writes. */
    public List<Column> inserted() {
        return inserted.stream().map(Written::column).toList();
    }

    /** The columns that an UPDATE writes. */
    public List<Column> changed() {
        return changing.stream().map(Written::column).toList();
    }

    private static <T> SqlText write(SqlText sql, List<Written<T>> columns, T row) {
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                sql.comma();
            }
            columns.get(i).value().accept(sql, row);
        }
        return sql;
    }

    private static String list(String before, String next) {
        return before.isEmpty() ? next : before + ", " + next;
    }
}
