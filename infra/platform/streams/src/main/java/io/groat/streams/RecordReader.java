package io.groat.streams;

import io.groat.event.UnknownValueException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes something of a record. */
@FunctionalInterface
public interface RecordReader<T> {

    /**
     * What the record holds.
     *
     * @throws UnknownValueException when a newer release wrote what is not known here; it is then passed over, and counted
     * @throws IllegalArgumentException when it can't be read, with the reason; it then goes to the dead letters
     */
    T read(ConsumerRecord<String, byte @Nullable []> record);
}
