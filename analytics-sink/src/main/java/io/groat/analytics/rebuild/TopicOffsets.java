package io.groat.analytics.rebuild;

import io.groat.streams.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Where topics begin and end at a moment, by {@code TOPICID-PARTITION}.
 *
 * @param starts the first place that is still held
 * @param ends the place that the next event will get
 */
record TopicOffsets(Map<String, Long> starts, Map<String, Long> ends) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    static Mono<TopicOffsets> of(String bootstrapServers, List<String> topics) {
        return Mono.fromCallable(() -> ask(bootstrapServers, topics)).subscribeOn(Schedulers.boundedElastic());
    }

    /** How far a group of consumers has come, by {@code TOPICID-PARTITION}. */
    static Mono<Map<String, Long>> committed(String bootstrapServers, List<String> topics, String group) {
        return Mono.fromCallable(() -> askCommitted(bootstrapServers, topics, group))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Map<String, Long> askCommitted(String bootstrapServers, List<String> topics, String group)
            throws Exception {
        try (Admin admin = KafkaClients.admin(bootstrapServers, "topic-places", LIMIT)) {
            Map<TopicPartition, String> partitions = partitions(admin, topics);
            Map<String, Long> places = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, place) -> {
                        String name = partitions.get(partition);
                        if (name != null && place != null) {
                            places.put(name, place.offset());
                        }
                    });
            return places;
        }
    }

    private static TopicOffsets ask(String bootstrapServers, List<String> topics) throws Exception {
        try (Admin admin = KafkaClients.admin(bootstrapServers, "topic-places", LIMIT)) {
            Map<TopicPartition, String> partitions = partitions(admin, topics);
            return new TopicOffsets(
                    places(admin, partitions, OffsetSpec.earliest()), places(admin, partitions, OffsetSpec.latest()));
        }
    }

    private static Map<TopicPartition, String> partitions(Admin admin, List<String> topics) throws Exception {
        Map<TopicPartition, String> partitions = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(one -> partitions.put(
                            new TopicPartition(topic.name(), one.partition()),
                            topic.topicId() + "-" + one.partition()));
        }
        return partitions;
    }

    private static Map<String, Long> places(Admin admin, Map<TopicPartition, String> partitions, OffsetSpec which)
            throws Exception {
        return admin
                .listOffsets(partitions.keySet().stream().collect(Collectors.toMap(one -> one, one -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        one -> partitions.get(one.getKey()),
                        one -> one.getValue().offset()));
    }
}
