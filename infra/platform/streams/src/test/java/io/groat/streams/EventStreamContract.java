package io.groat.streams;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.UnknownValueException;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a stream promises, on a real broker, by whichever client it reads. */
abstract class EventStreamContract {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int PARTITIONS = 4;
    private static final String NEWER = "written by a newer release";

    private final ServerHandle kafka = TestServers.kafka();
    private final String bootstrap = "127.0.0.1:" + kafka.port();
    private final String topic = getClass().getSimpleName() + "-" + NAMES.incrementAndGet();
    private final StreamClient client = client();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventPublisher publisher = new EventPublisher(bootstrap, "/test", Duration.ofSeconds(20));
    private final List<EventStream<Integer>> streams = new ArrayList<>();
    private final Map<Partition, List<Integer>> seen = new ConcurrentHashMap<>();

    /** Takes numbers and remembers them, in order. */
    private final class Remembering implements PartitionWork<Integer> {
        private final List<Integer> own;
        private final AtomicBoolean settles;
        private boolean settled;

        private Remembering(Partition partition, AtomicBoolean settles) {
            this.own = seen.computeIfAbsent(partition, one -> new CopyOnWriteArrayList<>());
            this.settles = settles;
        }

        @Override
        public Mono<Void> handle(List<Received<Integer>> next) {
            settled = false;
            return Mono.fromRunnable(() -> next.forEach(one -> own.add(one.body())));
        }

        @Override
        public Mono<Void> settle() {
            settled = settles.get();
            return Mono.empty();
        }

        @Override
        public long settledUpTo(long handledUpTo) {
            return settled ? handledUpTo : 0;
        }
    }

    /** By which it reads. */
    abstract StreamClient client();

    @BeforeEach
    void makeTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(topic, PARTITIONS, (short) 1), new NewTopic(topic + ".dlq", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        streams.forEach(EventStream::stop);
        publisher.close();
        kafka.start();
    }

    @Test
    void handsOverEachPartitionInOrderAndGoesOnAfterWhatWasSettled() {
        send(0, 400);
        EventStream<Integer> first = start(new AtomicBoolean(true));
        await().atMost(PATIENCE).untilAsserted(() -> assertInOrder(400));
        await().atMost(PATIENCE)
                .until(() -> meters.find("groat.consumer.lag").gauges().size() == PARTITIONS);
        assertThat(first.trouble()).isNull();
        await().atMost(PATIENCE).until(() -> committed() == 400);
        first.stop();

        send(400, 100);
        seen.clear();
        start(new AtomicBoolean(true));
        await().atMost(PATIENCE).until(() -> count() == 100);
        assertThat(seen.values().stream().flatMap(List::stream)).allMatch(number -> number >= 400);
    }

    @Test
    void bringsAgainWhatWasNotSettled() {
        send(0, 200);
        EventStream<Integer> first = start(new AtomicBoolean(false));
        await().atMost(PATIENCE).until(() -> count() == 200);
        first.stop();
        seen.clear();
        start(new AtomicBoolean(true));
        await().atMost(PATIENCE).untilAsserted(() -> assertInOrder(200));
    }

    @Test
    void beginsWhereItIsTold() {
        send(0, 100);
        EventStream<Integer> stream = stream(new AtomicBoolean(true)).from(partition -> 20);
        stream.start();
        await().atMost(PATIENCE).until(() -> count() == 100 - PARTITIONS * 20);
    }

    @Test
    void putsWhatCantBeReadAsideAndGoesOn() throws Exception {
        send(0, 10);
        publisher
                .publishRecords(
                        List.of(new ProducerRecord<>(topic, 0, "key", "no number".getBytes(StandardCharsets.UTF_8))))
                .toFuture()
                .get();
        send(10, 10);
        start(new AtomicBoolean(true));
        await().atMost(PATIENCE).until(() -> count() == 20);

        List<ConsumerRecord<String, String>> dead = TopicReader.all(bootstrap, topic + ".dlq");
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo("no number");
            assertThat(TopicReader.header(letter, "dlq_reason")).contains("no number");
            assertThat(TopicReader.header(letter, "dlq_topic")).isEqualTo(topic);
            assertThat(TopicReader.header(letter, "dlq_partition")).isEqualTo("0");
            assertThat(TopicReader.header(letter, "dlq_group")).isEqualTo(topic);
        });
    }

    /** It is no dead letter, for nothing is wrong with it. */
    @Test
    void whatANewerReleaseWroteIsPassedOver() throws Exception {
        send(0, 10);
        publisher
                .publishRecords(List.of(new ProducerRecord<>(topic, 0, "key", NEWER.getBytes(StandardCharsets.UTF_8))))
                .toFuture()
                .get();
        send(10, 10);
        start(new AtomicBoolean(true));
        await().atMost(PATIENCE).until(() -> count() == 20);

        await().atMost(PATIENCE).until(() -> committed() == 21);
        assertThat(meters.counter("groat.consumer.dropped", "group", topic).count())
                .isEqualTo(1);
        assertThat(TopicReader.all(bootstrap, topic + ".dlq")).isEmpty();
    }

    /** Whatever moves between the two, no partition's numbers are skipped, and none is before one that it follows. */
    @Test
    void anotherConsumerTakesOverWithoutAGap() {
        AtomicBoolean settles = new AtomicBoolean(true);
        EventStream<Integer> first = start(settles);
        for (int round = 0; round < 20; round++) {
            send(round * 100, 100);
        }
        await().atMost(PATIENCE).until(() -> count() > 100);
        start(settles);
        for (int round = 20; round < 40; round++) {
            send(round * 100, 100);
        }
        await().atMost(PATIENCE).until(() -> distinct() > 2_500);
        first.stop();
        await().atMost(PATIENCE).until(() -> distinct() == 4_000);
        seen.forEach((partition, numbers) -> {
            int next = partition.number();
            for (int number : numbers) {
                // A repeat steps back; anything else is the next.
                assertThat(number)
                        .as("after %s in %s", next - PARTITIONS, partition)
                        .isLessThanOrEqualTo(next);
                next = number == next ? next + PARTITIONS : number + PARTITIONS;
            }
        });
    }

    @Test
    void kafkaMayComeLateAndLeaveInBetween() {
        send(0, 40);
        kafka.kill();
        EventStream<Integer> stream = start(new AtomicBoolean(true));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stream.trouble()).isNotNull().contains("Kafka at " + bootstrap));
        kafka.start();
        await().atMost(PATIENCE).until(() -> count() == 40);
        try (ClientLog log = new ClientLog()) {
            kafka.kill();
            await().atMost(PATIENCE)
                    .until(() -> stream.trouble() != null && log.age().toSeconds() >= 3);
            // They ask whether it is back, they do not spin.
            assertThat(log.linesPerSecond()).isLessThan(50);
        }
        kafka.start();
        send(40, 40);
        await().atMost(PATIENCE).until(() -> distinct() == 80);
        await().atMost(PATIENCE).until(() -> stream.trouble() == null);
    }

    @Test
    void aFailureOfTheWorkSubscribesAnew() {
        AtomicInteger failures = new AtomicInteger(3);
        List<Integer> taken = new CopyOnWriteArrayList<>();
        EventStream<Integer> stream = new EventStream<>(
                settings(),
                EventStreamContract::number,
                partition -> next -> failures.getAndDecrement() > 0
                        ? Mono.error(new IllegalStateException("as planned"))
                        : Mono.fromRunnable(() -> next.forEach(one -> taken.add(one.body()))),
                publisher,
                meters,
                client);
        streams.add(stream);
        send(0, 40);
        stream.start();
        await().atMost(PATIENCE).until(() -> taken.stream().distinct().count() == 40);
        assertThat(meters.counter("groat.consumer.resubscriptions", "group", topic)
                        .count())
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void anEventArrivesAsItWasSent() throws Exception {
        Event event = new Event(
                EventType.UserCreated,
                "alice",
                "user:alice",
                Instant.parse("2026-01-02T03:04:05.000006Z"),
                "{\"a\":1}");
        new TopicSetup(bootstrap, new TopicSettings(2, (short) 1, Duration.ofDays(1), Duration.ofDays(1)))
                .ensure(() -> {});
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> publisher.publish(List.of(event)).toFuture().get());
        List<Event> taken = new CopyOnWriteArrayList<>();
        EventStream<Event> stream = new EventStream<>(
                StreamSettings.of(bootstrap, topic, "analytics_events"),
                CloudEvents::read,
                partition -> next -> Mono.fromRunnable(() -> next.forEach(one -> taken.add(one.body()))),
                publisher,
                meters,
                client);
        stream.start();
        try {
            await().atMost(PATIENCE).until(() -> !taken.isEmpty());
            assertThat(taken).contains(event);
        } finally {
            stream.stop();
        }
    }

    /** Positions go past what is dropped, in front of what concerns the work and behind it. */
    @Test
    void whatDoesNotConcernTheWorkIsDroppedUnread() {
        send(0, 40, "FraudScoreCalculated");
        send(40, 40, "FromTheFuture");
        send(80, 40, "UserCreated");
        EventStream<Integer> stream = stream(new AtomicBoolean(true)).only(RecordFilter.of(EventType.UserCreated));
        stream.start();
        await().atMost(PATIENCE).until(() -> count() == 40);
        assertThat(seen.values().stream().flatMap(List::stream)).allMatch(number -> number >= 80);
        send(120, 80, "FromTheFuture");
        await().atMost(PATIENCE).until(() -> committed() == 200);
        assertThat(meters.counter("groat.consumer.dropped", "group", topic).count())
                .isEqualTo(160);
        assertThat(count()).isEqualTo(40);
    }

    /** One step follows from the other: many that end at once must not stand on each other's shoulders. */
    @Test
    void aHundredThousandStepsThatEndAtOnceAreNoDeeperThanOne() {
        AtomicInteger handled = new AtomicInteger();
        AtomicInteger deepest = new AtomicInteger();
        EventStream<Integer> stream = new EventStream<>(
                settings().withBatch(1),
                EventStreamContract::number,
                partition -> next -> Mono.fromRunnable(() -> {
                    int depth = Thread.currentThread().getStackTrace().length;
                    deepest.accumulateAndGet(handled.incrementAndGet() % 1_000 == 0 ? depth : 0, Math::max);
                }),
                publisher,
                meters,
                client);
        streams.add(stream);
        for (int first = 0; first < 100_000; first += 10_000) {
            send(first, 10_000);
        }
        stream.start();
        await().atMost(PATIENCE).until(() -> handled.get() == 100_000);
        assertThat(deepest.get()).isLessThan(200);
        assertThat(stream.trouble()).isNull();
    }

    private EventStream<Integer> start(AtomicBoolean settles) {
        EventStream<Integer> stream = stream(settles);
        stream.start();
        return stream;
    }

    private EventStream<Integer> stream(AtomicBoolean settles) {
        EventStream<Integer> stream = new EventStream<>(
                settings(),
                EventStreamContract::number,
                partition -> new Remembering(partition, settles),
                publisher,
                meters,
                client);
        streams.add(stream);
        return stream;
    }

    private StreamSettings settings() {
        return StreamSettings.of(bootstrap, topic, topic)
                .withTick(Duration.ofMillis(100))
                .withBatch(50);
    }

    private static Integer number(ConsumerRecord<String, byte @Nullable []> record) {
        String text = new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8);
        if (text.equals(NEWER)) {
            throw new UnknownValueException(text);
        }
        return Integer.valueOf(text);
    }

    /** Numbers that follow each other; a number's partition is its remainder. */
    private void send(int first, int count) {
        send(IntStream.range(first, first + count).mapToObj(this::record).toList());
    }

    /** The same with a type. */
    private void send(int first, int count, String type) {
        send(IntStream.range(first, first + count)
                .mapToObj(this::record)
                .peek(record -> record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    private ProducerRecord<String, byte[]> record(int number) {
        byte[] value = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, number % PARTITIONS, "key", value);
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> publisher.publishRecords(records).toFuture().get());
    }

    private void assertInOrder(int count) {
        assertThat(count()).isEqualTo(count);
        seen.forEach((partition, numbers) -> assertThat(numbers)
                .containsExactlyElementsOf(IntStream.range(0, count)
                        .filter(number -> number % PARTITIONS == partition.number())
                        .boxed()
                        .toList()));
    }

    private long count() {
        return seen.values().stream().mapToLong(List::size).sum();
    }

    private long distinct() {
        return seen.values().stream().flatMap(List::stream).distinct().count();
    }

    private long committed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        }
    }
}
