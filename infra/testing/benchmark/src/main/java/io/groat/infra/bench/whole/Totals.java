package io.groat.infra.bench.whole;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What the dashboard's stream counts. It names no payment; the n-th that was answered is told as soon as the count has
 * grown by n.
 */
final class Totals {
    private final NavigableMap<Long, Long> firstSeen = new ConcurrentSkipListMap<>();

    /** @param completed payments of all time, as of now */
    void note(long completed, long nanos) {
        firstSeen.putIfAbsent(completed, nanos);
    }

    /** As of the first event; to be asked for while nothing goes on. */
    long latest() {
        Map.Entry<Long, Long> last = firstSeen.lastEntry();
        return last == null ? 0 : last.getKey();
    }

    /**
     * How long each payment took to be counted.
     *
     * @param before the count before the first of them
     */
    List<Long> delays(long before, Collection<Long> answered) {
        TreeMap<Long, Long> seen = new TreeMap<>(firstSeen);
        List<Long> delays = new ArrayList<>();
        long counted = before;
        for (long nanos : answered.stream().sorted().toList()) {
            Map.Entry<Long, Long> told = seen.ceilingEntry(++counted);
            if (told != null) {
                delays.add(Math.max(0, told.getValue() - nanos));
            }
        }
        return delays;
    }
}
