package io.groat.analytics.board;

import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.figure.FigureBytes;
import io.groat.analytics.figure.Figures;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slices of one stretch of time, and what they come to. */
final class Stretch {

    private record Held(long next, Figures figures) {}

    private final Map<String, Held> parts = new HashMap<>();
    private @Nullable Figures sum;

    /** Takes a slice unless a newer one is here; by how much the totals change. */
    Totals put(Slice slice) {
        String part = slice.key().source() + "-" + slice.key().part();
        Held before = parts.get(part);
        if (before != null && before.next() >= slice.next()) {
            return Totals.NONE;
        }
        Figures figures = FigureBytes.read(slice.data());
        parts.put(part, new Held(slice.next(), figures));
        sum = null;
        return Totals.of(figures).minus(before == null ? Totals.NONE : Totals.of(before.figures()));
    }

    Figures sum() {
        Figures known = sum;
        if (known == null) {
            known = new Figures();
            for (Held held : parts.values()) {
                known.add(held.figures());
            }
            sum = known;
        }
        return known;
    }
}
