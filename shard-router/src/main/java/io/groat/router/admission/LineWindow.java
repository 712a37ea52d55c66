package io.groat.router.admission;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * The window through which the lines of all streams and batches go. A line that finds no room waits, the first come
 * first, and its stream is not read further meanwhile. What waits is bounded by the streams that are let in.
 */
public final class LineWindow {

    private final Admission admission;
    private final Queue<Place> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicBoolean looksAgain = new AtomicBoolean();

    public LineWindow(AdmissionSettings settings, MeterRegistry meters) {
        this(new Admission("lines", settings, System::nanoTime, meters));
    }

    LineWindow(Admission admission) {
        this.admission = admission;
    }

    /**
     * The work, once there is room for it.
     *
     * @param tells whether a result's time says how busy the machine is
     */
    public <T> Mono<T> through(Mono<T> work, Predicate<T> tells) {
        return Mono.defer(() -> {
            Place place = new Place();
            return place.granted()
                    .then(work)
                    .doOnNext(result -> place.tells = tells.test(result))
                    .doFinally(signal -> place.leave());
        });
    }

    /** One line's turn. A line that goes away while its turn comes gives it to the next. */
    private final class Place {
        private final AtomicInteger state = new AtomicInteger(WAITING);
        private Admission.@Nullable Permit permit;
        private @Nullable MonoSink<Void> caller;
        private boolean tells;

        private static final int WAITING = 0;
        private static final int GRANTED = 1;
        private static final int LEFT = 2;

        Mono<Void> granted() {
            return Mono.create(sink -> {
                caller = sink;
                waiting.add(this);
                serve();
            });
        }

        /** @return false when the line has gone: the permit is then still the giver's */
        boolean grant(Admission.Permit given) {
            permit = given;
            if (!state.compareAndSet(WAITING, GRANTED)) {
                return false;
            }
            MonoSink<Void> sink = caller;
            if (sink != null) {
                sink.success();
            }
            return true;
        }

        void leave() {
            if (state.getAndSet(LEFT) != GRANTED) {
                waiting.remove(this);
                return;
            }
            Admission.Permit mine = permit;
            if (mine != null && tells) {
                mine.done();
            } else if (mine != null) {
                mine.unknown();
            }
            serve();
        }
    }

    /**
     * Gives turns while there is room. Whoever gets one may be done with it at once, which makes room again: that is
     * noted and served by the same loop, never from within itself.
     */
    private void serve() {
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            while (!waiting.isEmpty()) {
                Admission.Permit permit = admission.enter();
                if (permit == null) {
                    break;
                }
                give(permit);
            }
            seen = wanted.addAndGet(-seen);
        } while (seen != 0);
        lookAgain();
    }

    private void give(Admission.Permit permit) {
        for (Place next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.grant(permit)) {
                return;
            }
        }
        permit.unknown();
    }

    /** When all that are under way hang, nobody ends: then room comes by the time alone. */
    private void lookAgain() {
        if (!waiting.isEmpty() && looksAgain.compareAndSet(false, true)) {
            Schedulers.parallel()
                    .schedule(
                            () -> {
                                looksAgain.set(false);
                                serve();
                            },
                            admission.patience().toMillis() / 4,
                            TimeUnit.MILLISECONDS);
        }
    }
}
