package io.groat.infra.webtest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Sees what this process logs of failures: errors, and whatever comes with a stack trace. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Queue<String> traces = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private LogWatch() {}

    static LogWatch open() {
        LogWatch watch = new LogWatch();
        watch.setContext(watch.root.getLoggerContext());
        watch.start();
        watch.root.addAppender(watch);
        return watch;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getThrowableProxy() != null && event.getLevel().isGreaterOrEqual(Level.INFO)) {
            traces.add("a stack trace in the log: " + event.getFormattedMessage() + ": "
                    + event.getThrowableProxy().getClassName() + ": "
                    + event.getThrowableProxy().getMessage());
        } else if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            traces.add("an error in the log: " + event.getFormattedMessage());
        }
    }

    /** What was logged since it was asked last; null for nothing. */
    @Nullable
    String trace() {
        return traces.poll();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
