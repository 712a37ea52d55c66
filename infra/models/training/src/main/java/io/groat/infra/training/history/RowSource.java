package io.groat.infra.training.history;

import org.jspecify.annotations.Nullable;

/** Rows, one after the other. */
public interface RowSource extends AutoCloseable {

    /** The next row; null at the end. */
    @Nullable
    HistoryRow next();

    @Override
    void close();
}
