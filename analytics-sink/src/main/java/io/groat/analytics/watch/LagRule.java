package io.groat.analytics.watch;

import io.groat.analytics.watch.ConsumerWatch.Lag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * When a group that is behind is trouble: not while it catches up, however much waits, but when it has been behind for some
 * minutes and waits for hardly less than the most of those minutes. So load that comes and is worked off raises nothing; a
 * group that stands still, or falls behind further and further, does.
 */
final class LagRule {

    /** With less than this part of the most it is catching up. */
    private static final double HARDLY_LESS = 0.9;

    private record Look(Instant at, long waiting) {}

    private record Whose(String group, String topic) {}

    private static final class Behind {
        private final Instant since;
        private final Deque<Look> lately = new ArrayDeque<>();

        private Behind(Instant since) {
            this.since = since;
        }
    }

    private final long limit;
    private final Duration after;
    private final Map<Whose, Behind> behind = new HashMap<>();

    LagRule(long limit, Duration after) {
        this.limit = limit;
        this.after = after;
    }

    /** Whether that is trouble, as of now. */
    boolean isTrouble(Lag lag, Instant now) {
        Whose whose = new Whose(lag.group(), lag.topic());
        if (lag.waiting() <= limit) {
            behind.remove(whose);
            return false;
        }
        Behind known = behind.computeIfAbsent(whose, one -> new Behind(now));
        known.lately.removeIf(look -> look.at().plus(after).isBefore(now));
        known.lately.addLast(new Look(now, lag.waiting()));
        long most = known.lately.stream().mapToLong(Look::waiting).max().orElse(0);
        return !known.since.plus(after).isAfter(now) && lag.waiting() >= most * HARDLY_LESS;
    }
}
