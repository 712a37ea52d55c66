package io.groat.router.relay;

import io.groat.engine.Shard;
import io.groat.engine.Shards;
import io.groat.router.shard.OutboxSignal;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.streams.EventPublisher;
import io.groat.streams.KafkaSettings;
import io.groat.streams.TopicSetup;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What goes to Kafka: the outbox relay. {@code groat.relay.enabled=false} leaves it to other routers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelaySettings.class)
@ConditionalOnProperty(name = "groat.relay.enabled", matchIfMissing = true)
class RelayConfiguration {

    /** Begins once they are coming up, and ends before they close. */
    private static final int AFTER_THE_SHARDS = ShardsLifecycle.PHASE + 1;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /** Closed by the relay that it is given to. */
    @Bean(destroyMethod = "")
    EventPublisher eventPublisher(
            KafkaSettings kafka, @Value("${spring.application.name}") String name, RelaySettings settings) {
        return new EventPublisher(kafka.bootstrapServers(), "/" + name, settings.publishLimit());
    }

    @Bean
    OutboxRelay outboxRelay(
            Shards shards,
            EventPublisher publisher,
            TopicSetup topics,
            @Value("${spring.application.name}") String name,
            RelaySettings settings,
            MeterRegistry meters) {
        return new OutboxRelay(
                shards.all().stream().map(Shard::database).toList(),
                shard -> shards.state(shard) == Shards.State.UP,
                publisher,
                topics,
                name + "-" + UUID.randomUUID(),
                settings,
                meters);
    }

    @Bean
    LifecycleAdapter relayLifecycle(OutboxRelay relay, OutboxSignal signal) {
        return LifecycleAdapter.of(
                        () -> {
                            signal.listen(relay::committed);
                            relay.start();
                        },
                        () -> {
                            signal.listen(shard -> {});
                            return relay.stop().timeout(STOP_LIMIT);
                        })
                .inPhase(AFTER_THE_SHARDS);
    }
}
