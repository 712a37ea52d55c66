package io.groat.analytics.rebuild;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.aggregate.SliceKey;
import io.groat.analytics.ingest.Ingest;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.analytics.rebuild.Generations.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes all figures anew from the topics, beside those in use, and shows them when they are as far. A slice that holds
 * an event which the topics no longer do is copied as it is; it says itself which of the events that come again it has.
 */
public final class Rebuilder {

    private static final int COPIES_AT_ONCE = 128;
    /** After so long without having been finished, copying is taken to have died with its process. */
    private static final Duration COPY_LIMIT = Duration.ofMinutes(30);

    private final String bootstrapServers;
    private final IngestSettings settings;
    private final GenerationStore generations;
    private final AggregateStore aggregates;
    private final InstantSource clock;

    public Rebuilder(
            String bootstrapServers,
            IngestSettings settings,
            GenerationStore generations,
            AggregateStore aggregates,
            InstantSource clock) {
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
        this.generations = generations;
        this.aggregates = aggregates;
        this.clock = clock;
    }

    /** Begins one; false when one is under way. */
    Mono<Boolean> begin(String who) {
        return Mono.zip(generations.get(), TopicOffsets.of(bootstrapServers, Ingest.topics()))
                .flatMap(found -> begin(found.getT1(), found.getT2(), who));
    }

    private Mono<Boolean> begin(Generations before, TopicOffsets places, String who) {
        Instant now = clock.instant();
        Instant startedAt = before.startedAt();
        boolean died = before.phase() == Phase.copying
                && startedAt != null
                && startedAt.plus(COPY_LIMIT).isBefore(now);
        if (before.phase() != Phase.idle && !died) {
            return Mono.just(false);
        }
        int next = before.following();
        return generations.begin(before, next, who, now, places.starts(), places.ends());
    }

    /** Copies what can't be read again. Doing it twice is the same as once. */
    Mono<Void> copy(Generations under) {
        return Flux.fromIterable(Arrays.asList(Granularity.values()))
                .concatMap(granularity -> aggregates.range(
                        under.current(),
                        granularity,
                        granularity.startOf(clock.instant().minus(granularity.kept())),
                        granularity.plus(granularity.startOf(clock.instant()), 2)))
                .filter(slice -> cannotBeReadAgain(slice, under.starts()))
                .map(slice -> of(slice, under.next()))
                .buffer(COPIES_AT_ONCE)
                .concatMap(aggregates::write)
                .then(generations.copied(under.next()))
                .then();
    }

    private static boolean cannotBeReadAgain(Slice slice, Map<String, Long> starts) {
        Long start = starts.get(slice.key().source() + "-" + slice.key().part());
        return start == null || slice.first() < start;
    }

    private static Slice of(Slice slice, int generation) {
        SliceKey key = slice.key();
        return new Slice(
                new SliceKey(generation, key.granularity(), key.start(), key.source(), key.part()),
                slice.first(),
                slice.next(),
                slice.data());
    }

    /** How far a rebuild that reads has got: what its consumers have settled, with all between that is not counted. */
    Mono<RebuildProgress> progress(Generations under) {
        return TopicOffsets.committed(bootstrapServers, Ingest.topics(), settings.group(under.next()))
                .map(positions -> RebuildProgress.of(under, positions));
    }

    /** Shows the new figures, and forgets the old ones. */
    Mono<Void> finish(Generations under) {
        Instant now = clock.instant();
        return generations
                .finish(under.next(), now)
                .flatMap(first -> first ? aggregates.delete(under.current(), now) : Mono.empty());
    }
}
