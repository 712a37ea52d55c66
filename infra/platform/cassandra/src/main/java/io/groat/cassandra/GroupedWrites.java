package io.groat.cassandra;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Writes of several callers at once: those that come within a few milliseconds of each other go together. Each caller
 * waits for the whole group, and when it fails all of them fail.
 */
public final class GroupedWrites {

    private static final int MOST_ROWS = 2_000;
    private static final int REQUESTS_AT_ONCE = 128;

    private static final class Group {
        private final List<Cql> rows = new ArrayList<>();
        private final Sinks.Empty<Void> done = Sinks.empty();
    }

    private final Cassandra cassandra;
    private final Duration pause;
    private @Nullable Group open;

    /** @param pause how long the first waits for others */
    public GroupedWrites(Cassandra cassandra, Duration pause) {
        this.cassandra = cassandra;
        this.pause = pause;
    }

    /** Writes rows that no other caller writes at the same time; waits while Cassandra is away. */
    public Mono<Void> write(List<Cql> rows) {
        return rows.isEmpty() ? Mono.empty() : cassandra.patiently(Mono.defer(() -> join(rows)));
    }

    /** Who opens a group sends it. */
    private Mono<Void> join(List<Cql> rows) {
        Group group;
        synchronized (this) {
            if (open != null && open.rows.size() < MOST_ROWS) {
                open.rows.addAll(rows);
                return open.done.asMono();
            }
            group = new Group();
            group.rows.addAll(rows);
            open = group;
        }
        return Mono.delay(pause)
                .then(Mono.defer(() -> send(group)))
                .doOnSuccess(done -> group.done.tryEmitEmpty())
                .doOnError(group.done::tryEmitError)
                .doOnCancel(() -> giveUp(group));
    }

    private Mono<Void> send(Group group) {
        close(group);
        return cassandra.writeAll(group.rows, REQUESTS_AT_ONCE);
    }

    private void giveUp(Group group) {
        close(group);
        group.done.tryEmitError(new CassandraAwayException("the caller that was to write them has gone"));
    }

    private synchronized void close(Group group) {
        if (open == group) {
            open = null;
        }
    }
}
