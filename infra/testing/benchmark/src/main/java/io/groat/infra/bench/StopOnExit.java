package io.groat.infra.bench;

import io.groat.infra.bench.stack.BenchStack;
import io.groat.infra.launcher.console.Terminal;
import java.util.concurrent.CountDownLatch;

/** Leaves nothing behind when Ctrl-C ends the benchmark. */
final class StopOnExit {
    private final BenchStack stack;
    private final CountDownLatch never = new CountDownLatch(1);

    private StopOnExit(BenchStack stack) {
        this.stack = stack;
    }

    static StopOnExit of(BenchStack stack, Terminal terminal) {
        Thread hook = new Thread(
                () -> {
                    if (!stack.isClosed()) {
                        terminal.say("Stopping the benchmark's servers");
                        stack.close();
                    }
                },
                "bench-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        return new StopOnExit(stack);
    }

    /** When servers vanish because the benchmark is stopped, that is no news; the process ends meanwhile. */
    void passUnlessStopping(RuntimeException failure) {
        if (!stack.isClosed()) {
            return;
        }
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
        }
    }
}
