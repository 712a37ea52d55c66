package io.groat.analytics.watch;

import io.groat.analytics.rounds.Rounds;
import io.groat.event.Topic;
import io.groat.streams.KafkaClients;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** How far each group of consumers is behind, as Kafka sees it: what they have committed against the topics' ends. */
public final class ConsumerWatch {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration UNWATCHED_EVERY = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(4);

    /** Events that a group has not dealt with, of one topic. */
    public record Lag(String group, String topic, long waiting) {}

    private final String bootstrapServers;
    private final InstantSource clock;
    private final Viewers viewers;
    private final Disposable.Swap asking = Disposables.swap();
    private volatile List<Lag> lags = List.of();
    private volatile Map<String, Long> deadLetters = Map.of();
    private volatile Source source;

    public ConsumerWatch(String bootstrapServers, InstantSource clock, Viewers viewers) {
        this.bootstrapServers = bootstrapServers;
        this.clock = clock;
        this.viewers = viewers;
        this.source = Source.unknown(clock.instant());
    }

    public void start() {
        asking.update(Flux.usingWhen(
                        Mono.fromCallable(this::admin).subscribeOn(Schedulers.boundedElastic()),
                        admin -> Rounds.of(
                                () -> ask(admin).then(Mono.fromSupplier(() -> viewers.pause(EVERY, UNWATCHED_EVERY))),
                                EVERY),
                        admin -> Mono.fromRunnable(() -> admin.close(Duration.ZERO))
                                .subscribeOn(Schedulers.boundedElastic()))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, EVERY))
                .subscribe());
    }

    public void stop() {
        asking.dispose();
    }

    public List<Lag> lags() {
        return lags;
    }

    /** How many events could not be read since there are topics, by the topic that holds them. */
    public Map<String, Long> deadLetters() {
        return deadLetters;
    }

    public Source source() {
        return source;
    }

    private Admin admin() {
        return KafkaClients.admin(bootstrapServers, "analytics-lag", LIMIT);
    }

    private Mono<Void> ask(Admin admin) {
        return Mono.fromCompletionStage(() -> admin.listGroups(ListGroupsOptions.forConsumerGroups())
                        .all()
                        .toCompletionStage())
                .flatMap(groups -> committed(admin, groups))
                .flatMap(committed -> ends(admin, partitions(committed)).map(ends -> lags(committed, ends)))
                .doOnNext(found -> {
                    lags = found;
                    source = source.good(clock.instant());
                })
                .then(Mono.defer(() -> countDeadLetters(admin)))
                .onErrorResume(failure -> {
                    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                    source = source.bad(clock.instant(), RouterWatch.reason(cause));
                    return Mono.empty();
                })
                .then();
    }

    private Mono<Void> countDeadLetters(Admin admin) {
        List<String> names =
                Arrays.stream(Topic.values()).map(Topic::deadLetterName).toList();
        return Mono.fromCompletionStage(
                        () -> admin.describeTopics(names).allTopicNames().toCompletionStage())
                .flatMap(topics -> ends(admin, partitions(topics.values())))
                .doOnNext(ends -> {
                    Map<String, Long> sums = new TreeMap<>();
                    ends.forEach((partition, end) -> sums.merge(partition.topic(), end, Long::sum));
                    deadLetters = Map.copyOf(sums);
                })
                .then();
    }

    private static Set<TopicPartition> partitions(Collection<TopicDescription> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        topics.forEach(topic ->
                topic.partitions().forEach(one -> partitions.add(new TopicPartition(topic.name(), one.partition()))));
        return partitions;
    }

    private static Mono<Map<String, Map<TopicPartition, OffsetAndMetadata>>> committed(
            Admin admin, Collection<GroupListing> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> asked = groups.stream()
                .collect(Collectors.toMap(GroupListing::groupId, group -> new ListConsumerGroupOffsetsSpec()));
        return asked.isEmpty()
                ? Mono.just(Map.of())
                : Mono.fromCompletionStage(
                        () -> admin.listConsumerGroupOffsets(asked).all().toCompletionStage());
    }

    private static Set<TopicPartition> partitions(Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {
        Set<TopicPartition> partitions = new HashSet<>();
        committed.values().forEach(group -> partitions.addAll(group.keySet()));
        return partitions;
    }

    private static Mono<Map<TopicPartition, Long>> ends(Admin admin, Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Mono.just(Map.of());
        }
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(one -> asked.put(one, OffsetSpec.latest()));
        return Mono.fromCompletionStage(() -> admin.listOffsets(asked).all().toCompletionStage())
                .map(found -> {
                    Map<TopicPartition, Long> ends = new HashMap<>();
                    found.forEach((one, end) -> ends.put(one, end.offset()));
                    return ends;
                });
    }

    private static List<Lag> lags(
            Map<String, Map<TopicPartition, OffsetAndMetadata>> committed, Map<TopicPartition, Long> ends) {
        Map<String, Lag> sums = new TreeMap<>();
        committed.forEach((group, places) -> places.forEach((partition, place) -> {
            if (place != null) {
                long waiting = Math.max(0, ends.getOrDefault(partition, place.offset()) - place.offset());
                sums.merge(
                        group + " " + partition.topic(),
                        new Lag(group, partition.topic(), waiting),
                        (one, other) -> new Lag(group, partition.topic(), one.waiting() + other.waiting()));
            }
        }));
        return List.copyOf(sums.values());
    }
}
