package io.groat.streams;

import io.groat.event.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Creates the topics that are missing, with their partitions and retention. Topics that exist are left as they
 * are.
 */
public final class TopicSetup {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final TopicSettings settings;
    private final List<String> ownTopics;
    private final Disposable.Swap trying = Disposables.swap();

    public TopicSetup(String bootstrapServers, TopicSettings settings) {
        this(bootstrapServers, settings, List.of());
    }

    /** @param ownTopics topics that a service keeps for itself, beside those of {@link Topic} */
    public TopicSetup(String bootstrapServers, TopicSettings settings, List<String> ownTopics) {
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
        this.ownTopics = List.copyOf(ownTopics);
    }

    /** Creates what is missing, trying until Kafka answers, and then runs what needs the topics. */
    public void ensure(Runnable then) {
        trying.update(Mono.fromCallable(this::createMissing)
                .subscribeOn(Schedulers.boundedElastic())
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(SLOWEST_RETRY)
                        .doBeforeRetry(again -> LOG.warn(
                                "Kafka at {} doesn't answer yet: {}",
                                bootstrapServers,
                                again.failure().toString())))
                .subscribe(created -> {
                    LOG.info("Kafka topics are there, {} created", created);
                    then.run();
                }));
    }

    public Mono<Void> stop() {
        return Mono.fromRunnable(trying::dispose);
    }

    private int createMissing() throws Exception {
        try (Admin admin = KafkaClients.admin(bootstrapServers, "topic-setup", REQUEST_LIMIT)) {
            Set<String> there = admin.listTopics().names().get();
            List<NewTopic> missing = wanted().stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .collect(Collectors.toCollection(ArrayList::new));
            int created = 0;
            for (KafkaFuture<Void> creation :
                    admin.createTopics(missing).values().values()) {
                created += isCreated(creation) ? 1 : 0;
            }
            return created;
        }
    }

    /** False when another service has made it meanwhile. */
    private static boolean isCreated(KafkaFuture<Void> creation) throws Exception {
        try {
            creation.get();
            return true;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw failure;
        }
    }

    private List<NewTopic> wanted() {
        return Stream.concat(Arrays.stream(Topic.values()).map(Topic::topicName), ownTopics.stream())
                .flatMap(name -> Stream.of(
                        topic(name, settings.partitions(), settings.retention()),
                        topic(Topic.deadLetterName(name), 1, settings.deadLetterRetention())))
                .toList();
    }

    private NewTopic topic(String name, int partitions, Duration retention) {
        return new NewTopic(name, partitions, settings.replicas())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis()),
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        settings.replicas() >= 3 ? "2" : "1"));
    }
}
