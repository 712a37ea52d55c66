package io.groat.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.groat.infra.testservers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Streams by reactor-kafka beside streams by Kafka's own client, on one broker, one after the other, twice: a backlog, then
 * few records at a time. Counts what this process needs for it; the broker is another. Not among the tests; by itself:
 * {@code ./mvnw -pl infra/platform/streams -am verify -Dquick -Dmaven.test.skip=false -DskipTests=false -Dtest=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=StreamBenchmark -Dfailsafe.failIfNoSpecifiedTests=false -Dtest.jvm=}
 */
class StreamBenchmark {

    private static final int PARTITIONS = 12;
    private static final int BACKLOG = 300_000;
    private static final int PIECE = 10_000;
    private static final int A_SECOND = 100;
    private static final int SECONDS = 10;
    private static final int BYTES = 500;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final String bootstrap = "127.0.0.1:" + TestServers.kafka().port();
    private final EventPublisher publisher = new EventPublisher(bootstrap, "/benchmark", Duration.ofSeconds(60));
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** What this process has used so far. */
    private record Used(long cpuNanos, long switches) {}

    @Test
    void oneBesideTheOther() throws Exception {
        try {
            for (int round = 1; round <= 2; round++) {
                measure("reactor-kafka", round, StreamClient.installed());
                measure("kafka-clients", round, new KafkaConsumerClient());
            }
        } finally {
            publisher.close();
        }
    }

    private void measure(String name, int round, StreamClient client) throws Exception {
        String topic = "bench-" + name + "-" + round;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(topic, PARTITIONS, (short) 1), new NewTopic(topic + ".dlq", 1, (short) 1)))
                    .all()
                    .get();
        }
        for (int sent = 0; sent < BACKLOG; sent += PIECE) {
            send(topic, PIECE);
        }
        AtomicLong seen = new AtomicLong();
        Queue<Long> delays = new ConcurrentLinkedQueue<>();
        EventStream<Long> stream = new EventStream<>(
                StreamSettings.of(bootstrap, topic, topic).withLinger(Duration.ofMillis(25)),
                record ->
                        ByteBuffer.wrap(Objects.requireNonNull(record.value())).getLong(),
                partition -> next -> Mono.fromRunnable(() -> {
                    long now = System.nanoTime();
                    next.forEach(one -> delays.add(now - one.body()));
                    seen.addAndGet(next.size());
                }),
                publisher,
                new SimpleMeterRegistry(),
                client);
        try {
            Used before = used();
            long begin = System.nanoTime();
            stream.start();
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> seen.get() > 0);
            long first = System.nanoTime();
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> seen.get() >= BACKLOG);
            long end = System.nanoTime();
            Used after = used();
            System.out.printf(
                    "%-14s round %d  backlog: first after %d ms, %,d/s, %.2f us and %.3f switches a record%n",
                    name,
                    round,
                    TimeUnit.NANOSECONDS.toMillis(first - begin),
                    (long) (BACKLOG * 1e9 / (end - first)),
                    (after.cpuNanos() - before.cpuNanos()) / 1e3 / BACKLOG,
                    (double) (after.switches() - before.switches()) / BACKLOG);
            few(name, round, topic, seen, delays);
        } finally {
            stream.stop();
        }
    }

    /** As payments come in quiet times: each a record of its own. */
    private void few(String name, int round, String topic, AtomicLong seen, Queue<Long> delays) throws Exception {
        delays.clear();
        Used before = used();
        long begin = System.nanoTime();
        for (int i = 0; i < A_SECOND * SECONDS; i++) {
            send(topic, 1);
            long due = begin + (i + 1) * (TimeUnit.SECONDS.toNanos(1) / A_SECOND);
            await().pollInterval(Duration.ofMillis(1)).pollDelay(Duration.ZERO).until(() -> System.nanoTime() >= due);
        }
        await().atMost(LIMIT).until(() -> seen.get() >= BACKLOG + A_SECOND * SECONDS);
        Used after = used();
        List<Long> sorted = new ArrayList<>(delays);
        sorted.sort(null);
        assertThat(sorted).isNotEmpty();
        System.out.printf(
                "%-14s round %d  %d a second: p50 %.1f ms, p99 %.1f ms, %.0f us and %.1f switches a record, sending included%n",
                name,
                round,
                A_SECOND,
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6,
                (after.cpuNanos() - before.cpuNanos()) / 1e3 / (A_SECOND * SECONDS),
                (double) (after.switches() - before.switches()) / (A_SECOND * SECONDS));
    }

    private void send(String topic, int count) throws Exception {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] value = ByteBuffer.allocate(BYTES).putLong(System.nanoTime()).array();
            records.add(new ProducerRecord<>(topic, i % PARTITIONS, "key", value));
        }
        publisher.publishRecords(records).toFuture().get();
    }

    private Used used() {
        return new Used(system.getProcessCpuTime(), switches());
    }

    /** Of all threads of this process, those that have ended left out. */
    private static long switches() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.mapToLong(StreamBenchmark::switchesOf).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long switchesOf(Path thread) {
        try (Stream<String> lines = Files.lines(thread.resolve("status"))) {
            return lines.filter(line -> line.contains("ctxt_switches"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }
}
