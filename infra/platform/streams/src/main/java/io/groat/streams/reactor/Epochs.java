package io.groat.streams.reactor;

import io.groat.streams.Partition;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells records that were read before a partition was lost from those after it came back: without that, some read
 * before could be handled in front of others that have to come first. Kafka's client calls the deserializer and the
 * rebalance listeners on one thread, so that a record's epoch is that of its assignment.
 */
final class Epochs implements Deserializer<Epochs.Stamped> {

    /** A record's value and when it was read. */
    static final class Stamped {
        private final byte @Nullable [] value;
        private final int epoch;

        private Stamped(byte @Nullable [] value, int epoch) {
            this.value = value;
            this.epoch = epoch;
        }

        byte @Nullable [] value() {
            return value;
        }

        int epoch() {
            return epoch;
        }
    }

    private final Map<Partition, Integer> assigned = new ConcurrentHashMap<>();
    private final AtomicInteger current = new AtomicInteger();

    @Override
    public Stamped deserialize(String topic, byte @Nullable [] data) {
        return new Stamped(data, current.get());
    }

    void assign(Collection<Partition> partitions) {
        int epoch = current.incrementAndGet();
        partitions.forEach(partition -> assigned.put(partition, epoch));
    }

    void revoke(Collection<Partition> partitions) {
        current.incrementAndGet();
        partitions.forEach(assigned::remove);
    }

    /** The epoch of the assignment that a partition stands in; null when it is not ours. */
    @Nullable
    Integer of(Partition partition) {
        return assigned.get(partition);
    }

    Collection<Partition> partitions() {
        return assigned.keySet();
    }
}
