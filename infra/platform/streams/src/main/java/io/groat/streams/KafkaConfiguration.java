package io.groat.streams;

import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Kafka, for each service that has this module on its class path: where it is, what is published to it, which topics there
 * have to be. Nothing connects before it is used.
 */
@AutoConfiguration
@EnableConfigurationProperties({KafkaSettings.class, TopicSettings.class})
public class KafkaConfiguration {

    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(60);

    /** A service whose callers wait for less has one of its own. */
    @Bean
    @ConditionalOnMissingBean
    EventPublisher eventPublisher(KafkaSettings kafka, @Value("${spring.application.name}") String service) {
        return new EventPublisher(kafka.bootstrapServers(), "/" + service, DELIVERY_LIMIT);
    }

    @Bean
    TopicSetup topicSetup(KafkaSettings kafka, TopicSettings topics, ObjectProvider<OwnTopic> own) {
        return new TopicSetup(
                kafka.bootstrapServers(),
                topics,
                own.orderedStream().map(OwnTopic::name).toList());
    }
}
