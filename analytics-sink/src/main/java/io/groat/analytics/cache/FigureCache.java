package io.groat.analytics.cache;

import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.aggregate.SliceKey;
import io.groat.analytics.figure.Figures;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures of one generation at hand: minutes of the last hour, hours of the last day, and all days. What this
 * process's own streams add shows at once, long before it is durable: nothing runs for that but when somebody looks, and
 * should the process die the same figures are made again from the same events. What other processes add comes from the
 * store.
 */
public final class FigureCache {

    /** The last of a window's buckets change with every event, those before them hardly ever. */
    private static final int CHANGING = 2;

    /** What a window's buckets come to that hardly change, from one to before the other. */
    private record Past(long from, long to, long asOf, Figures sum) {}

    private final Map<Granularity, NavigableMap<Long, TimeBucket>> buckets = new EnumMap<>(Granularity.class);
    private final Map<Window, Past> pasts = new EnumMap<>(Window.class);
    private int generation = -1;

    public FigureCache() {
        clear();
    }

    private void clear() {
        for (Granularity granularity : Granularity.values()) {
            buckets.put(granularity, new TreeMap<>());
        }
        pasts.clear();
    }

    /** Shows another generation, of which these slices are known. */
    synchronized void show(int other, Collection<Slice> slices) {
        generation = other;
        clear();
        slices.forEach(this::put);
    }

    /** Which figures these are; below zero before the first were read. */
    public synchronized int generation() {
        return generation;
    }

    /** Takes slices; those of another generation, and older ones than it has, change nothing. */
    public synchronized void put(Collection<Slice> slices) {
        slices.forEach(this::put);
    }

    private void put(Slice slice) {
        if (slice.key().generation() == generation) {
            bucket(slice.key()).keep(name(slice.key()), new StoredFigures(slice));
        }
    }

    /** Shows a part that this process adds to from now on; of another generation it changes nothing. */
    public synchronized void open(SliceKey key, PartitionFigures part) {
        if (key.generation() == generation) {
            bucket(key).open(name(key), part);
        }
    }

    /** A part is added to no more, and this is what has become of it. */
    public synchronized void close(Slice slice) {
        if (slice.key().generation() == generation) {
            bucket(slice.key()).close(name(slice.key()), new StoredFigures(slice));
        }
    }

    /** How far it has that part. */
    synchronized long next(SliceKey key) {
        return key.generation() == generation ? bucket(key).next(name(key)) : 0;
    }

    private TimeBucket bucket(SliceKey key) {
        return of(key.granularity()).computeIfAbsent(key.start(), start -> new TimeBucket());
    }

    private static String name(SliceKey key) {
        return key.source() + "-" + key.part();
    }

    /** What a window comes to. Its figures are the caller's own. */
    public synchronized Figures figures(Window window, Instant now) {
        NavigableMap<Long, TimeBucket> all = of(window.granularity());
        all.headMap(Window.earliest(window.granularity(), now)).clear();
        Figures sum = new Figures();
        long changing = addPast(window, sum, now);
        all.tailMap(changing, true).values().forEach(bucket -> sum.add(bucket.sum()));
        return sum;
    }

    /** What each bucket of a window's granularity comes to, from one on. Nobody changes these figures. */
    public synchronized SortedMap<Long, Figures> buckets(Window window, long from) {
        SortedMap<Long, Figures> found = new TreeMap<>();
        of(window.granularity()).tailMap(from, true).forEach((start, bucket) -> found.put(start, bucket.sum()));
        return found;
    }

    /** Adds what hardly changes any more, which is added up once. Where those begin that change. */
    private long addPast(Window window, Figures sum, Instant now) {
        Granularity granularity = window.granularity();
        long from = window.from(now);
        long to = Math.max(from, granularity.plus(granularity.startOf(now), 1L - CHANGING));
        Collection<TimeBucket> before = of(granularity).subMap(from, to).values();
        long asOf = before.stream().mapToLong(TimeBucket::asOf).sum();
        Past past = pasts.get(window);
        if (past == null || past.from() != from || past.to() != to || past.asOf() != asOf) {
            Figures figures = new Figures();
            before.forEach(bucket -> figures.add(bucket.sum()));
            past = new Past(from, to, asOf, figures);
            pasts.put(window, past);
        }
        sum.add(past.sum());
        return to;
    }

    /** Payments of all time, at this moment. */
    public synchronized Totals totals() {
        return of(Granularity.day).values().stream().map(TimeBucket::totals).reduce(Totals.NONE, Totals::plus);
    }

    private NavigableMap<Long, TimeBucket> of(Granularity granularity) {
        return buckets.computeIfAbsent(granularity, one -> new TreeMap<>());
    }
}
