package io.groat.streams;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.kafka.*}.
 *
 * @param bootstrapServers as Kafka's clients take them
 */
@ConfigurationProperties("groat.kafka")
public record KafkaSettings(@DefaultValue("127.0.0.1:9092") String bootstrapServers) {

    /** How a group of consumers reads topics there. */
    public StreamSettings stream(String group, String... topics) {
        return StreamSettings.of(bootstrapServers, group, topics);
    }
}
