package io.groat.analytics.rebuild;

import io.groat.analytics.cache.FigureCacheLoader;
import io.groat.analytics.event.CountedEvent;
import io.groat.analytics.ingest.Ingest;
import io.groat.analytics.rebuild.Generations.Phase;
import io.groat.analytics.rounds.Rounds;
import io.groat.analytics.watch.Viewers;
import io.groat.cassandra.Cassandra;
import io.groat.streams.EventStream;
import io.groat.streams.TopicIds;
import io.groat.streams.TopicSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Runs a stream for the figures that are shown, and one for those that are being made, as the store says; keeps the
 * board up to date. Any number of processes may do so.
 */
public final class StreamSupervisor {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSupervisor.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration UNWATCHED_EVERY = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final TopicSetup topics;
    private final Ingest ingest;
    private final GenerationStore generations;
    private final Rebuilder rebuilder;
    private final FigureCacheLoader loader;
    private final Viewers viewers;
    private final Map<Integer, EventStream<CountedEvent>> streams = new TreeMap<>();
    private final Disposable.Swap turning = Disposables.swap();
    private volatile boolean running;
    /** Whether no figures are being made anew. */
    private volatile boolean calm;

    private volatile @Nullable String trouble = "not read yet";
    private volatile Instant goodAt = Instant.now();

    public StreamSupervisor(
            String bootstrapServers,
            TopicSetup topics,
            Ingest ingest,
            GenerationStore generations,
            Rebuilder rebuilder,
            FigureCacheLoader loader,
            Viewers viewers) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.ingest = ingest;
        this.generations = generations;
        this.rebuilder = rebuilder;
        this.loader = loader;
        this.viewers = viewers;
    }

    void start() {
        running = true;
        ingest.start();
        topics.ensure(this::begin);
    }

    private void begin() {
        turning.update(TopicIds.of(bootstrapServers, Ingest.topics())
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY)
                        .doBeforeRetry(again -> LOG.warn(
                                "Topics can't be described: {}", again.failure().toString())))
                .flatMap(ids -> Rounds.of(() -> turn(ids).then(Mono.fromSupplier(this::pause)), EVERY))
                .subscribe());
    }

    private Duration pause() {
        return calm && trouble == null ? viewers.pause(EVERY, UNWATCHED_EVERY) : EVERY;
    }

    private Mono<Void> turn(Map<String, String> topicIds) {
        return generations
                .get()
                .doOnNext(now -> calm = now.phase() == Phase.idle)
                .doOnNext(now -> run(now, topicIds))
                .flatMap(now -> load(now.current()).then(Mono.defer(() -> bringOn(now))))
                .doOnSuccess(done -> {
                    trouble = null;
                    goodAt = Instant.now();
                })
                .onErrorResume(failure -> {
                    if (trouble == null) {
                        LOG.atLevel(Cassandra.loudness(failure)).log("Figures can't be read: {}", failure.toString());
                    }
                    trouble = String.valueOf(failure.getMessage());
                    return Mono.empty();
                });
    }

    /** Of another generation what is under way in this process shows at once, too. */
    private Mono<Void> load(int generation) {
        boolean shown = loader.shows(generation);
        return loader.load(generation).doOnSuccess(done -> {
            if (!shown) {
                ingest.show();
            }
        });
    }

    /** The streams that there have to be, and no others. */
    private synchronized void run(Generations now, Map<String, String> topicIds) {
        Set<Integer> wanted = now.phase() == Phase.reading ? Set.of(now.current(), now.next()) : Set.of(now.current());
        streams.entrySet().removeIf(one -> {
            if (!wanted.contains(one.getKey())) {
                LOG.info("Generation {} of the figures is no longer made", one.getKey());
                one.getValue().stop();
                ingest.forget(one.getKey());
            }
            return !wanted.contains(one.getKey());
        });
        if (running) {
            wanted.forEach(generation -> streams.computeIfAbsent(generation, one -> started(one, topicIds)));
        }
    }

    private EventStream<CountedEvent> started(int generation, Map<String, String> topicIds) {
        LOG.info("Generation {} of the figures is made", generation);
        EventStream<CountedEvent> stream = ingest.stream(generation, topicIds);
        stream.start();
        return stream;
    }

    private Mono<Void> bringOn(Generations now) {
        return switch (now.phase()) {
            case idle -> Mono.empty();
            case copying -> rebuilder.copy(now);
            case reading ->
                rebuilder.progress(now).filter(RebuildProgress::isDone).flatMap(done -> rebuilder.finish(now));
        };
    }

    /** What is wrong with reading figures; null when nothing is. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** When figures could last be read. */
    public Instant goodAt() {
        return goodAt;
    }

    /** The stream that makes the figures which are shown; null before there is one. One for those to come is a later one. */
    synchronized @Nullable EventStream<CountedEvent> shown() {
        return streams.isEmpty() ? null : streams.values().iterator().next();
    }

    /** What has been taken in is written, so that it is there at the next start; a store that is away is not waited for. */
    Mono<Void> stop() {
        running = false;
        turning.dispose();
        synchronized (this) {
            streams.values().forEach(EventStream::stop);
            streams.clear();
        }
        return ingest.stop()
                .timeout(STOP_LIMIT)
                .doOnError(failure -> LOG.info("Figures are not written to the end: the events come again"))
                .onErrorComplete()
                .doFinally(end -> ingest.abandon());
    }
}
