package io.groat.analytics.cache;

import io.groat.analytics.figure.Count;
import io.groat.analytics.figure.Figures;

/** How many payments of all time. */
public record Totals(long initiated, long completed, long failed, long cancelled) {

    public static final Totals NONE = new Totals(0, 0, 0, 0);

    public static Totals of(Figures figures) {
        return new Totals(
                figures.count(Count.INITIATED),
                figures.count(Count.COMPLETED),
                figures.count(Count.FAILED),
                figures.count(Count.CANCELLED));
    }

    Totals plus(Totals other) {
        return new Totals(
                initiated + other.initiated,
                completed + other.completed,
                failed + other.failed,
                cancelled + other.cancelled);
    }
}
