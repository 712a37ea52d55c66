package io.groat.analytics.board;

import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.figure.FigureBytes;
import io.groat.analytics.figure.Figures;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slices of one stretch of time, as they are kept, and what they come to. */
final class Stretch {

    private final Map<String, Slice> parts = new HashMap<>();
    private @Nullable Figures sum;
    private @Nullable Totals totals;

    /** Takes a slice unless it has a newer one; false when it has. */
    boolean put(Slice slice) {
        String part = slice.key().source() + "-" + slice.key().part();
        Slice before = parts.get(part);
        if (before != null && before.next() >= slice.next()) {
            return false;
        }
        parts.put(part, slice);
        sum = null;
        totals = null;
        return true;
    }

    /** Nobody changes these. */
    Figures sum() {
        Figures known = sum;
        if (known == null) {
            known = new Figures();
            addTo(known);
            sum = known;
        }
        return known;
    }

    /** Adds what they come to, without keeping it. */
    void addTo(Figures others) {
        for (Slice slice : parts.values()) {
            others.add(FigureBytes.read(slice.data()));
        }
    }

    /** How many payments they tell of. */
    Totals totals() {
        Totals known = totals;
        if (known == null) {
            known = Totals.of(sum());
            totals = known;
        }
        return known;
    }
}
