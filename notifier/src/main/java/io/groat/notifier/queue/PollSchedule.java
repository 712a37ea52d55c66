package io.groat.notifier.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * When to poll for what is due: when something is that this process put there itself, else at intervals that grow while
 * nothing is found.
 */
final class PollSchedule {

    private final Duration shortest;
    private final Duration longest;
    private final InstantSource clock;
    /** When something of this process is due before the longest pause is over, rounded up so that they stay few. */
    private final ConcurrentSkipListSet<Instant> expected = new ConcurrentSkipListSet<>();

    private volatile Duration pause;
    private volatile Instant polled = Instant.MIN;

    PollSchedule(Duration shortest, Duration longest, InstantSource clock) {
        this.shortest = shortest;
        this.longest = longest;
        this.clock = clock;
        this.pause = shortest;
    }

    /** Something is due then. What is due later than the longest pause from now is found without that. */
    void expect(Instant dueAt) {
        Instant now = clock.instant();
        if (dueAt.isBefore(now.plus(longest).plus(longest))) {
            long step = shortest.toMillis();
            long due = Math.max(dueAt.toEpochMilli(), now.toEpochMilli());
            expected.add(Instant.ofEpochMilli(Math.floorDiv(due + step - 1, step) * step));
        }
    }

    /** Whether to poll now. */
    boolean isTime() {
        Instant now = clock.instant();
        Instant first = expected.isEmpty() ? Instant.MAX : expected.first();
        return !first.isAfter(now)
                || polled.equals(Instant.MIN)
                || !polled.plus(pause).isAfter(now);
    }

    /**
     * A poll is over.
     *
     * @param at when that began
     * @param found whether there was something
     * @param others whether others may put something there
     */
    void polled(Instant at, boolean found, boolean others) {
        expected.headSet(at, true).clear();
        polled = at;
        Duration twice = pause.plus(pause);
        pause = found || others ? shortest : twice.compareTo(longest) < 0 ? twice : longest;
    }
}
