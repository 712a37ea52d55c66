package io.groat.analytics.rebuild;

import java.util.Map;

/**
 * How far a rebuild is.
 *
 * @param events that have been read of those that there were when it began
 * @param of how many there were
 */
record RebuildProgress(long events, long of) {

    static final RebuildProgress NONE = new RebuildProgress(0, 0);

    static RebuildProgress of(Generations under, Map<String, Long> positions) {
        long events = 0;
        long of = 0;
        for (Map.Entry<String, Long> end : under.ends().entrySet()) {
            long start = under.starts().getOrDefault(end.getKey(), 0L);
            of += end.getValue() - start;
            long position = Math.max(start, positions.getOrDefault(end.getKey(), 0L));
            events += Math.min(position, end.getValue()) - start;
        }
        return new RebuildProgress(events, of);
    }

    boolean isDone() {
        return events >= of;
    }
}
