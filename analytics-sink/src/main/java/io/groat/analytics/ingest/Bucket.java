package io.groat.analytics.ingest;

import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.aggregate.SliceKey;
import io.groat.analytics.event.Happening;
import io.groat.analytics.event.Happening.Context;
import io.groat.analytics.figure.FigureBytes;
import io.groat.analytics.figure.Figures;

/** A slice that events are being added to. */
final class Bucket {

    private final SliceKey key;
    private final Figures figures;
    private long first;
    private long next;
    private boolean changed;

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

    /** Adds an event, unless it is in here already: then it comes again after a crash. */
    void add(Happening happening, Context context, long place) {
        if (place < next) {
            return;
        }
        happening.effect().on(figures, context);
        first = first < 0 ? place : first;
        next = place + 1;
        changed = true;
    }

    boolean changed() {
        return changed;
    }

    void written() {
        changed = false;
    }

    Slice slice() {
        return new Slice(key, first, next, FigureBytes.write(figures));
    }
}
