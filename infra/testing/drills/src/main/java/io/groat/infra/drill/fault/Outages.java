package io.groat.infra.drill.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was away when, in the nanoseconds of {@link System#nanoTime}. Safe for threads. */
public final class Outages {
    private static final long NOT_OVER = Long.MAX_VALUE;

    private record Outage(String part, Fault.Kind kind, long from, long to) {
        boolean overlaps(long begin, long end) {
            return from <= end && to >= begin;
        }
    }

    private final List<Outage> outages = new ArrayList<>();
    private final long settleNanos;

    /** @param settleNanos how long a part that is back still counts as away, for others to find it again */
    public Outages(long settleNanos) {
        this.settleNanos = settleNanos;
    }

    /** From now on the part is away. */
    public synchronized void began(String part, Fault.Kind kind, long now) {
        outages.add(new Outage(part, kind, now, NOT_OVER));
    }

    /** The part answers again. */
    public synchronized void ended(String part, long now) {
        outages.replaceAll(outage -> outage.part.equals(part) && outage.to == NOT_OVER
                ? new Outage(part, outage.kind, outage.from, now + settleNanos)
                : outage);
    }

    /** Whether any part was away at some moment from begin to end. */
    public synchronized boolean anyBetween(long begin, long end) {
        return outages.stream().anyMatch(outage -> outage.overlaps(begin, end));
    }

    /** Whether one of these parts was away at some moment from begin to end. */
    public synchronized boolean anyBetween(Collection<String> parts, long begin, long end) {
        return outages.stream().anyMatch(outage -> outage.overlaps(begin, end) && parts.contains(outage.part));
    }

    /** What is away now, for a person to read. */
    public synchronized List<String> now() {
        return outages.stream()
                .filter(outage -> outage.to == NOT_OVER)
                .map(outage -> outage.part + " " + outage.kind.done())
                .toList();
    }

    /** How often each part was taken away in this manner. */
    public synchronized Map<String, Long> count(Fault.Kind kind) {
        return outages.stream()
                .filter(outage -> outage.kind == kind)
                .collect(Collectors.groupingBy(Outage::part, TreeMap::new, Collectors.counting()));
    }
}
