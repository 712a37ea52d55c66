package io.groat.router.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.groat.account.AccountStatus;
import io.groat.posting.AccountAnswer;
import io.groat.posting.ChangeStatus;
import io.groat.posting.Command;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.saga.ShardGateway;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class GuardedShardsTest {

    private static final GuardSettings SETTINGS = new GuardSettings(4, 50, Duration.ofSeconds(1), 2, 2);

    /** Lanes that refuse everything with one refusal, or don't know how to answer. */
    private static final class Lanes implements ShardGateway {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile @Nullable Refusal refusal;

        @Override
        public <R> Mono<R> submit(int shard, Command<R> command) {
            return Mono.defer(() -> {
                asked.incrementAndGet();
                Refusal now = refusal;
                return now == null ? Mono.empty() : Mono.error(new RefusedException(now));
            });
        }
    }

    private final Lanes lanes = new Lanes();
    private final GuardedShards guarded = new GuardedShards(lanes, 2, SETTINGS, CircuitBreakerRegistry.ofDefaults());
    private final GuardedReads reads = new GuardedReads(guarded, 2, SETTINGS, BulkheadRegistry.ofDefaults());

    @Test
    void leavesAloneAShardThatFailsAndTriesItAgain() {
        lanes.refusal = Refusal.SHARD_UNAVAILABLE;
        for (int i = 0; i < 10; i++) {
            assertThat(submit(1)).isEqualTo(Refusal.SHARD_UNAVAILABLE);
        }

        assertThat(lanes.asked).hasValue(4);
        assertThat(guarded.state(0)).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(outcome(reads.of(1, Mono.just("read")))).isEqualTo(Refusal.SHARD_UNAVAILABLE);
        assertThat(outcome(reads.of(0, Mono.just("read")))).isNull();

        lanes.refusal = null;
        await().until(() -> guarded.state(1) == CircuitBreaker.State.HALF_OPEN);
        submit(1);
        submit(1);
        assertThat(guarded.state(1)).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void takesABusyShardAndARefusedRequestForAnswers() {
        for (Refusal refusal : new Refusal[] {Refusal.SHARD_BUSY, Refusal.ACCOUNT_NOT_FOUND}) {
            lanes.refusal = refusal;
            for (int i = 0; i < 10; i++) {
                assertThat(submit(0)).isEqualTo(refusal);
            }
        }

        assertThat(lanes.asked).hasValue(20);
        assertThat(guarded.state(0)).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    /** A busy machine is slow; only a shard that is away is left alone. */
    @Test
    void takesWhatWasTooSlowForNoOutage() {
        GuardedShards slow = new GuardedShards(
                new ShardGateway() {
                    @Override
                    public <R> Mono<R> submit(int shard, Command<R> command) {
                        return Mono.error(new TimeoutException("too slow"));
                    }
                },
                2,
                SETTINGS,
                CircuitBreakerRegistry.ofDefaults());
        for (int i = 0; i < 10; i++) {
            slow.submit(0, new ChangeStatus(new UUID(0, 0), AccountStatus.OPEN))
                    .onErrorComplete()
                    .block(Duration.ofSeconds(5));
        }
        assertThat(slow.state(0)).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void boundsHowManyReadAShardAtOnce() {
        Sinks.One<String> slow = Sinks.one();
        var first = reads.of(0, slow.asMono()).toFuture();
        var second = reads.of(0, slow.asMono()).toFuture();

        assertThat(outcome(reads.of(0, Mono.just("read")))).isEqualTo(Refusal.SHARD_BUSY);
        assertThat(outcome(reads.ofAll(Mono.just("read")))).isEqualTo(Refusal.SHARD_BUSY);
        assertThat(outcome(reads.of(1, Mono.just("read")))).isNull();

        slow.tryEmitValue("done");
        assertThat(first).isCompletedWithValue("done");
        assertThat(second).isCompletedWithValue("done");
        assertThat(outcome(reads.ofAll(Mono.just("read")))).isNull();
    }

    private @Nullable Refusal submit(int shard) {
        Mono<AccountAnswer> answer = guarded.submit(shard, new ChangeStatus(new UUID(0, 0), AccountStatus.OPEN));
        return outcome(answer);
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
