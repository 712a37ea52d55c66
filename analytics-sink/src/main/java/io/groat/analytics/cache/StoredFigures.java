package io.groat.analytics.cache;

import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.figure.FigureBytes;
import io.groat.analytics.figure.Figures;
import org.jspecify.annotations.Nullable;

/** A slice as the store has it. As bytes, for most are hardly ever looked at. */
final class StoredFigures implements PartitionFigures {

    private final Slice slice;
    private @Nullable Totals totals;

    StoredFigures(Slice slice) {
        this.slice = slice;
    }

    @Override
    public long next() {
        return slice.next();
    }

    @Override
    public void addTo(Figures sum) {
        sum.add(FigureBytes.read(slice.data()));
    }

    @Override
    public synchronized Totals totals() {
        Totals known = totals;
        if (known == null) {
            known = Totals.of(FigureBytes.read(slice.data()));
            totals = known;
        }
        return known;
    }
}
