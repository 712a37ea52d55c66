package io.groat.infra.drill.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All that broke: counted, and of each promise the first few cases by name. Safe for threads. */
public final class Breaches {
    private static final int NAMED = 10;

    private final Map<Promise, List<String>> named = new EnumMap<>(Promise.class);
    private final Map<Promise, Long> counts = new EnumMap<>(Promise.class);

    /** Adds a case. */
    public synchronized void add(Promise promise, String what) {
        counts.merge(promise, 1L, Long::sum);
        List<String> cases = named.computeIfAbsent(promise, first -> new ArrayList<>());
        if (cases.size() < NAMED) {
            cases.add(what);
        }
    }

    public synchronized boolean none() {
        return counts.isEmpty();
    }

    public synchronized long count(Promise promise) {
        return counts.getOrDefault(promise, 0L);
    }

    /** The first cases of a breach; empty when the promise held. */
    public synchronized List<String> cases(Promise promise) {
        return List.copyOf(named.getOrDefault(promise, Collections.emptyList()));
    }
}
