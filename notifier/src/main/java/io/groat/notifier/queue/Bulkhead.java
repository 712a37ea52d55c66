package io.groat.notifier.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * So many attempts at once, so many more that wait, and no thread that does. What one bulkhead is slow with keeps no other
 * one waiting.
 *
 * <p>Work that ends at once begins the next one from its own end. That is done by whoever is in the loop already, never by
 * a call within the call: however much waits, the stack stays as it is.
 *
 * @param <W> a piece of work
 */
final class Bulkhead<W> {

    /** Begins a piece of work, which has to call {@link Bulkhead#done} at its end. */
    @FunctionalInterface
    interface Work<W> {
        void begin(W work, Bulkhead<W> bulkhead);
    }

    private final int atOnce;
    private final int most;
    private final Work<W> how;
    private final Queue<W> waiting = new ArrayDeque<>();
    private int running;
    /** Calls to {@link #drain} that have not been answered by a look; whoever makes it one loops. */
    private final AtomicInteger wanted = new AtomicInteger();

    Bulkhead(int atOnce, int most, Work<W> how) {
        this.atOnce = atOnce;
        this.most = most;
        this.how = how;
    }

    /** Takes a piece of work; false when too much waits. */
    boolean offer(W work) {
        synchronized (this) {
            if (isFull()) {
                return false;
            }
            waiting.add(work);
        }
        drain();
        return true;
    }

    void done() {
        synchronized (this) {
            running--;
        }
        drain();
    }

    private void drain() {
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (W next = next(); next != null; next = next()) {
                how.begin(next, this);
            }
            seen = wanted.addAndGet(-seen);
        } while (seen != 0);
    }

    private synchronized @Nullable W next() {
        if (running >= atOnce || waiting.isEmpty()) {
            return null;
        }
        running++;
        return waiting.remove();
    }

    /** Forgets what waits and fits; it is given back. */
    synchronized List<W> drop(Predicate<W> which) {
        List<W> dropped = new ArrayList<>();
        for (Iterator<W> all = waiting.iterator(); all.hasNext(); ) {
            W one = all.next();
            if (which.test(one)) {
                all.remove();
                dropped.add(one);
            }
        }
        return dropped;
    }

    synchronized boolean isFull() {
        return running >= atOnce && waiting.size() >= most;
    }

    synchronized boolean isIdle() {
        return running == 0 && waiting.isEmpty();
    }
}
