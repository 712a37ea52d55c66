package io.groat.infra.drill.fault;

import java.time.Duration;
import java.util.List;

/**
 * Something that is done to parts of the stack, all at the same time.
 *
 * @param gap how long after the fault before it
 * @param length until the parts are started again, or let go on
 */
public record Fault(Kind kind, List<String> parts, Duration gap, Duration length) {
    /** How a part is taken away. */
    public enum Kind {
        /** SIGKILL, as a crash. */
        KILL("killed"),
        /** SIGSTOP: it keeps its connections and answers nothing. */
        PAUSE("paused");

        private final String done;

        Kind(String done) {
            this.done = done;
        }

        /** The participle. */
        public String done() {
            return done;
        }
    }

    public Fault {
        parts = List.copyOf(parts);
    }
}
