package io.groat.notifier.queue;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A bulkhead: so many attempts at once, so many more that wait, and no thread that does. What one lane is slow with keeps
 * no other one waiting.
 */
final class Lane {

    private final int atOnce;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Lane(int atOnce, int most) {
        this.atOnce = atOnce;
        this.most = most;
    }

    /** Takes a piece of work, which has to call {@link #done} at its end; false when too much waits. */
    boolean offer(Runnable work) {
        synchronized (this) {
            if (running >= atOnce) {
                return waiting.size() < most && waiting.add(work);
            }
            running++;
        }
        work.run();
        return true;
    }

    void done() {
        Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            running--;
        }
        return next;
    }

    synchronized boolean isFull() {
        return running >= atOnce && waiting.size() >= most;
    }

    synchronized boolean isIdle() {
        return running == 0;
    }
}
