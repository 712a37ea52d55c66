package io.groat.router.shard;

import io.groat.db.Rows;
import io.groat.engine.Shard;
import io.groat.engine.Shards;
import io.groat.outbox.OutboxStore;
import io.groat.transfer.TransferStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToDoubleFunction;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at every shard again and again, remembers what it saw last, and shows it as metrics. */
public final class ShardWatch {

    /** How long a shard may take to answer before it counts as away. */
    private static final Duration ANSWER_LIMIT = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Shards shards;
    private final AtomicReferenceArray<ShardSample> latest;
    private final Disposable.Swap loop = Disposables.swap();

    public ShardWatch(Shards shards, MeterRegistry meters) {
        this.shards = shards;
        this.latest = new AtomicReferenceArray<>(shards.all().size());
        for (Shard shard : shards.all()) {
            latest.set(shard.number(), ShardSample.NOT_YET);
            register(meters, shard.number());
        }
    }

    /** Begins to look, until {@link #stop}. */
    public void start() {
        loop.update(Mono.defer(this::lookAtAll)
                .repeatWhen(rounds -> rounds.delayElements(PAUSE))
                .subscribe());
    }

    public void stop() {
        loop.dispose();
    }

    /** What the last look at that shard found. */
    public ShardSample latest(int shard) {
        return latest.get(shard);
    }

    /** Whether the shard answered the last look. */
    public boolean answers(int shard) {
        return latest(shard).isUp();
    }

    /** Looks at that shard now. Never fails. */
    public Mono<ShardSample> look(int shard) {
        return Mono.defer(() -> shards.state(shard) == Shards.State.UP
                        ? ask(shards.get(shard))
                        : Mono.just(ShardSample.away(ShardSample.State.STARTING, shards.trouble(shard))))
                .doOnNext(sample -> latest.set(shard, sample));
    }

    private Mono<Void> lookAtAll() {
        return Flux.range(0, latest.length())
                .flatMap(this::look, latest.length())
                .then();
    }

    private static Mono<ShardSample> ask(Shard shard) {
        Mono<Optional<OutboxStore.Waiting>> outbox = soon(new OutboxStore(shard.database()).waiting());
        Mono<Optional<TransferStore.Pending>> pending = soon(shard.transfers().pending());
        return roundTrip(shard)
                .timeout(ANSWER_LIMIT)
                .zipWhen(took -> Mono.zip(outbox, pending))
                .map(found -> new ShardSample(
                        ShardSample.State.UP,
                        null,
                        found.getT1(),
                        found.getT2().getT1().orElse(null),
                        found.getT2().getT2().orElse(null)))
                .onErrorResume(failure ->
                        Mono.just(ShardSample.away(ShardSample.State.DOWN, "it does not answer: " + failure)));
    }

    private static Mono<Duration> roundTrip(Shard shard) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return shard.database()
                    .read("SELECT 1", statement -> {}, row -> Rows.getInt(row, 0))
                    .map(answer -> Duration.ofNanos(System.nanoTime() - start));
        });
    }

    private static <T> Mono<Optional<T>> soon(Mono<T> read) {
        return read.map(Optional::of).timeout(ANSWER_LIMIT).onErrorReturn(Optional.empty());
    }

    private void register(MeterRegistry meters, int shard) {
        gauge(meters, shard, "groat.shard.up", "1 while the shard answers", sample -> sample.isUp() ? 1 : 0);
        gauge(
                meters,
                shard,
                "groat.transfers.pending",
                "Transfers that have left and not arrived",
                sample ->
                        sample.pending() == null ? Double.NaN : sample.pending().count());
        gauge(
                meters,
                shard,
                "groat.transfers.pending.age",
                "Age of the oldest of them, in seconds",
                sample -> sample.pending() == null
                        ? Double.NaN
                        : seconds(sample.pending().oldestAge()));
    }

    private void gauge(
            MeterRegistry meters, int shard, String name, String description, ToDoubleFunction<ShardSample> value) {
        Gauge.builder(name, this, watch -> value.applyAsDouble(watch.latest(shard)))
                .description(description)
                .tag("shard", Integer.toString(shard))
                .register(meters);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
