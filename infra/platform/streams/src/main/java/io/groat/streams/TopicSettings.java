package io.groat.streams;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.kafka.topics.*}: how missing topics are created.
 *
 * @param partitions of each topic: the most consumers of one service that share the work
 * @param replicas of each partition; from 3 on, two have to be in sync for a write to be acknowledged
 * @param retention how long events can be read again
 * @param deadLetterRetention how long events that could not be read are kept
 */
@ConfigurationProperties("groat.kafka.topics")
public record TopicSettings(
        @DefaultValue("12") int partitions,
        @DefaultValue("3") short replicas,
        @DefaultValue("7d") Duration retention,
        @DefaultValue("30d") Duration deadLetterRetention) {}
