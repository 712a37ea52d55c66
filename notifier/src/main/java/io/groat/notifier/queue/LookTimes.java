package io.groat.notifier.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * When it is worth to look whether something is due: when something is that this process put there itself, else at pauses
 * that grow while nothing is found.
 */
final class LookTimes {

    private final Duration shortest;
    private final Duration longest;
    private final InstantSource clock;
    /** When something of this process is due before the longest pause is over, rounded up so that they stay few. */
    private final ConcurrentSkipListSet<Instant> expected = new ConcurrentSkipListSet<>();

    private volatile Duration pause;
    private volatile Instant looked = Instant.MIN;

    LookTimes(Duration shortest, Duration longest, InstantSource clock) {
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

    /** Whether to look now. */
    boolean isTime() {
        Instant now = clock.instant();
        Instant first = expected.isEmpty() ? Instant.MAX : expected.first();
        return !first.isAfter(now)
                || looked.equals(Instant.MIN)
                || !looked.plus(pause).isAfter(now);
    }

    /**
     * It has been looked.
     *
     * @param at when that began
     * @param found whether there was something
     * @param others whether others may put something there
     */
    void looked(Instant at, boolean found, boolean others) {
        expected.headSet(at, true).clear();
        looked = at;
        Duration twice = pause.plus(pause);
        pause = found || others ? shortest : twice.compareTo(longest) < 0 ? twice : longest;
    }
}
