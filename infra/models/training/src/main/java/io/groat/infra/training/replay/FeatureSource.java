package io.groat.infra.training.replay;

import io.groat.fraud.feature.Features;
import io.groat.infra.training.history.HistoryRow;
import org.jspecify.annotations.Nullable;

/** Payments with the features that they were, or would have been, scored by; in the order of time. */
public interface FeatureSource extends AutoCloseable {

    /** A payment, and what was known when it was made. */
    record Seen(HistoryRow row, Features features) {}

    /** The next one; null at the end. */
    @Nullable
    Seen next();

    /** Payments that had been there before, so far; each counts once. */
    long repeated();

    @Override
    void close();
}
