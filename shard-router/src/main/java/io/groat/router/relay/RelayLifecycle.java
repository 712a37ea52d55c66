package io.groat.router.relay;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/** Starts the relay once the shards are coming up, and stops it before they close. */
public final class RelayLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RelayLifecycle.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final OutboxRelay relay;
    private final OutboxSignal signal;
    private final int phase;
    private volatile boolean running;

    public RelayLifecycle(OutboxRelay relay, OutboxSignal signal, int phase) {
        this.relay = relay;
        this.signal = signal;
        this.phase = phase;
    }

    @Override
    public void start() {
        signal.listen(relay::committed);
        relay.start();
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        signal.listen(shard -> {});
        running = false;
        relay.stop()
                .timeout(STOP_LIMIT)
                .onErrorResume(failure -> {
                    LOG.warn("The relay did not stop in order: {}", failure.toString());
                    return Mono.empty();
                })
                .subscribe(nothing -> {}, failure -> done.run(), done);
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
