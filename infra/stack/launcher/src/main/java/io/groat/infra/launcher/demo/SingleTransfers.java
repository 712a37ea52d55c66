package io.groat.infra.launcher.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Work done by a fixed number of threads, each waiting for one answer at a time. */
final class SingleTransfers {
    private SingleTransfers() {}

    /** Sends the orders from the first number up to, and without, the last; each as a request of its own. */
    static OutcomeCounter send(RouterClient router, DemoPlan plan, int first, int last, ProgressBar progress) {
        OutcomeCounter tally = new OutcomeCounter();
        inParallel(plan.singlesInFlight(), last - first, index -> {
            long begin = System.nanoTime();
            TransferOutcome outcome = router.transfer(plan.order(first + index));
            tally.add(outcome, Duration.ofNanos(System.nanoTime() - begin));
            progress.advance();
        });
        return tally;
    }

    /** Calls the work with 0 to count - 1, so many at once; the first failure ends it. */
    static void inParallel(int threads, int count, IntConsumer work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> {
                    try {
                        for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                            work.accept(index);
                        }
                    } catch (RuntimeException e) {
                        // The others take nothing more: nobody waits for them.
                        next.set(count);
                        throw e;
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
