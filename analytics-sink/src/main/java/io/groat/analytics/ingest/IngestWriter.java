package io.groat.analytics.ingest;

import io.groat.analytics.rounds.Rounds;
import io.groat.cassandra.Cql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Writes what all partitions' works have, in one round: rows of one partition of the store go together whichever work they
 * are from. Events are written twice a second. Slices, which are large and change with every event, seldom: each says itself
 * how far it is, and a work is settled only as far as everything is durable, so what a crash loses comes again. When
 * nothing comes they are written at once.
 *
 * <p>Order within a round, for crashes between: events and slices, then how far each work is, then the works know.
 */
final class IngestWriter {

    private static final Logger LOG = LoggerFactory.getLogger(IngestWriter.class);

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** So many events are written without waiting for more. */
    private static final int MANY = 2_000;
    /** So many may wait before nothing more is taken: some megabytes. */
    private static final int MOST = 8_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** Whose the work is: there is one at a time. */
    private record Owner(int generation, String source, int part) {}

    private final Function<List<Cql>, Mono<Void>> store;
    private final Duration slicesEvery;
    private final Duration every;
    private final Map<Owner, IngestWork> works = new ConcurrentHashMap<>();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong taken = new AtomicLong();
    private final Disposable.Swap running = Disposables.swap();
    private final Sinks.Empty<Void> ended = Sinks.empty();

    private List<Sinks.Empty<Void>> asking = new ArrayList<>();
    private boolean slicesAsked;
    private volatile Sinks.Empty<Void> hurry = Sinks.empty();
    private volatile boolean stopping;
    private volatile boolean last;
    private long slicesAt = System.nanoTime();
    private long takenBefore;
    private long takenAt = System.nanoTime();

    /**
     * @param store writes rows, however long it has to wait for that
     * @param slicesEvery how often slices are written while events come
     */
    IngestWriter(Function<List<Cql>, Mono<Void>> store, Duration slicesEvery) {
        this(store, slicesEvery, EVERY);
    }

    /** @param every the pause between two rounds */
    IngestWriter(Function<List<Cql>, Mono<Void>> store, Duration slicesEvery, Duration every) {
        this.store = store;
        this.slicesEvery = slicesEvery;
        this.every = every;
    }

    void start() {
        running.update(Rounds.of(this::round, AFTER_FAILURE, () -> !last)
                .doFinally(end -> ended.tryEmitEmpty())
                .subscribe());
    }

    /** Completes when all that had come is durable; nothing is written afterwards. */
    Mono<Void> stop() {
        return Mono.defer(() -> {
            stopping = true;
            hurry.tryEmitEmpty();
            return ended.asMono();
        });
    }

    /** Gives up on what is not durable. */
    void abandon() {
        running.dispose();
    }

    /** A partition's work, in the place of an earlier one's, which was lost. */
    void add(int generation, String source, int part, IngestWork work) {
        IngestWork lost = works.put(new Owner(generation, source, part), work);
        if (lost != null) {
            events.addAndGet(-lost.giveUp());
        }
    }

    /** That generation is no longer made. */
    void forget(int generation) {
        works.entrySet().removeIf(one -> {
            boolean past = one.getKey().generation() == generation;
            if (past) {
                events.addAndGet(-one.getValue().giveUp());
            }
            return past;
        });
    }

    Collection<IngestWork> works() {
        return works.values();
    }

    /** A work has taken so many events more. */
    void took(int more) {
        taken.addAndGet(more);
        if (events.addAndGet(more) >= MANY) {
            hurry.tryEmitEmpty();
        }
    }

    /** Completes when more may be taken. */
    Mono<Void> room() {
        return Mono.defer(() -> events.get() < MOST
                ? Mono.empty()
                : Flux.interval(LOOK_EVERY)
                        .onBackpressureDrop()
                        .takeUntil(look -> events.get() < MOST)
                        .then());
    }

    /**
     * Completes when all events that works have taken by now are durable.
     *
     * @param slicesToo also the slices
     */
    Mono<Void> written(boolean slicesToo) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> done = Sinks.empty();
            synchronized (this) {
                asking.add(done);
                slicesAsked |= slicesToo;
            }
            hurry.tryEmitEmpty();
            return done.asMono();
        });
    }

    private Mono<Duration> round() {
        List<Sinks.Empty<Void>> asked;
        boolean slices;
        // Whatever comes before this is in the last round.
        last = stopping;
        synchronized (this) {
            asked = asking;
            asking = new ArrayList<>();
            slices = slicesAsked || last || areDue();
            slicesAsked = false;
        }
        if (slices) {
            slicesAt = System.nanoTime();
        }
        WriteBatch load = new WriteBatch();
        works.values().forEach(work -> work.begin(slices, load));
        return write(load).then(Mono.defer(this::positions)).then(Mono.defer(() -> {
            asked.forEach(Sinks.Empty::tryEmitEmpty);
            return pause();
        }));
    }

    /** When it is time, and when nothing has come for as long as a round. */
    private boolean areDue() {
        long now = System.nanoTime();
        long count = taken.get();
        if (count != takenBefore) {
            takenBefore = count;
            takenAt = now;
        }
        return now - takenAt >= every.toNanos() || now - slicesAt >= slicesEvery.toNanos();
    }

    private Mono<Void> positions() {
        WriteBatch load = new WriteBatch();
        works.values().forEach(work -> work.tellPosition(load));
        return write(load);
    }

    private Mono<Void> write(WriteBatch load) {
        return load.isEmpty()
                ? Mono.empty()
                : Mono.defer(() -> store.apply(load.rows()))
                        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AFTER_FAILURE)
                                .doBeforeRetry(again -> LOG.error("Figures can't be written", again.failure())))
                        .then(Mono.fromRunnable(load::written));
    }

    /** So many events that a work has taken are durable. */
    void wrote(int less) {
        events.addAndGet(-less);
    }

    /** Ends earlier when there is much to write, or somebody waits for it. */
    private Mono<Duration> pause() {
        Sinks.Empty<Void> next = Sinks.empty();
        hurry = next;
        boolean busy;
        synchronized (this) {
            busy = !asking.isEmpty() || stopping || events.get() >= MANY;
        }
        return busy || every.isZero()
                ? Mono.just(Duration.ZERO)
                : Mono.firstWithSignal(Mono.delay(every).then(), next.asMono()).thenReturn(Duration.ZERO);
    }
}
