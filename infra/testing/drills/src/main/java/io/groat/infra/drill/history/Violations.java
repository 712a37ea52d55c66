package io.groat.infra.drill.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that broke, and apart from it all that could not be looked at: counted, and of each promise the first few cases by
 * name. Safe for threads.
 */
public final class Violations {
    private static final int NAMED = 10;

    private final Map<Promise, List<String>> named = new EnumMap<>(Promise.class);
    private final Map<Promise, Long> counts = new EnumMap<>(Promise.class);
    private final Map<Promise, List<String>> uncheckedNamed = new EnumMap<>(Promise.class);
    private final Map<Promise, Long> uncheckedCounts = new EnumMap<>(Promise.class);

    /** Adds a case. */
    public synchronized void add(Promise promise, String what) {
        note(counts, named, promise, what);
    }

    /**
     * Adds a case of which nobody can say whether the promise held, for nobody answered.
     *
     * @param why what was asked, and what came of it
     */
    public synchronized void unchecked(Promise promise, String why) {
        note(uncheckedCounts, uncheckedNamed, promise, why);
    }

    private static void note(
            Map<Promise, Long> counts, Map<Promise, List<String>> named, Promise promise, String what) {
        counts.merge(promise, 1L, Long::sum);
        List<String> cases = named.computeIfAbsent(promise, first -> new ArrayList<>());
        if (cases.size() < NAMED) {
            cases.add(what);
        }
    }

    /** Whether everything could be looked at. */
    public synchronized boolean allChecked() {
        return uncheckedCounts.isEmpty();
    }

    public synchronized long uncheckedCount(Promise promise) {
        return uncheckedCounts.getOrDefault(promise, 0L);
    }

    /** The first cases that could not be looked at. */
    public synchronized List<String> uncheckedCases(Promise promise) {
        return List.copyOf(uncheckedNamed.getOrDefault(promise, Collections.emptyList()));
    }

    /** Whether nothing is known to have broken. */
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
