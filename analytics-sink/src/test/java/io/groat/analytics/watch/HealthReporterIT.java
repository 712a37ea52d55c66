package io.groat.analytics.watch;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.analytics.RunningSink;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.event.EventJson;
import io.groat.event.SystemHealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** What this service watches reaches analytics_events. */
class HealthReporterIT {

    private final RunningSink sink = RunningSink.shared();

    @Test
    void reportsComeOnAnalyticsEvents() {
        String group = sink.bean(IngestSettings.class).group();
        List<SystemHealthCheck> reports = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RunningSink.bootstrap()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("analytics_events").stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (new String(record.headers().lastHeader("ce_type").value(), UTF_8).equals("SystemHealthCheck")) {
                        reports.add(EventJson.read(record.value(), SystemHealthCheck.class));
                    }
                });
                assertThat(reports)
                        // A rebuild before this has given the group another number.
                        .anyMatch(one -> one.service().startsWith(group)
                                && "lag on analytics_events".equals(one.part())
                                && one.up())
                        .anyMatch(one -> one.service().equals("payment_events.dlq") && "growth".equals(one.part()));
            });
        }
    }
}
