package io.groat.analytics.live;

import io.groat.analytics.board.Board;
import io.groat.analytics.board.Totals;
import io.groat.analytics.board.Window;
import io.groat.analytics.summary.Summaries;
import io.groat.analytics.summary.Summary;
import io.groat.analytics.summary.Surroundings;
import io.groat.analytics.watch.Source;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Figures as they change: reckoned once a second for all who watch, however many, and between that the counts of all
 * time, which cost a comparison. Who has missed no more than two minutes gets what it missed, anybody else the whole. Who
 * does not take what comes is let go.
 */
public final class LiveFigures {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFigures.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration TOTALS_EVERY = Duration.ofMillis(100);
    /** The name, among the sources, of what events come from. */
    private static final String EVENTS = "events";

    private static final int KEPT = 120;
    private static final int BEHIND_MOST = 32;

    private final Board board;
    private final Supplier<Surroundings> surroundings;
    private final InstantSource clock;
    private final Duration every;
    private final String run;
    private final Trends trends = new Trends();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Sinks.Many<Frame> next = Sinks.many().multicast().directBestEffort();
    private final Sinks.Many<byte[]> totals = Sinks.many().multicast().directBestEffort();
    private final AtomicInteger viewers = new AtomicInteger();
    private final Timer reckoning;
    private final Counter dropped;
    private final Disposable.Composite running = Disposables.composite();
    private volatile Totals sent = new Totals(-1, -1, -1, -1);
    private volatile @Nullable Frame latest;

    public LiveFigures(Board board, Supplier<Surroundings> surroundings, InstantSource clock, MeterRegistry meters) {
        this(board, surroundings, clock, meters, EVERY);
    }

    /** @param every how often all figures are reckoned */
    LiveFigures(
            Board board,
            Supplier<Surroundings> surroundings,
            InstantSource clock,
            MeterRegistry meters,
            Duration every) {
        this.board = board;
        this.surroundings = surroundings;
        this.clock = clock;
        this.every = every;
        this.run = Long.toString(clock.millis(), Character.MAX_RADIX);
        this.reckoning = Timer.builder("groat.live.reckoning")
                .description("Reckoning of all windows' figures")
                .register(meters);
        this.dropped = Counter.builder("groat.live.dropped")
                .description("Viewers that were let go since they did not take what came")
                .register(meters);
        Gauge.builder("groat.live.viewers", viewers, AtomicInteger::get)
                .description("Those who watch")
                .register(meters);
    }

    public void start() {
        running.add(Flux.interval(Duration.ZERO, every)
                .onBackpressureDrop()
                .doOnNext(tick -> reckon())
                .subscribe());
        running.add(Flux.interval(TOTALS_EVERY)
                .onBackpressureDrop()
                .doOnNext(tick -> tellTotals())
                .subscribe());
    }

    public void stop() {
        running.dispose();
    }

    /** A window's figures, at most a second old; null before the first were reckoned. */
    public @Nullable Frame latest() {
        return latest;
    }

    private void reckon() {
        try {
            reckoning.record(() -> add(frame()));
        } catch (RuntimeException broken) {
            LOG.error("Figures can't be reckoned", broken);
        }
    }

    private Frame frame() {
        Instant now = clock.instant();
        Surroundings around = surroundings.get();
        Source events = around.sources().get(EVENTS);
        Map<Window, Summary> summaries = new EnumMap<>(Window.class);
        Frame.Facts facts;
        // So that all are of the same moment.
        synchronized (board) {
            for (Window window : Window.values()) {
                summaries.put(window, Summaries.of(board.figures(window, now), around));
            }
            facts = new Frame.Facts(
                    now,
                    board.generation(),
                    board.totals(),
                    events == null || events.live(),
                    summaries,
                    trends.of(board, now));
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
        Totals now = board.totals();
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
        return Flux.defer(() -> begin(window, seen))
                .doOnSubscribe(one -> viewers.incrementAndGet())
                .doFinally(end -> viewers.decrementAndGet());
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
        return found ? missed : List.of(last.snapshot(window, frames));
    }
}
