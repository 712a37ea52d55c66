package io.groat.router.auth.lockout;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.router.auth.lockout.Lockout.Begun;
import io.groat.router.redis.TestRedis;
import io.groat.web.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class LockoutIT {

    private static final Duration FREE = Duration.ZERO;

    private final RedisLink redis = TestRedis.connect();
    private final Lockout lockout = lockout(Duration.ofSeconds(30));
    private final LockSubject subject = LockSubject.ofUser("user-" + UUID.randomUUID());

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void ofAnyNumberOfGuessesAtOnceFiveAreMade() {
        AtomicInteger made = new AtomicInteger();

        List<Boolean> locked = Objects.requireNonNull(Flux.range(0, 100)
                .flatMap(
                        number -> lockout.begin(subject)
                                .flatMap(begun -> begun instanceof Begun.Try one
                                        ? lockout.end(subject, one, true).thenReturn(made.incrementAndGet() < 0)
                                        : Mono.just(true)),
                        100)
                .collectList()
                .block());

        assertThat(made).hasValue(5);
        assertThat(locked).filteredOn(one -> one).hasSize(95);
        assertThat(lockout.remaining(subject).block()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    }

    @Test
    void ofAnyNumberOfRightTriesAtOnceAllAreMadeAndNoneLocks() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        List<Begun> made = Objects.requireNonNull(Flux.range(0, 40)
                .flatMap(
                        number -> lockout.begin(subject)
                                .doOnNext(begun -> most.accumulateAndGet(underWay.incrementAndGet(), Math::max))
                                .delayElement(Duration.ofMillis(5))
                                .doOnNext(begun -> underWay.decrementAndGet())
                                .flatMap(begun -> lockout.end(subject, (Begun.Try) begun, false)
                                        .thenReturn(begun)),
                        40)
                .collectList()
                .block());

        assertThat(made).hasSize(40);
        assertThat(most).hasValueLessThanOrEqualTo(5);
        assertThat(lockout.remaining(subject).block()).isZero();
    }

    @Test
    void aTryUnderWayLocksNobodyAndHoldsItsPlace() {
        fail(4);
        Begun.Try fifth = begin();
        assertThat(lockout.remaining(subject).block()).isZero();

        Mono<Begun> sixth = lockout.begin(subject).cache();
        assertThat(sixth.timeout(Duration.ofMillis(100), Mono.empty()).blockOptional())
                .isEmpty();
        lockout.end(subject, fifth, true).block();
        assertThat(sixth.block()).isInstanceOf(Begun.Locked.class);
    }

    @Test
    void aRightTryIsNoFailureButForgetsNone() {
        fail(4);
        lockout.end(subject, begin(), false).block();

        assertThat(lockout.remaining(subject).block()).isZero();
        fail(1);
        assertThat(lockout.begin(subject).block()).isInstanceOf(Begun.Locked.class);
    }

    @Test
    void everyFurtherFailureLocksTwiceAsLong() {
        Lockout quick = lockout(Duration.ofMillis(100));
        fail(quick, 5);
        for (long wanted : new long[] {200, 400, 400}) {
            await().atMost(PATIENCE)
                    .until(() -> FREE.equals(quick.remaining(subject).block()));
            fail(quick, 1);
            assertThat(Objects.requireNonNull(quick.remaining(subject).block()).toMillis())
                    .isBetween(wanted / 2, wanted);
        }
    }

    @Test
    void whoHasProvenEverythingStartsAnew() {
        fail(5);
        lockout.forget(subject).block();

        fail(2);
        assertThat(lockout.remaining(subject).block()).isZero();
    }

    @Test
    void oneSubjectDoesNotLockAnother() {
        fail(5);
        LockSubject another = LockSubject.ofUser("another-" + UUID.randomUUID());
        assertThat(lockout.begin(another).block()).isInstanceOf(Begun.Try.class);
    }

    private void fail(int times) {
        fail(lockout, times);
    }

    private void fail(Lockout counting, int times) {
        for (int time = 0; time < times; time++) {
            Begun.Try begun =
                    (Begun.Try) Objects.requireNonNull(counting.begin(subject).block());
            counting.end(subject, begun, true).block();
        }
    }

    private Begun.Try begin() {
        return (Begun.Try) Objects.requireNonNull(lockout.begin(subject).block());
    }

    private Lockout lockout(Duration first) {
        return new Lockout(redis, new LockoutSettings(5, first, first.multipliedBy(4), Duration.ofHours(1)));
    }
}
