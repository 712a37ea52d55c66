package io.groat.cassandra;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;

/**
 * Connects when the service starts, and no sooner: a run that comes up as far as its beans, to train a class archive,
 * must not change a schema, nor end with the lock of one in its hand. The connection goes with its bean, after all that
 * writes to the last.
 */
final class CassandraStart implements SmartLifecycle {

    /** Before everything that reads and writes. */
    private static final int PHASE = Ordered.HIGHEST_PRECEDENCE / 2;

    private final Cassandra cassandra;
    private volatile boolean running;

    CassandraStart(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    @Override
    public void start() {
        cassandra.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
