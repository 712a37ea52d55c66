package io.groat.streams;

import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A producer of Kafka's. */
public interface RecordSender extends AutoCloseable {

    /** Sends them in order; completes when Kafka has acknowledged all, fails with the first that it did not. */
    Mono<Void> send(Flux<ProducerRecord<String, byte[]>> records);

    /** What was not sent yet never is. May take a while. */
    @Override
    void close();
}
