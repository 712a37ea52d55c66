package io.groat.analytics.ingest;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.aggregate.Position;
import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.aggregate.SliceKey;
import io.groat.analytics.event.Happening;
import io.groat.analytics.event.Happening.Context;
import io.groat.analytics.event.StoryStore;
import io.groat.analytics.event.StoryStore.Chapter;
import io.groat.analytics.event.StoryStore.Place;
import io.groat.analytics.event.StoryStore.Placed;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes one partition's events: keeps each with its subject, and adds it to the figures of its minute, hour and day.
 *
 * <p>A slice is written together with the place up to which events are in it, and the group's position moves when slices
 * are written. So after a crash events come again, and each slice takes those alone that it has not had. The events
 * themselves are written before the slices: a copy that a producer sent later finds the first one there.
 */
final class IngestWork implements PartitionWork<Happening> {

    private static final Duration WRITE_EVERY = Duration.ofMillis(200);
    private static final int LOOK_UPS_AT_ONCE = 64;
    /** This minute, hour and day, those before them, and two that are late: each may be some hundred kilobytes. */
    private static final int OPEN_MOST = 8;

    private static final String REVIEW_BEGINS = "ManualReviewRequired";

    private final int generation;
    private final String topic;
    private final String source;
    private final int part;
    private final AggregateStore aggregates;
    private final StoryStore stories;
    private final Consumer<List<Slice>> written;
    /** The least recently used first. */
    private final Map<SliceKey, Bucket> open = new LinkedHashMap<>(16, 0.75f, true);

    private @Nullable Repeats repeats;
    private long handled;
    private long settled;
    private long writtenAt = System.nanoTime();

    /**
     * @param source the topic's id
     * @param written is told of slices when they are with Cassandra
     */
    IngestWork(
            int generation,
            String topic,
            String source,
            int part,
            AggregateStore aggregates,
            StoryStore stories,
            Consumer<List<Slice>> written) {
        this.generation = generation;
        this.topic = topic;
        this.source = source;
        this.part = part;
        this.aggregates = aggregates;
        this.stories = stories;
        this.written = written;
    }

    @Override
    public Mono<Void> handle(List<Received<Happening>> next) {
        List<Placed> counted = next.stream()
                .filter(one -> one.body().counts())
                .map(one -> new Placed(one.body(), topic, source, part, one.offset()))
                .toList();
        long end = next.get(next.size() - 1).offset() + 1;
        return memory().flatMap(memory -> firsts(counted, memory))
                .flatMap(firsts -> contexts(firsts).flatMap(contexts -> take(firsts, contexts)))
                .then(Mono.defer(() -> {
                    handled = end;
                    return isDue() ? write() : Mono.empty();
                }));
    }

    @Override
    public Mono<Void> settle() {
        return Mono.defer(() -> handled > settled ? write() : Mono.empty());
    }

    @Override
    public long settledUpTo(long handledUpTo) {
        return settled;
    }

    private Mono<Repeats> memory() {
        Repeats known = repeats;
        return known != null
                ? Mono.just(known)
                : aggregates
                        .position(generation, source, part)
                        .map(position -> repeats = new Repeats(position.latest()));
    }

    /** Without those that are another copy of one that came before. */
    private Mono<List<Placed>> firsts(List<Placed> events, Repeats memory) {
        List<Placed> doubtful = events.stream()
                .filter(event -> !memory.knows(event.happening().id()))
                .filter(event -> memory.mayHaveForgotten(event.happening().at()))
                .toList();
        return Flux.fromIterable(doubtful)
                .flatMap(this::cameBefore, LOOK_UPS_AT_ONCE)
                .collect(HashSet<Placed>::new, HashSet::add)
                .map(before -> {
                    List<Placed> firsts = new ArrayList<>(events.size());
                    for (Placed event : events) {
                        Happening happening = event.happening();
                        if (!memory.knows(happening.id()) && !before.contains(event)) {
                            firsts.add(event);
                        }
                        memory.remember(happening.id(), happening.at());
                    }
                    return firsts;
                });
    }

    /** The event, if a copy of it stands at an earlier place. */
    private Mono<Placed> cameBefore(Placed event) {
        String subject = event.happening().subject();
        return subject == null
                ? Mono.empty()
                : stories.place(subject, event.happening().id())
                        .filter(first -> isEarlier(first, event))
                        .map(first -> event);
    }

    private static boolean isEarlier(Place first, Placed event) {
        return !first.source().equals(event.source()) || first.place() < event.place();
    }

    /** What the events' effects need of those before them: those of this batch, else those in the store. */
    private Mono<Map<Placed, Context>> contexts(List<Placed> events) {
        List<Placed> needing = events.stream()
                .filter(event -> event.happening().needsContext())
                .toList();
        return Flux.fromIterable(needing)
                .flatMap(
                        event -> reviewAsked(event, events).map(at -> Map.entry(event, new Context(at))),
                        LOOK_UPS_AT_ONCE)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Instant> reviewAsked(Placed event, List<Placed> batch) {
        String subject = String.valueOf(event.happening().subject());
        return Flux.fromIterable(batch)
                .map(Placed::happening)
                .filter(other -> other.type().equals(REVIEW_BEGINS) && subject.equals(other.subject()))
                .map(Happening::at)
                .next()
                .switchIfEmpty(Mono.defer(() -> stories.storyPatiently(subject))
                        .flatMapIterable(story -> story)
                        .filter(chapter -> chapter.type().equals(REVIEW_BEGINS))
                        .map(Chapter::at)
                        .next());
    }

    private Mono<Void> take(List<Placed> events, Map<Placed, Context> contexts) {
        Set<SliceKey> missing = new HashSet<>();
        events.forEach(event -> keys(event.happening().at()).stream()
                .filter(key -> !open.containsKey(key))
                .forEach(missing::add));
        return Flux.fromIterable(missing)
                .flatMap(
                        key -> aggregates
                                .find(key)
                                .map(Bucket::of)
                                .defaultIfEmpty(Bucket.empty(key))
                                .map(bucket -> Map.entry(key, bucket)),
                        LOOK_UPS_AT_ONCE)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new)
                .flatMap(found -> {
                    open.putAll(found);
                    events.forEach(event -> add(event, contexts.getOrDefault(event, Context.NOTHING)));
                    return stories.write(events);
                });
    }

    private void add(Placed event, Context context) {
        for (SliceKey key : keys(event.happening().at())) {
            Bucket bucket = open.get(key);
            if (bucket == null) {
                throw new IllegalStateException(key + " was not fetched");
            }
            bucket.add(event.happening(), context, event.place());
        }
    }

    private List<SliceKey> keys(Instant at) {
        return List.of(key(Granularity.minute, at), key(Granularity.hour, at), key(Granularity.day, at));
    }

    private SliceKey key(Granularity granularity, Instant at) {
        return new SliceKey(generation, granularity, granularity.startOf(at), source, part);
    }

    private boolean isDue() {
        return System.nanoTime() - writtenAt >= WRITE_EVERY.toNanos();
    }

    /** Crash before its end: what was handled since the last time comes again, and slices that were written know it. */
    private Mono<Void> write() {
        List<Bucket> changed = open.values().stream().filter(Bucket::changed).toList();
        List<Slice> slices = changed.stream().map(Bucket::slice).toList();
        long upTo = handled;
        Instant latest = repeats == null ? Instant.EPOCH : repeats.latest();
        return aggregates
                .write(slices, generation, source, part, new Position(upTo, latest))
                .then(Mono.fromRunnable(() -> {
                    changed.forEach(Bucket::written);
                    settled = upTo;
                    writtenAt = System.nanoTime();
                    closeSome();
                    written.accept(slices);
                }));
    }

    private void closeSome() {
        var oldest = open.values().iterator();
        while (open.size() > OPEN_MOST && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }
}
