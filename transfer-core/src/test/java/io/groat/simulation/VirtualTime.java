package io.groat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps from one planned happening to the next, in an order that a seed decides alone. */
final class VirtualTime {

    private record Planned(Instant at, long number, Runnable what) {}

    private static final Comparator<Planned> ORDER =
            Comparator.comparing(Planned::at).thenComparing(Planned::number);

    private final PriorityQueue<Planned> plan = new PriorityQueue<>(ORDER);
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private long planned;

    Instant now() {
        return now;
    }

    void in(Duration delay, Runnable what) {
        plan.add(new Planned(now.plus(delay), planned++, what));
    }

    /** Lets happen what is planned until that time. */
    void runUntil(Instant end) {
        while (!plan.isEmpty() && !plan.peek().at().isAfter(end)) {
            Planned next = plan.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
    }
}
