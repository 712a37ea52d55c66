package io.groat.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How far a stream is behind, as {@code groat_consumer_lag}. Asks Kafka by a client of its own, which a consumer that hangs
 * does not hold up.
 */
final class StreamLag {

    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final Duration REQUEST_LIMIT = Duration.ofMillis(2_500);

    private final StreamSettings settings;
    private final MultiGauge gauge;
    private final Map<Partition, Long> next = new ConcurrentHashMap<>();
    private final Map<Partition, Long> waiting = new ConcurrentHashMap<>();
    private final Disposable.Swap sampling = Disposables.swap();
    private volatile Supplier<Collection<Partition>> assigned = List::of;
    private volatile @Nullable String trouble = EventStream.NOT_CONNECTED;

    StreamLag(StreamSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.gauge = MultiGauge.builder("groat.consumer.lag")
                .description("Records of a partition that are not handled yet")
                .tag("group", settings.group())
                .register(meters);
    }

    void start() {
        sampling.update(Flux.usingWhen(
                        Mono.fromCallable(this::admin).subscribeOn(Schedulers.boundedElastic()),
                        admin -> Flux.interval(Duration.ZERO, EVERY)
                                .onBackpressureDrop()
                                .concatMap(tick -> sample(admin), 1),
                        admin -> Mono.fromRunnable(() -> admin.close(Duration.ZERO))
                                .subscribeOn(Schedulers.boundedElastic()))
                .retryWhen(reactor.util.retry.Retry.fixedDelay(Long.MAX_VALUE, EVERY)
                        .doBeforeRetry(again -> trouble = String.valueOf(again.failure())))
                .subscribe());
    }

    void stop() {
        sampling.dispose();
    }

    /** Everything up to that offset has been handled. */
    void handled(Partition partition, long nextOffset) {
        next.put(partition, nextOffset);
    }

    /** Whose ends are asked for. */
    void owned(Supplier<Collection<Partition>> partitions) {
        assigned = partitions;
    }

    void lost(Collection<Partition> partitions) {
        partitions.forEach(partition -> {
            next.remove(partition);
            waiting.remove(partition);
        });
    }

    Map<Partition, Long> waiting() {
        return Map.copyOf(waiting);
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    private Admin admin() {
        return KafkaClients.admin(settings.bootstrapServers(), settings.group() + "-lag", REQUEST_LIMIT);
    }

    private Mono<Void> sample(Admin admin) {
        Map<TopicPartition, Partition> ours = assigned.get().stream()
                .collect(Collectors.toMap(one -> new TopicPartition(one.topic(), one.number()), one -> one));
        return ours.isEmpty() ? reach(admin) : ends(admin, ours);
    }

    /** Without partitions there is no lag to ask for; then whether Kafka answers. */
    private Mono<Void> reach(Admin admin) {
        return Mono.fromCompletionStage(() -> admin.describeCluster().nodes().toCompletionStage())
                .doOnNext(nodes -> trouble = null)
                .doOnError(this::unreachable)
                .onErrorComplete()
                .then();
    }

    private Mono<Void> ends(Admin admin, Map<TopicPartition, Partition> ours) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        ours.keySet().forEach(one -> asked.put(one, OffsetSpec.latest()));
        return Mono.fromCompletionStage(() -> admin.listOffsets(asked).all().toCompletionStage())
                .doOnNext(ends -> measured(ours, ends))
                .doOnError(this::unreachable)
                .onErrorComplete()
                .then();
    }

    private void measured(Map<TopicPartition, Partition> ours, Map<TopicPartition, ListOffsetsResultInfo> ends) {
        ends.forEach((one, end) -> {
            Partition partition = ours.get(one);
            if (partition != null) {
                waiting.put(partition, Math.max(0, end.offset() - next.getOrDefault(partition, end.offset())));
            }
        });
        waiting.keySet().retainAll(ours.values());
        // Those that are known stay: one that was taken away and put back could be met twice by whoever reads all.
        gauge.register(
                ours.values().stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("topic", one.topic(), "partition", Integer.toString(one.number())),
                                () -> waiting.getOrDefault(one, 0L)))
                        .collect(Collectors.toList()),
                false);
        trouble = null;
    }

    private void unreachable(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        trouble = "Kafka at " + settings.bootstrapServers() + " does not answer: " + cause.getMessage();
    }
}
