package io.groat.infra.bench.whole;

import io.groat.infra.server.Poll;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;

/** Reads the scorer's decisions from Kafka as they come, in a thread of its own. */
final class DecisionReader implements AutoCloseable {
    private static final String TOPIC = "fraud_events";
    private static final Set<String> DECISIONS =
            Set.of("FraudScoreCalculated", "TransactionBlocked", "ManualReviewRequired");
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final JsonMapper json = new JsonMapper();
    private final Map<String, Long> seenNanos = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean over;

    /** @param port Kafka's, on the loopback address */
    DecisionReader(int port) {
        thread = new Thread(() -> read(port), "bench-decisions");
        thread.setDaemon(true);
        thread.start();
        Poll.until(START_LIMIT, () -> ready.getCount() == 0);
    }

    private void read(int port) {
        Map<String, Object> settings =
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port, "allow.auto.create.topics", false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            ready.countDown();
            while (!over) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                records.forEach(record -> note(record, now));
            }
        }
    }

    private void note(ConsumerRecord<String, String> record, long now) {
        Header type = record.headers().lastHeader("ce_type");
        if (type != null && DECISIONS.contains(new String(type.value(), StandardCharsets.UTF_8))) {
            String payment = json.readTree(record.value()).path("paymentId").asString("");
            seenNanos.putIfAbsent(payment, now);
        }
    }

    /** When the first decision about each payment came, by {@link System#nanoTime}. */
    Map<String, Long> seen() {
        return seenNanos;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join(START_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
