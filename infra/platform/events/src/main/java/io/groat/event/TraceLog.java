package io.groat.event;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts a trace's id on the log lines that are about it, where the services' pattern shows it. */
public final class TraceLog {

    /** As tracers name it. */
    public static final String KEY = "traceId";

    private TraceLog() {}

    /** Runs what logs, on this thread. */
    public static void about(@Nullable TraceParent trace, Runnable log) {
        if (trace == null) {
            log.run();
            return;
        }
        @Nullable String before = MDC.get(KEY);
        MDC.put(KEY, trace.traceId());
        try {
            log.run();
        } finally {
            if (before == null) {
                MDC.remove(KEY);
            } else {
                MDC.put(KEY, before);
            }
        }
    }
}
