package io.groat.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Topics' ids: a topic that was made anew has another, and offsets of the one mean nothing in the other. */
public final class TopicIds {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private TopicIds() {}

    /** By the topics' names. */
    public static Mono<Map<String, String>> of(String bootstrapServers, Collection<String> topics) {
        return Mono.fromCallable(() -> ask(bootstrapServers, topics)).subscribeOn(Schedulers.boundedElastic());
    }

    private static Map<String, String> ask(String bootstrapServers, Collection<String> topics) throws Exception {
        try (Admin admin = KafkaClients.admin(bootstrapServers, "topic-ids", LIMIT)) {
            return admin.describeTopics(topics).allTopicNames().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, one -> one.getValue().topicId().toString()));
        }
    }
}
