package io.groat.router.shard;

import io.groat.engine.Shard;
import io.groat.engine.Shards;
import io.groat.outbox.OutboxStore;
import io.groat.transfer.TransferStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToDoubleFunction;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks at every shard again and again, remembers what it saw last, and shows it as metrics. A shard is DOWN when it can't
 * be reached, or has said nothing for {@link ShardProbe#SILENCE}; one that takes its time is busy and stays UP.
 */
public final class ShardWatch {

    /** How long somebody who asks now waits for an answer before they get what was seen last. */
    private static final Duration LOOK_LIMIT = Duration.ofMillis(500);

    private static final Duration PAUSE_WHILE_UP = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What waits is read less often than the shard is asked whether it is there. */
    private static final int LOOKS_A_BACKLOG = 3;

    private final Shards shards;
    private final List<ShardProbe> probes;
    private final AtomicReferenceArray<ShardSample> latest;
    private final AtomicLongArray answeredAt;
    private final Disposable.Swap loops = Disposables.swap();

    public ShardWatch(Shards shards, MeterRegistry meters) {
        this.shards = shards;
        this.probes = shards.all().stream()
                .map(shard -> new ShardProbe(shard.database()))
                .toList();
        this.latest = new AtomicReferenceArray<>(probes.size());
        this.answeredAt = new AtomicLongArray(probes.size());
        for (Shard shard : shards.all()) {
            latest.set(shard.number(), ShardSample.NOT_YET);
            register(meters, shard.number());
        }
    }

    /** Begins to look, until {@link #stop}. No shard waits for another. */
    public void start() {
        loops.update(
                Flux.range(0, probes.size()).flatMap(this::watch, probes.size()).subscribe());
    }

    public void stop() {
        loops.dispose();
        probes.forEach(probe -> probe.close().subscribe());
    }

    /** What the last look at that shard found. */
    public ShardSample latest(int shard) {
        return latest.get(shard);
    }

    /** Whether the shard answered the last look. */
    public boolean answers(int shard) {
        return latest(shard).isUp();
    }

    /** Looks at that shard now, for a moment; gives what was seen last when it does not answer in that. Never fails. */
    public Mono<ShardSample> look(int shard) {
        return look(shard, true).timeout(LOOK_LIMIT.multipliedBy(2), Mono.fromSupplier(() -> latest(shard)));
    }

    private Flux<ShardSample> watch(int shard) {
        AtomicLong looks = new AtomicLong();
        return Mono.defer(() -> look(shard, looks.getAndIncrement() % LOOKS_A_BACKLOG == 0))
                .repeatWhen(rounds -> rounds.concatMap(round -> Mono.delay(answers(shard) ? PAUSE_WHILE_UP : PAUSE)));
    }

    private Mono<ShardSample> look(int shard, boolean backlog) {
        return Mono.defer(() -> shards.state(shard) == Shards.State.UP
                        ? ask(shards.get(shard), backlog)
                        : Mono.just(ShardSample.away(ShardSample.State.STARTING, shards.trouble(shard))))
                .doOnNext(sample -> latest.set(shard, sample));
    }

    private Mono<ShardSample> ask(Shard shard, boolean backlog) {
        return probes.get(shard.number())
                .ask()
                .doOnNext(took -> answeredAt.set(shard.number(), System.nanoTime()))
                .flatMap(took -> backlog ? withBacklog(shard, took) : Mono.just(upSince(shard, took)))
                .onErrorResume(failure -> Mono.fromSupplier(() -> withoutAnswer(shard, failure)));
    }

    /** What waits is for people to see: when it can't be read in time, the shard is busy. */
    private Mono<ShardSample> withBacklog(Shard shard, Duration took) {
        Mono<Optional<OutboxStore.Waiting>> outbox = soon(new OutboxStore(shard.database()).waiting());
        Mono<Optional<TransferStore.Pending>> pending = soon(shard.transfers().pending());
        return Mono.zip(outbox, pending)
                .map(found -> new ShardSample(
                        ShardSample.State.UP,
                        null,
                        took,
                        found.getT1().orElse(null),
                        found.getT2().orElse(null)));
    }

    private ShardSample upSince(Shard shard, Duration took) {
        ShardSample before = latest(shard.number());
        return new ShardSample(ShardSample.State.UP, null, took, before.outbox(), before.pending());
    }

    private ShardSample withoutAnswer(Shard shard, Throwable failure) {
        long silence = System.nanoTime() - answeredAt.get(shard.number());
        ShardSample before = latest(shard.number());
        if (failure instanceof TimeoutException && before.isUp() && silence < ShardProbe.SILENCE.toNanos()) {
            return before;
        }
        return ShardSample.away(ShardSample.State.DOWN, "it does not answer: " + failure);
    }

    private static <T> Mono<Optional<T>> soon(Mono<T> read) {
        return read.map(Optional::of).timeout(LOOK_LIMIT).onErrorReturn(Optional.empty());
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
