package io.groat.streams;

/** The stream by Kafka's own client, which may take over any day. */
class KafkaConsumerStreamIT extends EventStreamContract {

    @Override
    StreamClient client() {
        return new KafkaConsumerClient();
    }
}
