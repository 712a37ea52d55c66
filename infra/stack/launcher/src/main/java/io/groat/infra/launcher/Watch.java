package io.groat.infra.launcher;

import io.groat.infra.launcher.stack.LocalStack;
import io.groat.infra.launcher.stack.RunRecord;
import java.util.HashSet;
import java.util.Set;

/** Watches a running stack and says so when a part ends that nobody stopped. */
final class Watch {
    private static final long INTERVAL_MILLIS = 1000;

    private final LocalStack stack;
    private final Set<Long> reported = new HashSet<>();

    Watch(LocalStack stack) {
        this.stack = stack;
    }

    /** Returns when its thread is interrupted; Ctrl-C ends the whole process instead. */
    void untilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            look();
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One look at all parts on record. */
    void look() {
        stack.ended().stream()
                .filter(record -> reported.add(record.pid()))
                .map(RunRecord::name)
                .forEach(name -> stack.terminal()
                        .say(name + " ended unexpectedly. See infra/logs " + name + "; start it again with"
                                + " infra/start " + name + "."));
    }
}
