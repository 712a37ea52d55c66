package io.groat.analytics.cache;

import io.groat.analytics.figure.Figures;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of one bucket of time, and what they come to. */
final class TimeBucket {

    /** Those that do not change any more. */
    private final Map<String, PartitionFigures> kept = new HashMap<>();
    /** Those that events are being added to in this process. */
    private final Map<String, PartitionFigures> open = new HashMap<>();

    /** How far the kept ones are together, while none is open. */
    private long keptAsOf = -1;

    private @Nullable Figures sum;
    private long sumAsOf = -1;
    private @Nullable Totals totals;
    private long totalsAsOf = -1;

    /** Takes a part that stays as it is, unless it has one that is further. */
    void keep(String name, PartitionFigures part) {
        kept.merge(name, part, TimeBucket::further);
        keptAsOf = -1;
    }

    /**
     * Takes a part that grows. One before it, of a partition that was lost and is back, may be further: what it had
     * stays until the new one is as far.
     */
    void open(String name, PartitionFigures part) {
        PartitionFigures before = open.put(name, part);
        if (before != null) {
            keep(name, before);
        }
    }

    /** A part grows no more; this is what has become of it. */
    void close(String name, PartitionFigures part) {
        open.remove(name);
        keep(name, part);
    }

    /** How far the part of that name is; 0 when there is none. */
    long next(String name) {
        PartitionFigures part = part(name, kept.get(name));
        return part == null ? 0 : part.next();
    }

    /** Grows whenever something has changed, and only then. */
    long asOf() {
        if (!open.isEmpty()) {
            return count();
        }
        if (keptAsOf < 0) {
            keptAsOf = count();
        }
        return keptAsOf;
    }

    private long count() {
        long places = 0;
        for (Map.Entry<String, PartitionFigures> one : kept.entrySet()) {
            places += further(one.getValue(), open.get(one.getKey())).next();
        }
        for (Map.Entry<String, PartitionFigures> one : open.entrySet()) {
            places += kept.containsKey(one.getKey()) ? 0 : one.getValue().next();
        }
        return places;
    }

    /** Nobody changes these. */
    Figures sum() {
        long now = asOf();
        Figures known = sum;
        if (known == null || sumAsOf != now) {
            known = new Figures();
            addTo(known);
            sum = known;
            sumAsOf = now;
        }
        return known;
    }

    /** Adds what they come to, without keeping it. */
    void addTo(Figures others) {
        kept.forEach((name, part) -> further(part, open.get(name)).addTo(others));
        open.forEach((name, part) -> {
            if (!kept.containsKey(name)) {
                part.addTo(others);
            }
        });
    }

    /** How many payments they tell of. */
    Totals totals() {
        long now = asOf();
        Totals known = totals;
        if (known == null || totalsAsOf != now) {
            known = Totals.NONE;
            for (Map.Entry<String, PartitionFigures> one : kept.entrySet()) {
                known = known.plus(
                        further(one.getValue(), open.get(one.getKey())).totals());
            }
            for (Map.Entry<String, PartitionFigures> one : open.entrySet()) {
                known = kept.containsKey(one.getKey())
                        ? known
                        : known.plus(one.getValue().totals());
            }
            totals = known;
            totalsAsOf = now;
        }
        return known;
    }

    private @Nullable PartitionFigures part(String name, @Nullable PartitionFigures found) {
        PartitionFigures growing = open.get(name);
        return found == null ? growing : further(found, growing);
    }

    private static PartitionFigures further(PartitionFigures one, @Nullable PartitionFigures other) {
        return other == null || one.next() > other.next() ? one : other;
    }
}
