package io.groat.streams;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** Counts what Kafka's clients log, from its making on. */
final class ClientLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients");
    private final boolean additive = logger.isAdditive();
    private final AtomicInteger lines = new AtomicInteger();
    private final long since = System.nanoTime();

    ClientLog() {
        start();
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        logger.addAppender(this);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    long linesPerSecond() {
        return lines.get() * 1_000L / age().toMillis();
    }

    @Override
    protected void append(ILoggingEvent line) {
        lines.incrementAndGet();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        // That of the loggers above it.
        logger.setLevel(null);
        logger.setAdditive(additive);
    }
}
