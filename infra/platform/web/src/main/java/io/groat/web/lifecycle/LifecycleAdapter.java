package io.groat.web.lifecycle;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Starts something with the service and stops it with the service: what runs need not know Spring. A stop that fails is
 * logged and over; the others of its phase are stopped meanwhile.
 */
public final class LifecycleAdapter implements SmartLifecycle, BeanNameAware {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleAdapter.class);

    private final Runnable start;
    private final Supplier<Mono<Void>> stop;
    private final int phase;
    private volatile boolean running;
    private String name = "something";

    private LifecycleAdapter(Runnable start, Supplier<Mono<Void>> stop, int phase) {
        this.start = start;
        this.stop = stop;
        this.phase = phase;
    }

    /** Of something whose stop takes time: the service waits for its end, as long as a phase may take. */
    public static LifecycleAdapter of(Runnable start, Supplier<Mono<Void>> stop) {
        return new LifecycleAdapter(start, stop, DEFAULT_PHASE);
    }

    /** Of something that stops at once. */
    public static LifecycleAdapter ofPrompt(Runnable start, Runnable stop) {
        return of(start, () -> Mono.fromRunnable(stop));
    }

    /** The same in another phase: lower ones start earlier and stop later. The usual one is the last to start. */
    public LifecycleAdapter inPhase(int other) {
        return new LifecycleAdapter(start, stop, other);
    }

    @Override
    public void setBeanName(String bean) {
        name = bean;
    }

    @Override
    public void start() {
        running = true;
        start.run();
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        Mono.defer(stop)
                .doOnError(failure -> LOG.warn("{} did not stop in order: {}", name, failure.toString()))
                .onErrorComplete()
                .doFinally(end -> done.run())
                .subscribe();
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
