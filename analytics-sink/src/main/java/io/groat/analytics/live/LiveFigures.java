package io.groat.analytics.live;

import io.groat.analytics.cache.FigureCache;
import io.groat.analytics.cache.Totals;
import io.groat.analytics.cache.Window;
import io.groat.analytics.live.Frame.Second;
import io.groat.analytics.summary.Summaries;
import io.groat.analytics.summary.Summary;
import io.groat.analytics.summary.SystemState;
import io.groat.analytics.watch.Source;
import io.groat.analytics.watch.Viewers;
import io.groat.web.json.JsonBody;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Figures as they change: reckoned once a second for all who watch, however many, and between that the counts of all
 * time, which cost a comparison. While nobody watches only those counts are noted; who asks then has all reckoned. Who has missed no more than two minutes gets what it missed, anybody else the whole. Who
 * does not take what comes is let go.
 */
public final class LiveFigures {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFigures.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration TOTALS_EVERY = Duration.ofMillis(250);
    /** The name, among the sources, of what events come from. */
    private static final String EVENTS = "events";

    private static final int KEPT = 120;
    private static final int BEHIND_MOST = 32;

    private final FigureCache cache;
    private final Supplier<SystemState> system;
    private final Viewers viewers;
    private final InstantSource clock;
    private final Duration every;
    private final String run;
    private final Trends trends = new Trends();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Deque<Second> seconds = new ArrayDeque<>();
    private final Object reckoned = new Object();
    private final Sinks.Many<Frame> next = Sinks.many().multicast().directBestEffort();
    private final Sinks.Many<byte[]> totals = Sinks.many().multicast().directBestEffort();
    private final Timer reckoning;
    private final Counter dropped;
    private final Disposable.Composite running = Disposables.composite();
    private volatile Totals sent = new Totals(-1, -1, -1, -1);
    private volatile @Nullable Frame latest;

    public LiveFigures(
            FigureCache cache,
            Supplier<SystemState> system,
            Viewers viewers,
            InstantSource clock,
            MeterRegistry meters) {
        this(cache, system, viewers, clock, meters, EVERY);
    }

    /** @param every how often all figures are reckoned */
    LiveFigures(
            FigureCache cache,
            Supplier<SystemState> system,
            Viewers viewers,
            InstantSource clock,
            MeterRegistry meters,
            Duration every) {
        this.cache = cache;
        this.system = system;
        this.viewers = viewers;
        this.clock = clock;
        this.every = every;
        this.run = Long.toString(clock.millis(), Character.MAX_RADIX);
        this.reckoning = Timer.builder("groat.live.reckoning")
                .description("Reckoning of all windows' figures")
                .register(meters);
        this.dropped = Counter.builder("groat.live.dropped")
                .description("Viewers that were let go since they did not take what came")
                .register(meters);
        Gauge.builder("groat.live.viewers", viewers, Viewers::viewers)
                .description("Those who watch")
                .register(meters);
    }

    public void start() {
        running.add(Flux.interval(Duration.ZERO, every)
                .onBackpressureDrop()
                .doOnNext(tick -> tick())
                .subscribe());
        running.add(Flux.interval(TOTALS_EVERY)
                .onBackpressureDrop()
                .doOnNext(tick -> tellTotals())
                .subscribe());
    }

    public void stop() {
        running.dispose();
    }

    /** All windows' figures, at most a second old; nothing when they can't be reckoned. */
    public Mono<Frame> now() {
        return Mono.fromCallable(() -> {
                    viewers.asked();
                    return fresh();
                })
                .subscribeOn(Schedulers.parallel());
    }

    private void tick() {
        try {
            note();
            if (viewers.viewers() > 0) {
                fresh();
            }
        } catch (RuntimeException broken) {
            LOG.error("Figures can't be reckoned", broken);
        }
    }

    /** The latest, reckoned anew unless that was done within most of a round: ticks are not quite even. */
    private @Nullable Frame fresh() {
        synchronized (reckoned) {
            Frame known = latest;
            if (known == null
                    || !known.at().plus(every.multipliedBy(9).dividedBy(10)).isAfter(clock.instant())) {
                reckoning.record(() -> add(frame()));
            }
            return latest;
        }
    }

    /** What a viewer who comes later sees of the last minutes. */
    private void note() {
        Second second = new Second(clock.instant(), cache.generation(), cache.totals(), isTaking(system.get()));
        synchronized (frames) {
            seconds.addLast(second);
            if (seconds.size() > KEPT) {
                seconds.removeFirst();
            }
        }
    }

    /** How many of the last seconds are noted. */
    int noted() {
        synchronized (frames) {
            return seconds.size();
        }
    }

    private static boolean isTaking(SystemState around) {
        Source events = around.sources().get(EVENTS);
        return events == null || events.live();
    }

    private Frame frame() {
        Instant now = clock.instant();
        SystemState around = system.get();
        Map<Window, Summary> summaries = new EnumMap<>(Window.class);
        Frame.Facts facts;
        // So that all are of the same moment.
        synchronized (cache) {
            for (Window window : Window.values()) {
                summaries.put(window, Summaries.of(cache.figures(window, now), around));
            }
            facts = new Frame.Facts(
                    now, cache.generation(), cache.totals(), isTaking(around), summaries, trends.of(cache, now));
        }
        return Frame.next(latest, run, facts);
    }

    private void add(Frame frame) {
        synchronized (frames) {
            frames.addLast(frame);
            if (frames.size() > KEPT) {
                frames.removeFirst();
            }
            latest = frame;
            next.tryEmitNext(frame);
        }
    }

    private void tellTotals() {
        if (viewers.viewers() == 0) {
            return;
        }
        Totals now = cache.totals();
        if (!now.equals(sent)) {
            sent = now;
            JsonBody body = json -> {
                json.writeStartObject();
                Frame.write(json, now);
                json.writeEndObject();
            };
            totals.tryEmitNext(ServerSentEvent.of(null, "totals", body));
        }
    }

    /**
     * Events for one who watches a window.
     *
     * @param seen the id of the last event that it has seen; null when it has seen none
     */
    Flux<byte[]> watch(Window window, @Nullable String seen) {
        return now().thenMany(Flux.defer(() -> begin(window, seen)))
                .doOnSubscribe(one -> viewers.enter())
                .doFinally(end -> viewers.leave());
    }

    private Flux<byte[]> begin(Window window, @Nullable String seen) {
        Flux<byte[]> changes;
        List<byte[]> first;
        synchronized (frames) {
            first = first(window, seen);
            long from = frames.isEmpty() ? 0 : frames.getLast().number();
            // Frames from now on, also those that come before the first events have been taken.
            changes = next.asFlux().filter(frame -> frame.number() > from).map(frame -> frame.change(window));
        }
        return Flux.merge(Flux.fromIterable(first).concatWith(changes), totals.asFlux())
                .onBackpressureBuffer(BEHIND_MOST, one -> dropped.increment(), BufferOverflowStrategy.ERROR);
    }

    private List<byte[]> first(Window window, @Nullable String seen) {
        Frame last = frames.peekLast();
        if (last == null) {
            return List.of();
        }
        List<byte[]> missed = new ArrayList<>();
        boolean found = false;
        for (Frame frame : frames) {
            if (found) {
                missed.add(frame.change(window));
            }
            found |= frame.id(window).equals(seen);
        }
        return found ? missed : List.of(last.snapshot(window, seconds));
    }
}
