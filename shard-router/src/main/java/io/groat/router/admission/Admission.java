package io.groat.router.admission;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets in as many as {@link LatencyLimit} says. One that is under way for much longer than it may be no longer keeps
 * others out: it hangs on a shard that is away, and those for the other shards shall go on. All together are bounded by
 * the ceiling whatever they hang on.
 */
final class Admission {

    private static final int PATIENCE = 2;

    private final SimpleLimiter<Void> limiter;
    private final LongSupplier nanoClock;
    private final long patienceNanos;
    private final int ceiling;
    private final AtomicInteger inside = new AtomicInteger();
    private final Queue<Permit> oldestFirst = new ConcurrentLinkedQueue<>();
    private final Counter refused;

    /** @param what is let in, as a tag of the metrics */
    Admission(String what, AdmissionSettings settings, LongSupplier nanoClock, MeterRegistry meters) {
        this.nanoClock = nanoClock;
        this.patienceNanos = settings.latency().multipliedBy(PATIENCE).toNanos();
        this.ceiling = settings.ceiling();
        this.limiter = SimpleLimiter.newBuilder()
                .limit(new LatencyLimit(settings))
                .nanoClock(nanoClock)
                .build();
        Gauge.builder("groat.admission.limit", limiter, SimpleLimiter::getLimit)
                .description("Payments that may be under way at once")
                .tag("what", what)
                .register(meters);
        Gauge.builder("groat.admission.in.flight", inside, AtomicInteger::get)
                .description("Payments under way")
                .tag("what", what)
                .register(meters);
        this.refused = Counter.builder("groat.admission.refused")
                .description("Payments not let in")
                .tag("what", what)
                .register(meters);
    }

    /** What is let in, until it ends. */
    final class Permit {

        private final long sinceNanos = nanoClock.getAsLong();
        private final AtomicReference<Limiter.@Nullable Listener> listener;
        private final AtomicInteger left = new AtomicInteger();

        private Permit(Limiter.Listener listener) {
            this.listener = new AtomicReference<>(listener);
        }

        /** It ended: how long that took counts. */
        void done() {
            if (leave()) {
                end(Limiter.Listener::onSuccess);
            }
        }

        /** It ended, in a way that says nothing about how busy the machine is. */
        void unknown() {
            if (leave()) {
                end(Limiter.Listener::onIgnore);
            }
        }

        private boolean leave() {
            if (!left.compareAndSet(0, 1)) {
                return false;
            }
            inside.decrementAndGet();
            return true;
        }

        private void end(Consumer<Limiter.Listener> how) {
            Limiter.Listener mine = listener.getAndSet(null);
            if (mine != null) {
                how.accept(mine);
            }
        }

        private boolean isOver() {
            return listener.get() == null;
        }

        private boolean isOld() {
            return nanoClock.getAsLong() - sinceNanos > patienceNanos;
        }
    }

    /** A permit, to be ended; null when there is none at this moment. */
    @Nullable
    Permit enter() {
        passOverOld();
        if (inside.incrementAndGet() > ceiling) {
            inside.decrementAndGet();
            return null;
        }
        Limiter.Listener listener = limiter.acquire(null).orElse(null);
        if (listener == null) {
            inside.decrementAndGet();
            return null;
        }
        Permit permit = new Permit(listener);
        oldestFirst.add(permit);
        return permit;
    }

    /** Whether whoever entered at this moment would be sent away. */
    boolean full() {
        passOverOld();
        return inside.get() >= ceiling || limiter.getInflight() >= limiter.getLimit();
    }

    /** Counts one that was sent away. */
    void refuse() {
        refused.increment();
    }

    /** How many may be under way now. */
    int limit() {
        return limiter.getLimit();
    }

    int inFlight() {
        return inside.get();
    }

    Duration patience() {
        return Duration.ofNanos(patienceNanos);
    }

    private void passOverOld() {
        for (Permit oldest = oldestFirst.peek();
                oldest != null && (oldest.isOver() || oldest.isOld());
                oldest = oldestFirst.peek()) {
            if (oldestFirst.remove(oldest)) {
                oldest.end(Limiter.Listener::onSuccess);
            }
        }
    }
}
