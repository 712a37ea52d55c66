package io.groat.analytics.ingest;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.aggregate.Position;
import io.groat.analytics.aggregate.SliceKey;
import io.groat.analytics.cache.FigureCache;
import io.groat.analytics.event.CountedEvent;
import io.groat.analytics.event.CountedEvent.Context;
import io.groat.analytics.event.TimelineStore;
import io.groat.analytics.event.TimelineStore.Chapter;
import io.groat.analytics.event.TimelineStore.Place;
import io.groat.analytics.event.TimelineStore.Placed;
import io.groat.cassandra.Cql;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes one partition's events: keeps each with its subject, and adds it to the figures of its minute, hour and day. What is
 * to be durable is written by {@link IngestWriter}, with that of all other partitions.
 *
 * <p>A slice is written together with the place up to which events are in it, and the group's position moves when all
 * slices that an event is in are written, and the event itself. So after a crash events come again, and each slice takes
 * those alone that it has not had. Before a copy that a producer sent later is looked for in the store, what is there to
 * be written is: it finds the first one there.
 */
final class IngestWork implements PartitionWork<CountedEvent> {

    private static final int LOOK_UPS_AT_ONCE = 64;
    /** This minute, hour and day, those before them, and two that are late: each may be some hundred kilobytes. */
    private static final int OPEN_MOST = 8;
    /** With more than this, what they wait for is written at once. */
    private static final int OPEN_TOO_MANY = 40;

    private static final Granularity[] GRANULARITIES = Granularity.values();
    private static final String REVIEW_BEGINS = "ManualReviewRequired";

    private final int generation;
    private final String topic;
    private final String source;
    private final int part;
    private final AggregateStore aggregates;
    private final TimelineStore timelines;
    private final IngestWriter writer;
    private final FigureCache cache;

    private final Map<SliceKey, Bucket> open = new HashMap<>();
    /** Of each granularity the one that had an event last, which mostly has the next one, too. */
    private final Map<Granularity, Bucket> latest = new EnumMap<>(Granularity.class);

    private final PendingOffsets pending = new PendingOffsets();
    private List<Cql> rows = new ArrayList<>();
    private @Nullable Deduplication deduplication;
    private boolean gone;
    private long batch;
    private long handled;
    private long told;
    private volatile long settled;

    /** @param source the topic's id */
    IngestWork(
            int generation,
            String topic,
            String source,
            int part,
            AggregateStore aggregates,
            TimelineStore timelines,
            IngestWriter writer,
            FigureCache cache) {
        this.generation = generation;
        this.topic = topic;
        this.source = source;
        this.part = part;
        this.aggregates = aggregates;
        this.timelines = timelines;
        this.writer = writer;
        this.cache = cache;
    }

    @Override
    public Mono<Void> handle(List<Received<CountedEvent>> next) {
        List<Placed> counted = next.stream()
                .filter(one -> one.body().counts())
                .map(one -> new Placed(one.body(), topic, source, part, one.offset()))
                .toList();
        long end = next.get(next.size() - 1).offset() + 1;
        return writer.room()
                .then(memory())
                .flatMap(memory -> firsts(counted, memory))
                .flatMap(firsts -> contexts(firsts)
                        .flatMap(
                                contexts -> openFor(firsts).then(Mono.fromRunnable(() -> take(firsts, contexts, end)))))
                .then(Mono.defer(this::closeSome));
    }

    @Override
    public long settledUpTo(long handledUpTo) {
        return settled;
    }

    private Mono<Deduplication> memory() {
        Deduplication known = deduplication;
        return known != null
                ? Mono.just(known)
                : aggregates.position(generation, source, part).map(this::remembering);
    }

    private synchronized Deduplication remembering(Position position) {
        Deduplication known = new Deduplication(position.latest());
        deduplication = known;
        return known;
    }

    /** Without those that are another copy of one that came before. */
    private Mono<List<Placed>> firsts(List<Placed> events, Deduplication memory) {
        List<Placed> doubtful = events.stream()
                .filter(event -> !memory.knows(event.occurrence().id()))
                .filter(event -> memory.mayHaveForgotten(event.occurrence().at()))
                .toList();
        return cameBefore(doubtful).map(before -> {
            List<Placed> firsts = new ArrayList<>(events.size());
            for (Placed event : events) {
                CountedEvent occurrence = event.occurrence();
                if (!memory.knows(occurrence.id()) && !before.contains(event)) {
                    firsts.add(event);
                }
                memory.remember(occurrence.id(), occurrence.at());
            }
            return firsts;
        });
    }

    /** Those of the events of which a copy stands at an earlier place. */
    private Mono<Set<Placed>> cameBefore(List<Placed> doubtful) {
        List<String> subjects = doubtful.stream()
                .map(event -> event.occurrence().subject())
                .filter(Objects::nonNull)
                .toList();
        if (subjects.isEmpty()) {
            return Mono.just(Set.of());
        }
        return allWritten()
                .thenMany(timelines.places(subjects))
                .collectMap(place -> List.of(place.subject(), place.id()))
                .map(places -> {
                    Set<Placed> before = new HashSet<>();
                    for (Placed event : doubtful) {
                        String subject = event.occurrence().subject();
                        Place first = subject == null
                                ? null
                                : places.get(List.of(subject, event.occurrence().id()));
                        if (first != null && isEarlier(first, event)) {
                            before.add(event);
                        }
                    }
                    return before;
                });
    }

    private static boolean isEarlier(Place first, Placed event) {
        return !first.source().equals(event.source()) || first.place() < event.place();
    }

    /** So that the store has every event that came before. */
    private synchronized Mono<Void> allWritten() {
        return pending.isEmpty() ? Mono.empty() : writer.written(false);
    }

    /** What the events' effects need of those before them: those of this batch, else those in the store. */
    private Mono<Map<Placed, Context>> contexts(List<Placed> events) {
        List<Placed> needing = events.stream()
                .filter(event -> event.occurrence().needsContext())
                .toList();
        return Flux.fromIterable(needing)
                .flatMap(
                        event -> reviewAsked(event, events).map(at -> Map.entry(event, new Context(at))),
                        LOOK_UPS_AT_ONCE)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, IdentityHashMap::new);
    }

    private Mono<Instant> reviewAsked(Placed event, List<Placed> batch) {
        String subject = String.valueOf(event.occurrence().subject());
        return Flux.fromIterable(batch)
                .map(Placed::occurrence)
                .filter(other -> other.type().equals(REVIEW_BEGINS) && subject.equals(other.subject()))
                .map(CountedEvent::at)
                .next()
                .switchIfEmpty(Mono.defer(() -> allWritten().then(timelines.timelinePatiently(subject)))
                        .flatMapIterable(timeline -> timeline)
                        .filter(chapter -> chapter.type().equals(REVIEW_BEGINS))
                        .map(Chapter::at)
                        .next());
    }

    /** Fetches the slices that the events are to be added to. */
    private Mono<Void> openFor(List<Placed> events) {
        Set<SliceKey> missing = missing(events);
        return missing.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(missing)
                        .flatMap(
                                key -> aggregates
                                        .findPatiently(key)
                                        .map(Bucket::of)
                                        .defaultIfEmpty(Bucket.empty(key)),
                                LOOK_UPS_AT_ONCE)
                        .doOnNext(this::opened)
                        .then();
    }

    private synchronized Set<SliceKey> missing(List<Placed> events) {
        Set<SliceKey> missing = new HashSet<>();
        for (Placed event : events) {
            for (Granularity granularity : GRANULARITIES) {
                if (find(granularity, event.occurrence().at()) == null) {
                    missing.add(key(
                            granularity, granularity.startOf(event.occurrence().at())));
                }
            }
        }
        return missing;
    }

    private synchronized void opened(Bucket bucket) {
        open.put(bucket.key(), bucket);
        cache.open(bucket.key(), bucket);
    }

    private @Nullable Bucket find(Granularity granularity, Instant at) {
        long start = granularity.startOf(at);
        Bucket last = latest.get(granularity);
        if (last != null && last.key().start() == start) {
            return last;
        }
        Bucket found = open.get(key(granularity, start));
        if (found != null) {
            latest.put(granularity, found);
        }
        return found;
    }

    private SliceKey key(Granularity granularity, long start) {
        return new SliceKey(generation, granularity, start, source, part);
    }

    private synchronized void take(List<Placed> events, Map<Placed, Context> contexts, long end) {
        if (gone) {
            return;
        }
        batch++;
        int kept = 0;
        for (Placed event : events) {
            add(event, contexts.isEmpty() ? Context.NOTHING : contexts.getOrDefault(event, Context.NOTHING));
            String subject = event.occurrence().subject();
            if (subject != null) {
                rows.add(TimelineStore.row(subject, event));
                pending.add(event.place());
                kept++;
            }
        }
        handled = end;
        writer.took(kept);
    }

    private void add(Placed event, Context context) {
        for (Granularity granularity : GRANULARITIES) {
            Bucket bucket = find(granularity, event.occurrence().at());
            if (bucket == null) {
                throw new IllegalStateException(granularity + " of " + event.place() + " was not fetched");
            }
            bucket.add(event.occurrence(), context, event.place(), batch);
        }
    }

    private synchronized Mono<Void> closeSome() {
        closeDurable();
        return open.size() <= OPEN_TOO_MANY
                ? Mono.empty()
                : writer.written(true).then(Mono.fromRunnable(this::closeDurable));
    }

    /** Lets those go that were not needed for longest, when they are durable. */
    private synchronized void closeDurable() {
        if (open.size() <= OPEN_MOST) {
            return;
        }
        open.values().stream()
                .filter(Bucket::isDurable)
                .sorted(Comparator.comparingLong(Bucket::used))
                .limit(open.size() - OPEN_MOST)
                .toList()
                .forEach(this::close);
    }

    private void close(Bucket bucket) {
        open.remove(bucket.key());
        latest.clear();
        cache.close(bucket.slice());
    }

    /** Puts on the load what is not being written yet. */
    synchronized void begin(boolean slices, WriteBatch load) {
        if (!rows.isEmpty()) {
            List<Cql> taken = rows;
            rows = new ArrayList<>();
            pending.begin();
            load.add(taken, () -> eventsAreWritten(taken.size()));
        }
        if (slices) {
            open.values().stream()
                    .filter(Bucket::isWaiting)
                    .forEach(bucket -> load.add(AggregateStore.row(bucket.begin()), bucket::written));
        }
    }

    private synchronized void eventsAreWritten(int count) {
        pending.written();
        writer.wrote(count);
    }

    /**
     * Puts on the load how far all is durable, if that is news. Crash before it is written: the group's position has not
     * moved. Afterwards: no event before the position was later than the row says.
     */
    synchronized void tellPosition(WriteBatch load) {
        Deduplication memory = deduplication;
        long upTo = Math.min(handled, pending.first());
        for (Bucket bucket : open.values()) {
            upTo = Math.min(upTo, bucket.firstUnwritten());
        }
        if (memory != null && upTo > told) {
            long next = upTo;
            told = next;
            load.add(
                    AggregateStore.row(generation, source, part, new Position(next, memory.latest())),
                    () -> settled = next);
        }
    }

    /** The partition is lost, or nobody wants its figures: how many events will not be written. */
    synchronized int giveUp() {
        gone = true;
        int lost = rows.size();
        rows.clear();
        return lost;
    }

    /** Shows what is open. */
    synchronized void show() {
        open.values().forEach(bucket -> cache.open(bucket.key(), bucket));
    }
}
