package io.groat.sandbox.book;

import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All rows, to be looked at; in the order in which they first came. */
public class Rows {

    final Map<Class<? extends Row>, Map<String, Row>> tables;

    Rows(Map<Class<? extends Row>, Map<String, Row>> tables) {
        this.tables = tables;
    }

    public <R extends Row> Optional<R> find(Class<R> kind, String id) {
        return Optional.ofNullable(table(kind).get(id)).map(kind::cast);
    }

    /** @throws IllegalStateException when there is none, which only a wrong program asks for */
    public <R extends Row> R get(Class<R> kind, String id) {
        return find(kind, id)
                .orElseThrow(() -> new IllegalStateException("no " + kind.getSimpleName() + " has the id " + id));
    }

    public <R extends Row> List<R> all(Class<R> kind, Predicate<R> wanted) {
        return table(kind).values().stream().map(kind::cast).filter(wanted).collect(toList());
    }

    public <R extends Row> List<R> all(Class<R> kind) {
        return all(kind, row -> true);
    }

    final Map<String, Row> table(Class<? extends Row> kind) {
        Map<String, Row> table = tables.get(kind);
        if (table == null) {
            throw new IllegalArgumentException("the book has no " + kind.getSimpleName());
        }
        return table;
    }
}
