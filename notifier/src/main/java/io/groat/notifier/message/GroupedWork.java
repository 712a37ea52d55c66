package io.groat.notifier.message;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Work of several callers done together, one piece after the other: what comes while one is under way goes with the next, so
 * that pieces grow with the load. Each caller waits for the piece that its own is in, and when that fails all of them fail.
 */
public final class GroupedWork<T> {

    private static final class Group<T> {
        private final List<T> items = new ArrayList<>();
        private final Sinks.Empty<Void> done = Sinks.empty();
    }

    private final int most;
    private final Duration pause;
    private final Function<List<T>, Mono<Void>> work;
    private final Deque<Group<T>> groups = new ArrayDeque<>();
    private boolean working;
    private int waiting;

    /**
     * @param most items of a piece, unless one caller has more
     * @param pause before a piece that is not full, for others to come
     */
    public GroupedWork(int most, Duration pause, Function<List<T>, Mono<Void>> work) {
        this.most = most;
        this.pause = pause;
        this.work = work;
    }

    /** Has it done from now on, whether or not anybody waits for the end. */
    public Mono<Void> add(List<T> items) {
        if (items.isEmpty()) {
            return Mono.empty();
        }
        Group<T> group;
        boolean first;
        synchronized (this) {
            group = join(items);
            waiting += items.size();
            first = !working;
            working = true;
        }
        if (first) {
            drain().subscribe();
        }
        return group.done.asMono();
    }

    private Group<T> join(List<T> items) {
        @Nullable Group<T> last = groups.peekLast();
        if (last == null || last.items.size() + items.size() > most) {
            last = new Group<>();
            groups.addLast(last);
        }
        last.items.addAll(items);
        return last;
    }

    /** Items whose work has not ended. */
    public synchronized int waiting() {
        return waiting;
    }

    /** Whoever finds nothing being done does it for all; a loop, however many pieces end at once. */
    private Mono<Void> drain() {
        return Mono.defer(() -> pause().then(Mono.defer(this::next)))
                .repeat()
                .takeWhile(more -> more)
                .then();
    }

    private Mono<Void> pause() {
        return pause.isZero() || isFull() ? Mono.empty() : Mono.delay(pause).then();
    }

    private synchronized boolean isFull() {
        return groups.size() > 1;
    }

    /** False when there was nothing to do. */
    private Mono<Boolean> next() {
        Group<T> group;
        synchronized (this) {
            @Nullable Group<T> next = groups.pollFirst();
            working = next != null;
            if (next == null) {
                return Mono.just(false);
            }
            group = next;
        }
        return Mono.defer(() -> work.apply(group.items))
                .doOnSuccess(done -> {
                    leave(group);
                    group.done.tryEmitEmpty();
                })
                .onErrorResume(failure -> {
                    leave(group);
                    group.done.tryEmitError(failure);
                    return Mono.empty();
                })
                .thenReturn(true);
    }

    private synchronized void leave(Group<T> group) {
        waiting -= group.items.size();
    }
}
