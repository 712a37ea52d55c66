package io.groat.router.config;

import io.groat.engine.HoldEngine;
import io.groat.engine.Shard;
import io.groat.engine.Shards;
import io.groat.event.Event;
import io.groat.event.Topic;
import io.groat.router.relay.OutboxRelay;
import io.groat.router.relay.OutboxSignal;
import io.groat.router.relay.RelayLifecycle;
import io.groat.router.relay.RelaySettings;
import io.groat.router.risk.DecisionsLifecycle;
import io.groat.router.risk.HoldDecisions;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.StreamSettings;
import io.groat.streams.TopicSettings;
import io.groat.streams.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What goes to Kafka and comes from it: the outbox relay, and decisions about held transfers.
 * {@code groat.relay.enabled=false} leaves both to other routers.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RelaySettings.class, TopicSettings.class})
@ConditionalOnProperty(name = "groat.relay.enabled", matchIfMissing = true)
class RelayConfiguration {

    /** Closed by the relay that it is given to. */
    @Bean(destroyMethod = "")
    EventPublisher eventPublisher(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            @Value("${spring.application.name}") String name,
            RelaySettings settings) {
        return new EventPublisher(bootstrapServers, "/" + name, settings.publishLimit());
    }

    @Bean
    TopicSetup topicSetup(@Value("${groat.kafka.bootstrap-servers}") String bootstrapServers, TopicSettings settings) {
        return new TopicSetup(bootstrapServers, settings);
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
                publisher,
                topics,
                name + "-" + UUID.randomUUID(),
                settings,
                meters);
    }

    @Bean
    RelayLifecycle relayLifecycle(OutboxRelay relay, OutboxSignal signal) {
        return new RelayLifecycle(relay, signal, ShardsLifecycle.PHASE + 1);
    }

    /** All routers are one group: each decision is heard by one of them. */
    @Bean
    DecisionsLifecycle decisionsLifecycle(
            Shards shards,
            HoldEngine holds,
            EventPublisher publisher,
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            @Value("${spring.application.name}") String name,
            TopicSettings settings,
            MeterRegistry meters) {
        EventStream<Event> decisions = new EventStream<>(
                        StreamSettings.of(bootstrapServers, name + "-decisions", Topic.FRAUD_EVENTS.topicName()),
                        HoldDecisions::read,
                        HoldDecisions.of(shards, holds),
                        publisher,
                        meters)
                .only(HoldDecisions.CONCERNING);
        return new DecisionsLifecycle(decisions, new TopicSetup(bootstrapServers, settings), ShardsLifecycle.PHASE + 1);
    }
}
