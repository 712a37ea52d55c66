package io.groat.infra.drill.load;

import io.groat.infra.drill.fault.Outages;
import io.groat.infra.drill.history.Answer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long single transfers took whose shards and router were there all the time: while nothing was away, and while
 * something else was. Only a transfer's first request counts. Safe for threads.
 */
public final class Latencies {
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);

    /**
     * Numbers of one kind of times.
     *
     * @param asked first requests
     * @param ended those that had the transfer's end as their answer
     */
    public record Summary(long asked, long ended, double p50Ms, double p95Ms, double p99Ms, double maxMs) {}

    private static final class Times {
        private final Histogram micros = new Histogram(HIGHEST_MICROS, 3);
        private long asked;

        Summary summary() {
            return new Summary(asked, micros.getTotalCount(), at(50), at(95), at(99), at(100));
        }

        private double at(double percentile) {
            return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    private final Outages outages;
    private final Times calm = new Times();
    private final Times beside = new Times();

    public Latencies(Outages outages) {
        this.outages = outages;
    }

    /** Counts one first request, unless a part it needs was away for some of its time. */
    synchronized void add(Set<String> partsNeeded, long sentAt, long answeredAt, Reply reply) {
        if (outages.anyBetween(partsNeeded, sentAt, answeredAt)) {
            return;
        }
        Times times = outages.anyBetween(sentAt, answeredAt) ? beside : calm;
        times.asked++;
        if (reply instanceof Reply.Told told && told.answer() instanceof Answer.End) {
            times.micros.recordValue(Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(answeredAt - sentAt)));
        }
    }

    /** While every part was there. */
    public synchronized Summary calm() {
        return calm.summary();
    }

    /** While another part was away. */
    public synchronized Summary duringOutages() {
        return beside.summary();
    }
}
