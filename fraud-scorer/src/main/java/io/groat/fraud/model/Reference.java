package io.groat.fraud.model;

import static io.groat.fraud.model.ModelRefused.require;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How features and scores were spread over the payments of a training: what those of today are held against.
 *
 * @param features by name; none of a model whose file does not tell
 * @param score of the probabilities that it gave them; null when its file does not tell
 */
public record Reference(
        Map<String, Distribution> features, @Nullable Distribution score) {

    public static final Reference NONE = new Reference(Map.of(), null);

    /** By name, so that a model is written as the same bytes each time. */
    public Reference {
        features = Collections.unmodifiableMap(new TreeMap<>(features));
    }

    /** Whether there is anything to hold others against. */
    public boolean isTold() {
        return score != null || !features.isEmpty();
    }

    void requireOf(Iterable<String> known) {
        Set<String> others = new HashSet<>(features.keySet());
        known.forEach(others::remove);
        require(others.isEmpty(), "reference.features", "there is one of what is no feature of this model");
    }
}
