package io.groat.fraud.bench;

import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudScoreCalculated;
import io.groat.fraud.RunningScorer;
import io.groat.streams.CloudEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Scores as a consumer of fraud_events gets them. */
final class Scores {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(3);
    private final ConcurrentHistogram untilScored = new ConcurrentHistogram(3);
    private volatile boolean running = true;

    void start() {
        Thread reader = new Thread(this::read, "scores");
        reader.setDaemon(true);
        reader.start();
    }

    void stop() {
        running = false;
    }

    void reset() {
        count.set(0);
        micros.reset();
        untilScored.reset();
    }

    void await(int wanted) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (count.get() < wanted) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("only " + count + " of " + wanted + " scores came");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    String latencies() {
        return text(micros) + "; of that until it was scored " + text(untilScored);
    }

    private static String text(Histogram of) {
        return "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms"
                .formatted(millis(of, 50), millis(of, 95), millis(of, 99), millis(of, 100));
    }

    private static double millis(Histogram of, double percentile) {
        return of.getValueAtPercentile(percentile) / 1e3;
    }

    private void read() {
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, RunningScorer.bootstrap());
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("fraud_events").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (running) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            }
        }
    }

    /** The id holds the time of the payment. */
    private void take(ConsumerRecord<String, byte[]> record) {
        var event = CloudEvents.read(record);
        if (event.type() == EventType.FraudScoreCalculated) {
            FraudScoreCalculated score = EventJson.read(event.data(), FraudScoreCalculated.class);
            long paid = score.paymentId().getMostSignificantBits() >>> 16;
            untilScored.recordValue(Math.max(0, score.scoredAt().toEpochMilli() - paid) * 1_000);
            micros.recordValue(Math.max(0, System.currentTimeMillis() - paid) * 1_000);
            count.incrementAndGet();
        }
    }
}
