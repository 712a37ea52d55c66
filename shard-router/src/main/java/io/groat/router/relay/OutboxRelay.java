package io.groat.router.relay;

import io.groat.db.ShardDatabase;
import io.groat.outbox.OutboxStore;
import io.groat.streams.EventPublisher;
import io.groat.streams.TopicSetup;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntPredicate;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The relays of all shards, and what is measured of their outboxes. */
final class OutboxRelay {

    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(2);
    private static final OutboxStore.Waiting NOTHING = new OutboxStore.Waiting(0, Duration.ZERO);

    private final List<ShardDatabase> shards;
    private final IntPredicate isUp;
    private final List<ShardRelay> relays;
    private final EventPublisher publisher;
    private final TopicSetup topics;
    private final AtomicReferenceArray<OutboxStore.Waiting> waiting;
    private final Disposable.Swap sampling = Disposables.swap();

    /**
     * @param isUp whether the shard of that number has come up; before it has, its outbox may not even be there
     * @param owner this router's name in leases; different for each process
     */
    public OutboxRelay(
            List<ShardDatabase> shards,
            IntPredicate isUp,
            EventPublisher publisher,
            TopicSetup topics,
            String owner,
            RelaySettings settings,
            MeterRegistry meters) {
        this.shards = shards;
        this.isUp = isUp;
        this.publisher = publisher;
        this.topics = topics;
        this.relays = shards.stream()
                .map(shard -> new ShardRelay(shard, () -> isUp.test(shard.shard()), publisher, owner, settings, meters))
                .toList();
        this.waiting = new AtomicReferenceArray<>(shards.size());
        shards.forEach(shard -> measure(shard.shard(), meters));
    }

    /** Begins once the topics are there; Kafka may come later than this service. */
    public void start() {
        topics.ensure(() -> relays.forEach(ShardRelay::start));
        sampling.update(Flux.interval(SAMPLE_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> sample())
                .subscribe());
    }

    /** Stops, and gives all leases back. */
    public Mono<Void> stop() {
        return Mono.fromRunnable(sampling::dispose)
                .then(topics.stop())
                .then(Flux.fromIterable(relays).flatMap(ShardRelay::stop).then())
                .then(Mono.<Void>fromRunnable(publisher::close).subscribeOn(Schedulers.boundedElastic()));
    }

    /** Says that a shard's outbox has something new. */
    public void committed(int shard) {
        relays.get(shard).wake();
    }

    private Mono<Void> sample() {
        return Flux.fromIterable(shards)
                .filter(shard -> isUp.test(shard.shard()))
                .flatMap(shard -> new OutboxStore(shard)
                        .waiting()
                        .doOnNext(found -> waiting.set(shard.shard(), found))
                        .onErrorComplete())
                .then();
    }

    private void measure(int shard, MeterRegistry meters) {
        waiting.set(shard, NOTHING);
        Gauge.builder("groat.outbox.waiting", () -> waiting.get(shard).events())
                .description("Events committed and not yet acknowledged by Kafka")
                .tag("shard", Integer.toString(shard))
                .register(meters);
        Gauge.builder(
                        "groat.outbox.oldest.age",
                        () -> waiting.get(shard).oldestAge().toMillis() / 1000.0)
                .description("How long the oldest event has waited for Kafka")
                .baseUnit("seconds")
                .tag("shard", Integer.toString(shard))
                .register(meters);
    }
}
