package io.groat.analytics.ingest;

import io.groat.cassandra.Cql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is written together, and who has to know when it is durable. */
final class WriteBatch {

    private final List<Cql> rows = new ArrayList<>();
    private final List<Runnable> written = new ArrayList<>();

    void add(Collection<Cql> more, Runnable afterwards) {
        rows.addAll(more);
        written.add(afterwards);
    }

    void add(Cql row, Runnable afterwards) {
        rows.add(row);
        written.add(afterwards);
    }

    List<Cql> rows() {
        return rows;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** All of it is durable. */
    void written() {
        written.forEach(Runnable::run);
    }
}
