package io.groat.streams.reactor;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.testservers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.kafka.receiver.ReceiverOptions;

/** When it asks for more: with a rest that no test sits out. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PacedConsumerIT {

    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Duration A_POLL = Duration.ofSeconds(1);
    private static final int MOST = 10;

    private final String bootstrap = "127.0.0.1:" + TestServers.kafka().port();
    private final String topic = "paced-" + UUID.randomUUID();
    private final KafkaProducer<String, String> producer =
            new KafkaProducer<>(Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer());

    @BeforeEach
    void makeTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void whatComesAfterASilenceComesAtOnce() {
        try (PacedConsumer<String, String> consumer = consumer(FOR_EVER)) {
            assertThat(consumer.poll(Duration.ofMillis(10))).isEmpty();
            assertThat(consumer.poll(Duration.ofMillis(10))).isEmpty();
            send(1);
            assertThat(next(consumer).count()).isEqualTo(1);
        }
    }

    @Test
    void itDoesNotRestWhereMoreIsThere() {
        send(2 * MOST);
        try (PacedConsumer<String, String> consumer = consumer(FOR_EVER)) {
            assertThat(next(consumer).count()).isEqualTo(MOST);
            assertThat(next(consumer).count()).isEqualTo(MOST);
        }
    }

    @Test
    void itRestsAfterSomeUntilSomebodyWakesIt() throws InterruptedException, ExecutionException {
        send(1);
        PacedConsumer<String, String> consumer = consumer(FOR_EVER);
        assertThat(next(consumer).count()).isEqualTo(1);
        CompletableFuture<ConsumerRecords<String, String>> resting =
                CompletableFuture.supplyAsync(() -> consumer.poll(A_POLL));
        send(1);
        // One that does not rest has ended by then, whatever it has found.
        assertThatThrownBy(() -> resting.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        consumer.wakeup();
        assertThatThrownBy(() -> resting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(WakeupException.class);
        // It has rested enough, and is there for what came.
        assertThat(CompletableFuture.supplyAsync(() -> next(consumer)).get().count())
                .isEqualTo(1);
        consumer.close();
    }

    private static ConsumerRecords<String, String> next(PacedConsumer<String, String> consumer) {
        ConsumerRecords<String, String> found;
        do {
            found = consumer.poll(A_POLL);
        } while (found.isEmpty());
        return found;
    }

    private PacedConsumer<String, String> consumer(Duration rest) {
        ReceiverOptions<String, String> options = ReceiverOptions.<String, String>create(Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MOST))
                .withKeyDeserializer(new StringDeserializer())
                .withValueDeserializer(new StringDeserializer());
        PacedConsumer<String, String> consumer = new PacedConsumer.Factory(MOST, rest).createConsumer(options);
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        return consumer;
    }

    private void send(int count) {
        List<Future<RecordMetadata>> sent = IntStream.range(0, count)
                .mapToObj(i -> producer.send(new ProducerRecord<>(topic, "a number")))
                .toList();
        producer.flush();
        assertThat(sent).allMatch(Future::isDone);
    }
}
