package io.groat.router.risk;

import io.groat.engine.HeldTransferEngine;
import io.groat.engine.HoldEngine;
import io.groat.engine.ShardGateway;
import io.groat.event.Event;
import io.groat.event.Topic;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.KafkaSettings;
import io.groat.streams.TopicSettings;
import io.groat.streams.TopicSetup;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Decisions about held transfers, heard from Kafka; {@code groat.relay.enabled=false} leaves them to other routers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "groat.relay.enabled", matchIfMissing = true)
class DecisionConfiguration {

    /** All routers are one group: each decision is heard by one of them. */
    @Bean
    EventStream<Event> decisions(
            ShardGateway gateway,
            HeldTransferEngine heldTransfers,
            HoldEngine holds,
            EventPublisher publisher,
            KafkaSettings kafka,
            @Value("${spring.application.name}") String name,
            MeterRegistry meters) {
        return new EventStream<>(
                        kafka.stream(name + "-decisions", Topic.FRAUD_EVENTS.topicName()),
                        HoldDecisions::read,
                        HoldDecisions.of(gateway, heldTransfers, holds),
                        publisher,
                        meters)
                .only(HoldDecisions.CONCERNING);
    }

    @Bean
    LifecycleAdapter decisionsLifecycle(EventStream<Event> decisions, KafkaSettings kafka, TopicSettings settings) {
        TopicSetup topics = new TopicSetup(kafka.bootstrapServers(), settings);
        return LifecycleAdapter.of(() -> topics.ensure(decisions::start), () -> {
                    decisions.stop();
                    return topics.stop();
                })
                .inPhase(ShardsLifecycle.PHASE + 1);
    }
}
