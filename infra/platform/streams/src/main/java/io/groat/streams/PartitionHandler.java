package io.groat.streams;

import io.groat.event.TraceLog;
import io.groat.event.UnknownValueException;
import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The records of a partition that is ours, on their way to its work: drops what does not concern it, puts aside what can't be
 * read, and knows how far the work is. Not thread-safe: its methods are called one after the other.
 */
public final class PartitionHandler<T> {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionHandler.class);

    private final Partition partition;
    private final PartitionWork<T> work;
    private final RecordReader<T> reader;
    private final RecordFilter filter;
    private final DeadLetters deadLetters;
    private final StreamLag lag;
    private final Counter records;
    private final Counter dropped;
    private final String group;
    /** The record after the last one that was handled. */
    private long handled;
    /** The record after the last one that the work was given; those beyond were dropped. */
    private long given;

    PartitionHandler(
            Partition partition,
            PartitionWork<T> work,
            RecordReader<T> reader,
            RecordFilter filter,
            DeadLetters deadLetters,
            StreamLag lag,
            Counter records,
            Counter dropped,
            String group) {
        this.partition = partition;
        this.work = work;
        this.reader = reader;
        this.filter = filter;
        this.deadLetters = deadLetters;
        this.lag = lag;
        this.records = records;
        this.dropped = dropped;
        this.group = group;
    }

    /**
     * Handles the next records, of which there is at least one.
     *
     * @param plain a record as Kafka's own client gives it; asked for those alone that concern the work
     */
    public <R extends ConsumerRecord<String, ?>> Mono<Void> handle(
            List<R> next, Function<R, ConsumerRecord<String, byte @Nullable []>> plain) {
        List<Received<T>> readable = new ArrayList<>(next.size());
        List<DeadLetters.Dead> unreadable = new ArrayList<>();
        for (R record : next) {
            if (filter.takes(record)) {
                read(plain.apply(record), readable, unreadable);
            } else {
                dropped.increment();
            }
        }
        long end = next.get(next.size() - 1).offset() + 1;
        return deadLetters
                .send(unreadable)
                .then(Mono.defer(() -> readable.isEmpty() ? Mono.empty() : work.handle(readable)))
                .then(Mono.fromRunnable(() -> {
                    if (!readable.isEmpty()) {
                        given = readable.get(readable.size() - 1).offset() + 1;
                    }
                    handled = end;
                    records.increment(next.size());
                    lag.handled(partition, end);
                }));
    }

    /** Has the work make durable what it deferred. */
    public Mono<Void> settle() {
        return work.settle();
    }

    /**
     * The first record that still has to come again should this process die: the group's position may be moved there, and
     * no further. Crash before that: what was handled since the last time comes again.
     */
    public long settledUpTo() {
        long settled = given == 0 ? handled : work.settledUpTo(given);
        return settled >= given ? handled : settled;
    }

    private void read(
            ConsumerRecord<String, byte @Nullable []> record,
            List<Received<T>> readable,
            List<DeadLetters.Dead> unreadable) {
        try {
            T body = reader.read(record);
            readable.add(new Received<>(
                    body, record.topic(), record.partition(), record.offset(), CloudEvents.trace(record)));
        } catch (UnknownValueException newer) {
            dropped.increment();
            TraceLog.about(CloudEvents.trace(record), () -> LOG.debug("{} passes over {}", group, newer.toString()));
        } catch (IllegalArgumentException reason) {
            unreadable.add(new DeadLetters.Dead(record, String.valueOf(reason.getMessage())));
        }
    }
}
