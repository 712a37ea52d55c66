package io.groat.analytics.summary;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Figures by name, in their order. A name's parts stand between dots; a figure that is null is not known or has nothing
 * to be a share of.
 */
public final class Summary {

    private final Map<String, @Nullable Object> figures;

    private Summary(Map<String, @Nullable Object> figures) {
        this.figures = Collections.unmodifiableMap(figures);
    }

    static Summary of(Map<String, @Nullable Object> figures) {
        return new Summary(new LinkedHashMap<>(figures));
    }

    /** Long, Double, BigInteger, Boolean, String or null each. */
    public Map<String, @Nullable Object> figures() {
        return figures;
    }

    /** What is other than before: new values, and null for names that are gone. */
    public Map<String, @Nullable Object> changesSince(Summary before) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        figures.forEach((name, value) -> {
            if (!before.figures.containsKey(name) || !Objects.equals(before.figures.get(name), value)) {
                changes.put(name, value);
            }
        });
        before.figures.keySet().stream()
                .filter(name -> !figures.containsKey(name))
                .forEach(name -> changes.put(name, null));
        return changes;
    }
}
