package io.groat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What is sent, on a real broker. */
class EventPublisherIT {

    private static final String TOPIC = "refused-first";
    /** More than a batch takes, so that each record is a request of its own. */
    private static final int BYTES = 200 * 1024;

    private final ServerHandle kafka = TestServers.kafka();
    private final String bootstrap = "127.0.0.1:" + kafka.port();

    /**
     * The broker, which does not know the producer, would take the second request with whatever number it has, and then
     * never the first. Who sends does as the relay: what failed is sent again from its beginning.
     */
    @Test
    void whatIsRefusedForAWhileIsNotOvertaken() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        List<ProducerRecord<String, byte[]>> records = List.of(record("first"), record("second"), record("third"));
        try (RefusingProxy proxy = new RefusingProxy(kafka);
                EventPublisher publisher =
                        new EventPublisher(proxy.bootstrapServers(), "/test", Duration.ofSeconds(20))) {
            publisher.publishRecords(records).retry(2).toFuture().get(60, TimeUnit.SECONDS);
            assertThat(proxy.hasRefused()).isTrue();
        }
        assertThat(TopicReader.all(bootstrap, TOPIC).stream().map(ConsumerRecord::key))
                .startsWith("first", "second", "third");
    }

    private static ProducerRecord<String, byte[]> record(String key) {
        byte[] incompressible = new byte[BYTES];
        new Random(key.hashCode()).nextBytes(incompressible);
        return new ProducerRecord<>(TOPIC, 0, key, incompressible);
    }
}
