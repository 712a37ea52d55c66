package io.groat.streams;

import io.micrometer.core.instrument.Counter;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a client of Kafka does for one subscription of a stream.
 *
 * @param <T> what a record holds
 */
public final class StreamTask<T> {

    private final StreamSettings settings;
    private final RecordReader<T> reader;
    private final RecordFilter filter;
    private final Function<Partition, PartitionWork<T>> works;
    private final ToLongFunction<Partition> from;
    private final DeadLetters deadLetters;
    private final StreamLag lag;
    private final Counter records;
    private final Counter dropped;

    StreamTask(
            StreamSettings settings,
            RecordReader<T> reader,
            RecordFilter filter,
            Function<Partition, PartitionWork<T>> works,
            ToLongFunction<Partition> from,
            DeadLetters deadLetters,
            StreamLag lag,
            Counter records,
            Counter dropped) {
        this.settings = settings;
        this.reader = reader;
        this.filter = filter;
        this.works = works;
        this.from = from;
        this.deadLetters = deadLetters;
        this.lag = lag;
        this.records = records;
        this.dropped = dropped;
    }

    public StreamSettings settings() {
        return settings;
    }

    /** Where to begin in a partition that has become ours; below zero: from what the group has committed. */
    public long from(Partition partition) {
        return from.applyAsLong(partition);
    }

    /** Of a partition that has become ours: handles its records until it is lost. */
    public PartitionHandler<T> begin(Partition partition) {
        return new PartitionHandler<>(
                partition,
                works.apply(partition),
                reader,
                filter,
                deadLetters,
                lag,
                records,
                dropped,
                settings.group());
    }

    /** Says which partitions are ours, whenever it is asked. */
    public void owned(Supplier<Collection<Partition>> partitions) {
        lag.owned(partitions);
    }

    /** Says where reading goes on in a partition that has become ours. */
    public void position(Partition partition, long offset) {
        lag.handled(partition, offset);
    }

    /** Says that partitions are no longer ours. */
    public void lost(Collection<Partition> partitions) {
        lag.lost(partitions);
    }

    /** Records that wait in each partition of ours, as of some seconds ago. */
    public Map<Partition, Long> waiting() {
        return lag.waiting();
    }

    /** Why it is not known what waits; null when it is. */
    public @Nullable String trouble() {
        return lag.trouble();
    }
}
