package io.groat.analytics.board;

import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.figure.Figures;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one generation at hand: minutes of the last hour, hours of the last day, and all days. Slices come from
 * this process's own streams as soon as they are written, and from the store, where other processes' are.
 */
public final class Board {

    private static final int CHANGING_DAYS = 2;

    private final Map<Granularity, NavigableMap<Long, Stretch>> stretches = new EnumMap<>(Granularity.class);
    private int generation = -1;
    private @Nullable Totals totals;
    private Figures past = new Figures();
    private long pastTo = Long.MIN_VALUE;

    public Board() {
        clear();
    }

    private void clear() {
        for (Granularity granularity : Granularity.values()) {
            stretches.put(granularity, new TreeMap<>());
        }
        totals = null;
        pastTo = Long.MIN_VALUE;
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
        if (slice.key().generation() != generation) {
            return;
        }
        Granularity granularity = slice.key().granularity();
        Stretch stretch = of(granularity).computeIfAbsent(slice.key().start(), start -> new Stretch());
        if (stretch.put(slice) && granularity == Granularity.day) {
            totals = null;
            if (slice.key().start() < pastTo) {
                pastTo = Long.MIN_VALUE;
            }
        }
    }

    /** What a window comes to. Its figures are the caller's own. */
    public synchronized Figures figures(Window window, Instant now) {
        NavigableMap<Long, Stretch> all = of(window.granularity());
        all.headMap(Window.earliest(window.granularity(), now)).clear();
        Figures sum = new Figures();
        long from = window.from(now);
        if (window == Window.ALL) {
            from = addPast(sum, now);
        }
        all.tailMap(from, true).values().forEach(stretch -> sum.add(stretch.sum()));
        return sum;
    }

    /** What each stretch of a window's granularity comes to, from one on. Nobody changes these figures. */
    public synchronized SortedMap<Long, Figures> stretches(Window window, long from) {
        SortedMap<Long, Figures> found = new TreeMap<>();
        of(window.granularity()).tailMap(from, true).forEach((start, stretch) -> found.put(start, stretch.sum()));
        return found;
    }

    /** Days that hardly change any more are added up once. Where those begin that do. */
    private long addPast(Figures sum, Instant now) {
        long to = Granularity.day.plus(Granularity.day.startOf(now), 1L - CHANGING_DAYS);
        if (pastTo != to) {
            past = new Figures();
            of(Granularity.day).headMap(to).values().forEach(stretch -> stretch.addTo(past));
            pastTo = to;
        }
        sum.add(past);
        return to;
    }

    /** Payments of all time, at this moment. */
    public synchronized Totals totals() {
        Totals known = totals;
        if (known == null) {
            known = of(Granularity.day).values().stream().map(Stretch::totals).reduce(Totals.NONE, Totals::plus);
            totals = known;
        }
        return known;
    }

    private NavigableMap<Long, Stretch> of(Granularity granularity) {
        return stretches.computeIfAbsent(granularity, one -> new TreeMap<>());
    }
}
