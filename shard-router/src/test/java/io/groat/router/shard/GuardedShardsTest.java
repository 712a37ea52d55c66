package io.groat.router.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.groat.account.AccountStatus;
import io.groat.posting.ChangeStatus;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class GuardedShardsTest {

    private static final GuardSettings SETTINGS = new GuardSettings(4, 50, Duration.ofSeconds(1), 2, 2);

    private final FakeGateway shards = new FakeGateway();
    private final GuardedShards guarded =
            new GuardedShards(shards, SETTINGS, CircuitBreakerRegistry.ofDefaults(), BulkheadRegistry.ofDefaults());

    @Test
    void leavesAloneAShardThatFailsAndTriesItAgain() {
        shards.refusesCommands(new RefusedException(Refusal.SHARD_UNAVAILABLE));
        for (int i = 0; i < 10; i++) {
            assertThat(submit(1)).isEqualTo(Refusal.SHARD_UNAVAILABLE);
        }

        assertThat(shards.commands()).isEqualTo(4);
        assertThat(guarded.state(0)).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(outcome(read(1, Mono.just("read")))).isEqualTo(Refusal.SHARD_UNAVAILABLE);
        assertThat(outcome(read(0, Mono.just("read")))).isNull();

        shards.refusesCommands(null);
        await().until(() -> guarded.state(1) == CircuitBreaker.State.HALF_OPEN);
        submit(1);
        submit(1);
        assertThat(guarded.state(1)).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void takesABusyShardAndARefusedRequestForAnswers() {
        for (Refusal refusal : new Refusal[] {Refusal.SHARD_BUSY, Refusal.ACCOUNT_NOT_FOUND}) {
            shards.refusesCommands(new RefusedException(refusal));
            for (int i = 0; i < 10; i++) {
                assertThat(submit(0)).isEqualTo(refusal);
            }
        }

        assertThat(shards.commands()).isEqualTo(20);
        assertThat(guarded.state(0)).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    /** A busy machine is slow; only a shard that is away is left alone. */
    @Test
    void takesWhatWasTooSlowForNoOutage() {
        shards.refusesCommands(new TimeoutException("too slow"));
        for (int i = 0; i < 10; i++) {
            guarded.submit(command(0)).onErrorComplete().block(Duration.ofSeconds(5));
        }
        assertThat(guarded.state(0)).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    /** A read that fails, however often and however, is no reason to stop payments. */
    @Test
    void readsDoNotMoveTheBreaker() {
        for (int i = 0; i < 10; i++) {
            assertThat(outcome(read(0, Mono.error(new RefusedException(Refusal.SHARD_UNAVAILABLE)))))
                    .isEqualTo(Refusal.SHARD_UNAVAILABLE);
        }
        assertThat(guarded.state(0)).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void boundsHowManyReadAShardAtOnce() {
        Sinks.One<String> slow = Sinks.one();
        var first = read(0, slow.asMono()).toFuture();
        var second = read(0, slow.asMono()).toFuture();

        assertThat(outcome(read(0, Mono.just("read")))).isEqualTo(Refusal.SHARD_BUSY);
        assertThat(outcome(guarded.onAll(shard -> Mono.just("read")).then())).isEqualTo(Refusal.SHARD_BUSY);
        assertThat(outcome(read(1, Mono.just("read")))).isNull();

        slow.tryEmitValue("done");
        assertThat(first).isCompletedWithValue("done");
        assertThat(second).isCompletedWithValue("done");
        assertThat(outcome(guarded.onAll(shard -> Mono.just("read")).then())).isNull();
    }

    private @Nullable Refusal submit(int shard) {
        return outcome(guarded.submit(command(shard)));
    }

    /** For an account of slot {@code shard}, which the first map sends to the shard of that number. */
    private static ChangeStatus command(int shard) {
        return new ChangeStatus(SlottedId.create(SlottedId.Kind.ACCOUNT, shard, Instant.EPOCH), AccountStatus.OPEN);
    }

    private <T> Mono<T> read(int shard, Mono<T> read) {
        return guarded.on(ShardKey.ofShard(shard), up -> read);
    }

    private static @Nullable Refusal outcome(Mono<?> mono) {
        try {
            mono.block(Duration.ofSeconds(5));
            return null;
        } catch (RefusedException refused) {
            return refused.refused().refusal();
        }
    }
}
