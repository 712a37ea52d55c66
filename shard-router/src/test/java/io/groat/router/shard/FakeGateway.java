package io.groat.router.shard;

import io.groat.db.ShardAddress;
import io.groat.engine.EngineSettings;
import io.groat.engine.Shard;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.posting.Command;
import io.groat.shard.ShardKey;
import io.groat.shard.ShardMap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Two shards that fail as they are told: commands all alike, other work one time after the other; else it is done. */
public final class FakeGateway implements ShardGateway {

    /** Never connected: what is asked of it here does not look at it. */
    private final Shard shard = new Shards(
                    List.of(ShardAddress.of(0, "localhost", 1, "none", "nobody", "")),
                    EngineSettings.DEFAULT,
                    InstantSource.system(),
                    new SimpleMeterRegistry(),
                    number -> {})
            .get(0);

    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicInteger works = new AtomicInteger();
    private final Queue<Throwable> failures = new ArrayDeque<>();
    private volatile @Nullable Throwable refusal;

    /** From now on all commands fail so; with null they get no answer, and that is fine with them. */
    public void refusesCommands(@Nullable Throwable failure) {
        refusal = failure;
    }

    /** The next pieces of work fail so, one each. */
    public void failsNext(Throwable... next) {
        failures.addAll(Arrays.asList(next));
    }

    /** How many commands have come. */
    public int commands() {
        return commands.get();
    }

    /** How many pieces of work have come. */
    public int works() {
        return works.get();
    }

    @Override
    public <R> Mono<R> submit(Command<R> command) {
        return Mono.defer(() -> {
            commands.incrementAndGet();
            Throwable now = refusal;
            return now == null ? Mono.empty() : Mono.error(now);
        });
    }

    @Override
    public <T> Mono<T> on(ShardKey key, Function<Shard, Mono<T>> work) {
        return Mono.defer(() -> {
            works.incrementAndGet();
            Throwable failure = failures.poll();
            return failure == null ? work.apply(shard) : Mono.error(failure);
        });
    }

    @Override
    public int shardCount() {
        return 2;
    }

    @Override
    public int shardOf(ShardKey key) {
        return key.shard(ShardMap.initial(2));
    }

    @Override
    public boolean reachable(ShardKey key) {
        return true;
    }

    @Override
    public boolean committedWithin(ShardKey key, Duration time) {
        return true;
    }
}
