package io.groat.infra.drill.fault;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.stack.StackHandle;
import io.groat.infra.server.Poll;
import io.groat.infra.server.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes parts of a stack away by a plan, and brings them back. */
public final class Faults implements AutoCloseable {
    /** With more away at the same time there would be little load left to go wrong. */
    private static final int AWAY_AT_ONCE = 2;

    private static final Duration RESTART_LIMIT = Duration.ofMinutes(3);

    /** The longest a part took from its start to its first answer. */
    public record Recovery(String part, Duration took) {}

    private final StackHandle stack;
    private final Outages outages;
    private final Consumer<String> news;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "drill-fault");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, CompletableFuture<Void>> away = new TreeMap<>();
    private final Map<String, String> failed = new TreeMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Recovery slowest;

    /** @param news told what is done, a line each */
    public Faults(StackHandle stack, Outages outages, Consumer<String> news) {
        this.stack = stack;
        this.outages = outages;
        this.news = news;
    }

    /** Follows the plan to its end or until it is told that it is over, then returns; parts may still be away. */
    public void follow(Plan plan, BooleanSupplier over) {
        Optional<Fault> next = plan.next();
        while (next.isPresent() && !over.getAsBoolean()) {
            Fault fault = next.get();
            boolean stop = pause(fault.gap(), over) || awaitRoom(fault, over);
            if (!stop) {
                strike(fault);
            }
            next = plan.next();
        }
    }

    /** Ends the present wait, if there is one. */
    public void hurry() {
        ended.countDown();
    }

    /** Brings every part back, whoever took it away, and waits until all answer. */
    public void bringBackAll() {
        hurry();
        Poll.until(RESTART_LIMIT, () -> awayNow() == 0);
        List<CompletableFuture<Void>> late = stack.parts().stream()
                .map(part -> CompletableFuture.runAsync(() -> bringBack(part), threads))
                .toList();
        CompletableFuture.allOf(late.toArray(CompletableFuture<?>[]::new)).join();
    }

    /** The slowest recovery; null when nothing was started again. */
    public synchronized @Nullable Recovery slowest() {
        return slowest;
    }

    /** Parts whose last start failed, with the reason. */
    public synchronized Map<String, String> failed() {
        return Map.copyOf(failed);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void strike(Fault fault) {
        fault.parts().forEach(part -> outages.began(part, fault.kind(), System.nanoTime()));
        List<CompletableFuture<Void>> strikes = fault.parts().stream()
                .map(part -> CompletableFuture.runAsync(() -> take(part, fault.kind()), threads))
                .toList();
        for (int i = 0; i < strikes.size(); i++) {
            String part = fault.parts().get(i);
            CompletableFuture<Void> over = strikes.get(i)
                    .thenRunAsync(() -> pause(fault.length(), () -> false), threads)
                    .thenRunAsync(() -> bringBack(part), threads)
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            noteFailure(part, failure);
                        }
                    });
            synchronized (this) {
                away.put(part, over);
            }
        }
        news.accept(String.join(", ", fault.parts()) + " " + fault.kind().done() + " for "
                + String.format("%.1f s", fault.length().toMillis() / 1000.0));
    }

    private void take(String part, Fault.Kind kind) {
        if (kind == Fault.Kind.KILL) {
            stack.kill(part);
        } else {
            stack.pause(part);
        }
    }

    private void bringBack(String part) {
        long begin = System.nanoTime();
        boolean wasDown = !stack.runs(part);
        try {
            stack.resume(part);
            stack.start(part);
            synchronized (this) {
                failed.remove(part);
            }
        } catch (ServerException | LauncherException e) {
            noteFailure(part, e);
            return;
        }
        outages.ended(part, System.nanoTime());
        if (wasDown) {
            noteRecovery(new Recovery(part, Duration.ofNanos(System.nanoTime() - begin)));
        }
    }

    private synchronized void noteFailure(String part, Throwable failure) {
        failed.put(part, String.valueOf(failure.getMessage()));
    }

    private synchronized void noteRecovery(Recovery recovery) {
        if (slowest == null || recovery.took().compareTo(slowest.took()) > 0) {
            slowest = recovery;
        }
    }

    /** True when it is over. */
    private boolean awaitRoom(Fault fault, BooleanSupplier over) {
        int room = fault.parts().size() > 1 ? 0 : AWAY_AT_ONCE - 1;
        List<String> routers = stack.routers();
        // One router stays: with none there would be nobody to take over, and nothing to prove.
        List<String> notWith = fault.parts().stream().anyMatch(routers::contains) ? routers : fault.parts();
        Poll.until(RESTART_LIMIT, () -> over.getAsBoolean() || (awayNow() <= room && !isAway(notWith)));
        return over.getAsBoolean();
    }

    private synchronized boolean isAway(List<String> parts) {
        return away.entrySet().stream()
                .anyMatch(one -> parts.contains(one.getKey()) && !one.getValue().isDone());
    }

    private synchronized long awayNow() {
        return away.values().stream().filter(one -> !one.isDone()).count();
    }

    /** True when it is over. */
    private boolean pause(Duration length, BooleanSupplier over) {
        try {
            ended.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return over.getAsBoolean();
    }
}
