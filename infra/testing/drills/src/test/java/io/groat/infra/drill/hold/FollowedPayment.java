package io.groat.infra.drill.hold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.groat.infra.launcher.stack.StackHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A payment in a trace of its own, looked for wherever it leaves one, and the receiver of its webhook. */
final class FollowedPayment implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    /** A webhook that came. */
    private record Hook(String trace, String body) {}

    private final String traceId = UUID.randomUUID().toString().replace("-", "");
    private final String traceparent = "00-" + traceId + "-00f067aa0ba902b7-01";
    private final StackHandle stack;
    private final Api router;
    private final HttpServer receiver;
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();

    FollowedPayment(StackHandle stack) throws IOException {
        this.stack = stack;
        this.router = new Api(stack.port("shard-router"), stack.operatorKey());
        this.receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            hooks.add(new Hook(
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("traceparent"), ""), body));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        Api.Document made = new Api(stack.port("notifier"), stack.operatorKey())
                .post(
                        "/v1/webhooks",
                        Map.of(
                                "url",
                                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/",
                                "events",
                                List.of("payment.completed")));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
    }

    /** The transfer's id. */
    String pay(String payer, String payee) {
        Api.Document paid = router.transferIn(
                traceparent,
                UUID.randomUUID().toString(),
                Map.of("payer", payer, "payee", payee, "amount", 100, "currency", "EUR"));
        assertThat(paid.text("status")).as(paid.toString()).isEqualTo("COMPLETED");
        return paid.text("id");
    }

    void assertRefusalInTrace(String payer) {
        Api.Document refused =
                router.transferIn(traceparent, UUID.randomUUID().toString(), Map.of("payer", payer, "nonsense", 1));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("traceId")).isEqualTo(traceId);
    }

    /** Events of the payment, of those types. */
    void assertRecordsInTrace(String topic, String payment, String... types) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList());
            List<ConsumerRecord<String, String>> seen = new CopyOnWriteArrayList<>();
            await().atMost(Bank.PATIENCE).pollDelay(Duration.ZERO).untilAsserted(() -> {
                consumer.poll(POLL).forEach(record -> {
                    if (header(record, "ce_id").startsWith(payment + ":")) {
                        seen.add(record);
                    }
                });
                assertThat(seen).extracting(record -> header(record, "ce_type")).contains(types);
            });
            assertThat(seen)
                    .extracting(record -> header(record, "traceparent"))
                    .as(topic)
                    .allMatch(header -> header.startsWith("00-" + traceId + "-"));
        }
    }

    void assertWebhookInTrace(String payment) {
        await().atMost(Bank.PATIENCE)
                .untilAsserted(
                        () -> assertThat(hooks).anyMatch(hook -> hook.body().contains(payment)));
        assertThat(hooks)
                .filteredOn(hook -> hook.body().contains(payment))
                .allMatch(hook -> hook.trace().startsWith("00-" + traceId + "-"));
    }

    /** What can't be read is logged by each who reads it, and the line names the trace. */
    void assertLoggedInTrace(String topic, String... services) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()),
                new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> unreadable = new ProducerRecord<>(topic, "nobody", "no event");
            unreadable.headers().add("traceparent", traceparent.getBytes(UTF_8));
            await().until(producer.send(unreadable)::isDone);
        }
        for (String service : services) {
            await().atMost(Bank.PATIENCE)
                    .untilAsserted(() -> assertThat(Files.readAllLines(stack.log(service)))
                            .as(service)
                            .anyMatch(line -> line.contains("[" + traceId + "] ")
                                    && line.contains(topic)
                                    && line.contains("can't be read")));
        }
    }

    @Override
    public void close() {
        receiver.stop(0);
    }

    private String bootstrap() {
        return "127.0.0.1:" + stack.port("kafka");
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
