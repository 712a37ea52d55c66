package io.groat.streams.reactor;

import io.groat.streams.RecordSender;
import io.groat.streams.StreamClient;
import io.groat.streams.StreamTask;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;

/** Kafka by reactor-kafka, whose 1.3 line is the last. */
public final class ReactorKafka implements StreamClient {

    @Override
    public <T> Mono<Void> read(StreamTask<T> task) {
        return Mono.defer(() -> new ReceiverRun<>(task).whole());
    }

    @Override
    public RecordSender sender(Map<String, Object> settings) {
        return new Sender(KafkaSender.create(SenderOptions.<String, byte[]>create(settings)
                .withKeySerializer(new StringSerializer())
                .withValueSerializer(new ByteArraySerializer())
                .maxInFlight(4096)
                .closeTimeout(Duration.ZERO)
                .stopOnError(true)));
    }

    private record Sender(KafkaSender<String, byte[]> sender) implements RecordSender {

        @Override
        public Mono<Void> send(Flux<ProducerRecord<String, byte[]>> records) {
            return sender.send(records.map(record -> SenderRecord.create(record, record.topic())))
                    .concatMap(result -> result.exception() == null ? Mono.empty() : Mono.error(result.exception()))
                    .then();
        }

        @Override
        public void close() {
            sender.close();
        }
    }
}
