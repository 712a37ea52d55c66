package io.groat.analytics.ingest;

import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.aggregate.SliceKey;
import io.groat.analytics.cache.PartitionFigures;
import io.groat.analytics.cache.Totals;
import io.groat.analytics.event.CountedEvent;
import io.groat.analytics.event.CountedEvent.Context;
import io.groat.analytics.figure.FigureBytes;
import io.groat.analytics.figure.Figures;

/**
 * A slice that events are being added to, by the stream's thread; others look at it and write it. However far it is when
 * it is written, it is right, for it says so itself.
 */
final class Bucket implements PartitionFigures {

    private final SliceKey key;
    private final Figures figures;
    private final PendingOffsets pending = new PendingOffsets();
    private long first;
    private long next;
    /** The batch that it had events of last. */
    private long used;

    private Bucket(SliceKey key, Figures figures, long first, long next) {
        this.key = key;
        this.figures = figures;
        this.first = first;
        this.next = next;
    }

    static Bucket empty(SliceKey key) {
        return new Bucket(key, new Figures(), -1, 0);
    }

    static Bucket of(Slice slice) {
        return new Bucket(slice.key(), FigureBytes.read(slice.data()), slice.first(), slice.next());
    }

    SliceKey key() {
        return key;
    }

    /** Adds an event, unless it is in here already: then it comes again after a crash. */
    synchronized void add(CountedEvent occurrence, Context context, long place, long batch) {
        used = batch;
        if (place < next) {
            return;
        }
        occurrence.effect().on(figures, context);
        first = first < 0 ? place : first;
        next = place + 1;
        pending.add(place);
    }

    synchronized long used() {
        return used;
    }

    /** Whether events are in it that no write has begun for. */
    synchronized boolean isWaiting() {
        return pending.isWaiting();
    }

    synchronized boolean isDurable() {
        return pending.isEmpty();
    }

    /** The first event in it that is not durable. */
    synchronized long firstUnwritten() {
        return pending.first();
    }

    /** What is to be written, now. */
    synchronized Slice begin() {
        pending.begin();
        return slice();
    }

    synchronized void written() {
        pending.written();
    }

    synchronized Slice slice() {
        return new Slice(key, first, next, FigureBytes.write(figures));
    }

    @Override
    public synchronized long next() {
        return next;
    }

    @Override
    public synchronized void addTo(Figures sum) {
        sum.add(figures);
    }

    @Override
    public synchronized Totals totals() {
        return Totals.of(figures);
    }
}
