package io.groat.analytics.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which events of a partition have come before. Producers may send an event twice, and the second copy stands at a place
 * of its own.
 *
 * <p>Ids are remembered, the latest some thousand by the events' time. Copies of an event have the same time; so one that
 * is later than all that was forgotten can't have been forgotten, and whether it is new is known for sure without asking
 * the store. One that is older has to be looked up.
 */
final class Deduplication {

    private static final int MOST = 5_000;

    private final Set<String> known = new HashSet<>();
    private final TreeMap<Long, List<String>> bySecond = new TreeMap<>();
    private Instant forgotten;
    private Instant latest;

    /** @param latest no event that came before this memory begins is later */
    Deduplication(Instant latest) {
        this.forgotten = latest;
        this.latest = latest;
    }

    /** The time of the latest event that has come. */
    Instant latest() {
        return latest;
    }

    boolean knows(String id) {
        return known.contains(id);
    }

    /** Whether an event that is not known may have come all the same. */
    boolean mayHaveForgotten(Instant at) {
        return !at.isAfter(forgotten);
    }

    void remember(String id, Instant at) {
        if (known.add(id)) {
            bySecond.computeIfAbsent(at.getEpochSecond(), second -> new ArrayList<>())
                    .add(id);
        }
        if (at.isAfter(latest)) {
            latest = at;
        }
        while (known.size() > MOST && bySecond.size() > 1) {
            Map.Entry<Long, List<String>> oldest = bySecond.pollFirstEntry();
            oldest.getValue().forEach(known::remove);
            Instant end = Instant.ofEpochSecond(oldest.getKey() + 1).minusNanos(1);
            forgotten = end.isAfter(forgotten) ? end : forgotten;
        }
    }
}
