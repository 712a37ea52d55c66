package io.groat.infra.drill;

import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Provides a drill with its stack, and leaves that as it was found; also on Ctrl-C, which only cuts the faults short. */
final class DrillSession {
    private final StackHandle stack;
    private final DrillSettings settings;
    private final Terminal terminal;
    private final boolean ownStack;

    DrillSession(StackHandle stack, DrillSettings settings, Terminal terminal, boolean ownStack) {
        this.stack = stack;
        this.settings = settings;
        this.terminal = terminal;
        this.ownStack = ownStack;
    }

    /** @param show told the report before the stack is stopped */
    DrillReport hold(Consumer<DrillReport> show) {
        Drill drill = new Drill(stack, settings, terminal, ownStack);
        CountDownLatch done = new CountDownLatch(1);
        int[] exit = {1};
        Thread interrupted = new Thread(() -> finishFirst(drill, done, exit), "drill-ctrl-c");
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean kept = false;
        try {
            begin();
            DrillReport report = drill.run();
            show.accept(report);
            kept = report.kept();
            exit[0] = kept ? 0 : report.outcome() == DrillReport.Outcome.NOT_CHECKED ? DrillCommand.NOT_CHECKED : 1;
            return report;
        } finally {
            end(kept);
            done.countDown();
            removeHook(interrupted);
        }
    }

    private void begin() {
        if (ownStack) {
            terminal.say("Starting a stack for the drill alone; logs in " + stack.logs());
            stack.startFresh();
            return;
        }
        String second = lastOf(stack.routers());
        terminal.say("A stack is up: the drill uses it, with a second router on port " + stack.port(second)
                + ". Its own wallets carry the money.");
        for (String part : stack.parts()) {
            stack.resume(part);
            stack.start(part);
        }
    }

    private void end(boolean kept) {
        if (!ownStack) {
            stack.stop(lastOf(stack.routers()));
            return;
        }
        terminal.say("Stopping the drill's stack");
        stack.stopAll();
        if (kept) {
            stack.deleteData();
        }
    }

    /** Ctrl-C ends this process when its hooks have returned; so this one waits for the proof, and says how it went. */
    private void finishFirst(Drill drill, CountDownLatch done, int[] exit) {
        drill.cutShort();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(exit[0]);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook itself is running, and ends the process.
        }
    }

    private static String lastOf(List<String> names) {
        return names.get(names.size() - 1);
    }
}
