package io.groat.fraud.operate;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.model.Distribution;
import io.groat.fraud.model.Reference;
import io.groat.fraud.tally.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the payments of today are from those that a model was trained on.
 *
 * @param payments that the model has scored
 * @param score null where nothing is known of it
 * @param features those that have moved furthest first
 */
record Drift(long payments, @Nullable Moved score, List<Moved> features) {

    /** With fewer payments chance moves more than anything else. */
    static final long ENOUGH = 1_000;

    /** As {@link Moved#name} of the score. */
    static final String SCORE = "score";

    Drift {
        features = List.copyOf(features);
    }

    /**
     * What has moved.
     *
     * @param name of a feature, or {@link #SCORE}
     * @param index see {@link StabilityIndex}
     * @param expected by the bins' edges
     * @param counts of today, of each bin
     */
    record Moved(String name, double index, Distribution expected, List<Long> counts) {

        Moved {
            counts = List.copyOf(counts);
        }

        private static @Nullable Moved find(String name, @Nullable Distribution expected, List<Long> counts) {
            return expected == null || counts.size() != expected.shares().size()
                    ? null
                    : new Moved(name, StabilityIndex.of(expected.shares(), counts), expected, counts);
        }
    }

    boolean isEnough() {
        return payments >= ENOUGH;
    }

    static Drift of(Reference reference, Spread today) {
        List<Moved> features = new ArrayList<>();
        reference.features().forEach((name, expected) -> {
            int place = Objects.requireNonNull(FeatureNames.find(name), name);
            Moved moved = Moved.find(name, expected, today.feature(place));
            if (moved != null) {
                features.add(moved);
            }
        });
        features.sort(Comparator.comparingDouble(Moved::index).reversed().thenComparing(Moved::name));
        return new Drift(today.payments(), Moved.find(SCORE, reference.score(), today.score()), features);
    }
}
