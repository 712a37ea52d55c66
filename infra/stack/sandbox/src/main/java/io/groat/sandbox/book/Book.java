package io.groat.sandbox.book;

import io.groat.sandbox.json.Json;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All rows, in memory, and the journal they are read from at the start. Changes take turns; a change that fails has changed
 * nothing. Whoever tells anybody what is in here waits for {@link #awaitDurable} first, readers too: what was told must
 * still be so after a kill.
 */
public final class Book implements AutoCloseable {

    private final Map<Class<? extends Row>, Map<String, Row>> tables = new HashMap<>();
    private final List<Consumer<Row>> watchers = new CopyOnWriteArrayList<>();
    private final Journal journal;

    /** @param kinds of rows; their simple names are in the journal */
    public Book(Path folder, Collection<Class<? extends Row>> kinds) {
        Map<String, Class<? extends Row>> byName = new HashMap<>();
        for (Class<? extends Row> kind : kinds) {
            tables.put(kind, new LinkedHashMap<>());
            byName.put(kind.getSimpleName(), kind);
        }
        Change replay = new Change(tables);
        journal = Journal.open(folder, line -> replay.replay(Json.read(line), byName));
    }

    /** Calls for each row that is put from now on. It is called in the change's turn, so it only takes note. */
    public void watch(Consumer<Row> watcher) {
        watchers.add(watcher);
    }

    public synchronized <T> T change(Function<Change, T> work) {
        Change change = new Change(tables);
        boolean done = false;
        try {
            T result = work.apply(change);
            if (!change.isEmpty()) {
                journal.append(change.line());
            }
            done = true;
            return result;
        } finally {
            if (done) {
                change.rows().forEach(row -> watchers.forEach(watcher -> watcher.accept(row)));
            } else {
                change.undo();
            }
        }
    }

    public synchronized <T> T read(Function<Rows, T> look) {
        return look.apply(new Rows(tables));
    }

    /** Waits until all that is in here now is on the disk. */
    public void awaitDurable() {
        journal.awaitDurable();
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
