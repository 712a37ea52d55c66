package io.groat.lane;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is measured of a lane. */
final class LaneMeters {

    private static final String SHARD = "shard";

    private final MeterRegistry registry;
    private final String shard;
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final Counter retries;
    private final Map<Class<?>, Timer> legs = new ConcurrentHashMap<>();

    LaneMeters(MeterRegistry registry, int shardNumber, Supplier<Number> depth) {
        this.registry = registry;
        this.shard = Integer.toString(shardNumber);
        Gauge.builder("groat.lane.depth", depth)
                .description("Commands waiting in the posting lane")
                .tag(SHARD, shard)
                .register(registry);
        this.batchSize = DistributionSummary.builder("groat.lane.batch.size")
                .description("Commands committed in one transaction")
                .tag(SHARD, shard)
                .register(registry);
        this.batchTime = Timer.builder("groat.lane.batch")
                .description("One batch, from its first statement to its commit")
                .tag(SHARD, shard)
                .publishPercentileHistogram()
                .register(registry);
        this.retries = Counter.builder("groat.lane.retries")
                .description("Batches tried again after a deadlock, a lock wait, a split or a lost connection")
                .tag(SHARD, shard)
                .register(registry);
    }

    void committed(int commands, long nanos) {
        batchSize.record(commands);
        batchTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    void retried() {
        retries.increment();
    }

    /** A leg's time from being asked for to its answer, by the kind of command. */
    void answered(PendingCommand<?> pending, long nowNanos) {
        legs.computeIfAbsent(pending.command().getClass(), this::leg)
                .record(nowNanos - pending.enqueuedNanos(), TimeUnit.NANOSECONDS);
    }

    private Timer leg(Class<?> kind) {
        return Timer.builder("groat.leg")
                .description("One leg, from being asked for to its answer")
                .tag(SHARD, shard)
                .tag("kind", kind.getSimpleName())
                .publishPercentileHistogram()
                .register(registry);
    }
}
