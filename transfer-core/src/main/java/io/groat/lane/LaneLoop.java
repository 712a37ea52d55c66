package io.groat.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Takes what waits in a bounded queue, works it off together, and takes what waits then. One batch at a time. Work that
 * ends at once, and work that is added by what ends, is gone on with in one loop and never from within itself.
 */
final class LaneLoop<T> {

    private static final Logger LOG = LoggerFactory.getLogger(LaneLoop.class);

    private final String name;
    private final BlockingQueue<T> queue;
    private final int maxBatch;
    private final Function<List<T>, Mono<Void>> work;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger brokenInARow = new AtomicInteger();
    private volatile long batchNanos;

    /**
     * @param name in the log
     * @param work ends when all of a batch is done; what it fails with is logged and holds up nothing
     */
    LaneLoop(String name, int capacity, int maxBatch, Function<List<T>, Mono<Void>> work) {
        this.name = name;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.maxBatch = maxBatch;
        this.work = work;
    }

    /** Adds one; false when there is no room. */
    boolean offer(T item) {
        if (!queue.offer(item)) {
            return false;
        }
        if (running.compareAndSet(false, true)) {
            workOff();
        }
        return true;
    }

    int size() {
        return queue.size();
    }

    boolean isIdle() {
        return !running.get() && queue.isEmpty();
    }

    /** How long the batch under way has been so; zero when there is none. */
    long batchAgeNanos() {
        return running.get() ? System.nanoTime() - batchNanos : 0;
    }

    /** Takes out all that wait. */
    List<T> drain() {
        List<T> waiting = new ArrayList<>(queue.size());
        queue.drainTo(waiting);
        return waiting;
    }

    /** One subscription at a time: {@link #running} guards it. */
    private void workOff() {
        batchNanos = System.nanoTime();
        Mono.defer(() -> work.apply(take()))
                .doOnSuccess(done -> brokenInARow.set(0))
                .onErrorResume(broken -> {
                    // Said once: what is broken for one batch is so for the next, and for all that come.
                    if (brokenInARow.getAndIncrement() == 0) {
                        LOG.error("{} broke; it goes on", name, broken);
                    }
                    return Mono.empty();
                })
                .repeat(this::goesOn)
                .subscribe();
    }

    private List<T> take() {
        List<T> batch = new ArrayList<>(Math.min(queue.size() + 1, maxBatch));
        queue.drainTo(batch, maxBatch);
        batchNanos = System.nanoTime();
        return batch;
    }

    private boolean goesOn() {
        if (!queue.isEmpty()) {
            return true;
        }
        running.set(false);
        // Something may have come between the look and the flag.
        return !queue.isEmpty() && running.compareAndSet(false, true);
    }
}
