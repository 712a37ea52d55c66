package io.groat.router.risk;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shards that decisions wait for: each is told of once when it begins, and once, with the number of failures, at its end. */
final class DecisionOutages {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionOutages.class);

    private record Outage(long sinceNanos, int failures) {}

    private final Map<Integer, Outage> outages = new ConcurrentHashMap<>();

    void failed(int shard, Throwable failure) {
        Outage now = outages.merge(
                shard,
                new Outage(System.nanoTime(), 1),
                (before, one) -> new Outage(before.sinceNanos(), before.failures() + 1));
        if (now.failures() == 1) {
            LOG.warn("Decisions about held transfers wait for shard {}: {}", shard, failure.toString());
        }
    }

    void over(int shard) {
        Outage over = outages.remove(shard);
        if (over != null) {
            LOG.info(
                    "Decisions about held transfers reach shard {} again, after {} s and {} attempts",
                    shard,
                    Duration.ofNanos(System.nanoTime() - over.sinceNanos()).toSeconds(),
                    over.failures());
        }
    }

    /** Failed attempts since the shard was last reached. */
    int failures(int shard) {
        Outage outage = outages.get(shard);
        return outage == null ? 0 : outage.failures();
    }
}
