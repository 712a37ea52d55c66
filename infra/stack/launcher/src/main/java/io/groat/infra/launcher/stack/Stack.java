package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.process.ChildServer;
import io.groat.infra.server.process.ProcessRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/** Starts and stops parts. What runs stands in the run folder from the moment it runs until it is gone. */
public final class Stack {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /** How many services may start at once: they take a processor each, and more at once only hinder each other. */
    private static final int SERVICES_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Workspace workspace;
    private final RunFolder runFolder;
    private final Terminal terminal;
    private final Object spawning = new Object();
    private final Semaphore serviceStarts = new Semaphore(SERVICES_AT_ONCE, true);
    private boolean stopping;

    Stack(Workspace workspace, RunFolder runFolder, Terminal terminal) {
        this.workspace = workspace;
        this.runFolder = runFolder;
        this.terminal = terminal;
    }

    /**
     * Starts all parts, each as soon as what it needs is up, and returns when all answer.
     *
     * @throws RuntimeException the first failure; what was started still runs then, for the caller to stop
     */
    public void startAll(List<Part> parts) {
        Map<String, CompletableFuture<Void>> starts = new HashMap<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        for (Part part : parts) {
            CompletableFuture<?>[] needed = part.needs().stream()
                    .map(name -> starts.getOrDefault(name, CompletableFuture.completedFuture(null)))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture<Void> start = CompletableFuture.allOf(needed)
                    .thenRunAsync(() -> startInTurn(part), Stack::inNewThread)
                    .whenComplete((done, failure) -> {
                        if (failure != null) {
                            firstFailure.completeExceptionally(failure);
                        }
                    });
            starts.put(part.name(), start);
            all.add(start);
        }
        CompletableFuture<Void> everything = CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
        try {
            CompletableFuture.anyOf(everything, firstFailure).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void startInTurn(Part part) {
        if (!part.isService()) {
            start(part);
            return;
        }
        serviceStarts.acquireUninterruptibly();
        try {
            start(part);
        } finally {
            serviceStarts.release();
        }
    }

    /** Starts one part, says how long it took, and returns when it answers. */
    public void start(Part part) {
        long begin = System.nanoTime();
        ChildServer server = new ChildServer(part.program(), workspace.log(part.name()), part.niceness());
        server.prepare();
        synchronized (spawning) {
            if (stopping) {
                throw new LauncherException(part.name() + " was not started: the stack is being stopped");
            }
            runFolder.write(RunRecord.of(part, server.spawn()));
        }
        try {
            server.awaitAnswer();
            part.afterStart().run();
        } catch (ServerException e) {
            if (!server.running()) {
                runFolder.forget(part.name());
            }
            throw e;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        terminal.say(String.format("  %-16s up after %6s   port %d", part.name(), Terminal.seconds(took), part.port()));
    }

    /**
     * Stops everything on record: the services first, then the servers, each group at once. Nothing can be started any
     * more after this call began.
     */
    public void stopAll() {
        synchronized (spawning) {
            stopping = true;
        }
        List<RunRecord> alive = runFolder.alive();
        stopTogether(alive.stream().filter(Stack::isService).toList());
        stopTogether(alive.stream().filter(record -> !isService(record)).toList());
    }

    /** Whether {@link #stopAll} was called; then a start that fails is no news. */
    public boolean isStopping() {
        synchronized (spawning) {
            return stopping;
        }
    }

    /** Stops one part gracefully; it is killed when it has not gone by its time limit. */
    public void stop(RunRecord record) {
        long begin = System.nanoTime();
        runFolder.write(record.unwanted());
        ProcessRef process = record.process();
        process.terminate();
        boolean graceful = process.awaitEnd(stopLimit(record));
        if (!graceful) {
            process.kill();
            process.awaitEnd(KILL_LIMIT);
        }
        runFolder.forget(record.name());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        terminal.say(String.format(
                "  %-16s %s after %6s", record.name(), graceful ? "stopped" : "killed ", Terminal.seconds(took)));
    }

    /** Kills one part as a crash would. */
    public void kill(RunRecord record) {
        runFolder.write(record.unwanted());
        record.process().kill();
        if (!record.process().awaitEnd(KILL_LIMIT)) {
            throw new LauncherException(record.name() + " (process " + record.pid() + ") survived SIGKILL");
        }
        runFolder.forget(record.name());
        terminal.say("  " + record.name() + " killed");
    }

    private void stopTogether(List<RunRecord> records) {
        CompletableFuture<?>[] stops = records.stream()
                .sorted(Comparator.comparing(RunRecord::name))
                .map(record -> CompletableFuture.runAsync(() -> stop(record), Stack::inNewThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(stops).join();
    }

    private static boolean isService(RunRecord record) {
        return Part.SERVICE.equals(record.kind());
    }

    /**
     * Together well under half a minute, and enough for a tidy end on an idle machine. On one that is busy to the brim a
     * part is killed instead, which costs it a recovery at its next start and nobody what was acknowledged.
     */
    static Duration stopLimit(RunRecord record) {
        return isService(record) ? ServiceProgram.STOP_LIMIT : ServerProgram.STOP_LIMIT;
    }

    private static void inNewThread(Runnable work) {
        Thread thread = new Thread(work, "launcher-part");
        thread.setDaemon(true);
        thread.start();
    }
}
