package io.groat.router.admission;

import com.netflix.concurrency.limits.limit.AbstractLimit;

/**
 * How many may be under way so that each ends in time. Up to the floor it grows with each that does; whoever has reached
 * it is warm and falls below it no more. Before, it falls to a few: a router that starts under full load has code that is
 * not compiled yet, and would else work for callers who have given up meanwhile and come again. Beyond the floor it grows
 * while they end in time and are many enough to tell, quickly up to where it last held and slowly beyond. It falls when one does not, by as much as that one was late: to what the same
 * throughput carries in time (Little's law). Those let in before it fell tell of what was before and move it no
 * further, so that one stop of the machine is one step down, however many were late by it.
 */
final class LatencyLimit extends AbstractLimit {

    private static final double LEAST_CUT = 0.9;
    private static final double MOST_CUT = 0.25;

    /** Beyond where it last held the limit grows by an eighth while as many end as it lets in. */
    private static final double SLOWLY = 1 / 8.0;

    /** Of one that is not warm yet. */
    private static final int FEWEST = 8;

    private final AdmissionSettings settings;
    private final long latencyNanos;
    private double exact;
    private double held;
    private long fellAt;
    private boolean fell;
    private boolean warm;

    LatencyLimit(AdmissionSettings settings) {
        super(settings.initial());
        this.settings = settings;
        this.latencyNanos = settings.latency().toNanos();
        this.exact = settings.initial();
        this.held = settings.ceiling();
        this.warm = exact >= settings.floor();
    }

    /** Called for one at a time, as the library promises. */
    @Override
    protected int _update(long startTime, long rtt, int inflight, boolean didDrop) {
        if (didDrop || rtt > latencyNanos) {
            if (!fell || startTime - fellAt >= 0) {
                fall(startTime + rtt, (double) latencyNanos / Math.max(rtt, 1));
            }
        } else if (inflight * 2L >= exact || exact < settings.floor()) {
            exact = Math.min(settings.ceiling(), exact + (exact < held ? 1 : SLOWLY));
        }
        warm |= exact >= settings.floor();
        return (int) exact;
    }

    private void fall(long now, double share) {
        fell = true;
        fellAt = now;
        double lower = exact * Math.max(MOST_CUT, Math.min(LEAST_CUT, share));
        exact = Math.max(Math.min(warm ? settings.floor() : FEWEST, exact), lower);
        held = exact;
    }
}
