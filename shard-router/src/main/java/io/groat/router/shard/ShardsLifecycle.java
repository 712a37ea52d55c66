package io.groat.router.shard;

import io.groat.engine.Shards;
import io.groat.saga.Redrive;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import reactor.core.publisher.Mono;

/**
 * Brings up the shards and what works on them before the first request, and takes them down after the last. A
 * shard that can't be reached keeps nobody from starting: it is tried again until it can.
 */
public final class ShardsLifecycle implements SmartLifecycle {

    /** Before the web server, which starts last and stops first. */
    public static final int PHASE = Ordered.HIGHEST_PRECEDENCE / 2;

    private static final Logger LOG = LoggerFactory.getLogger(ShardsLifecycle.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Shards shards;
    private final List<Redrive> redrives;
    private final ShardWatch watch;
    private volatile boolean running;

    ShardsLifecycle(Shards shards, List<Redrive> redrives, ShardWatch watch) {
        this.shards = shards;
        this.redrives = redrives;
        this.watch = watch;
    }

    @Override
    public void start() {
        shards.start();
        watch.start();
        redrives.forEach(Redrive::start);
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        redrives.forEach(Redrive::stop);
        watch.stop();
        running = false;
        shards.close()
                .timeout(CLOSE_LIMIT)
                .onErrorResume(failure -> {
                    LOG.warn("The shards' connections did not close in order: {}", failure.toString());
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
        return PHASE;
    }
}
