package io.groat.router.auth.lockout;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.router.redis.TestRedis;
import io.groat.web.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

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
    void ofAnyNumberOfTriesAtOnceFiveAreMade() {
        List<Duration> answers = Objects.requireNonNull(Flux.range(0, 100)
                .flatMap(number -> lockout.begin(subject), 100)
                .collectList()
                .block());

        assertThat(answers).filteredOn(FREE::equals).hasSize(5);
        assertThat(lockout.remaining(subject).block()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
    }

    @Test
    void aRightTryIsNoFailureButForgetsNone() {
        fail(4);
        begin();
        assertThat(lockout.remaining(subject).block()).isPositive();
        lockout.takeBack(subject).block();

        assertThat(lockout.remaining(subject).block()).isZero();
        fail(1);
        assertThat(lockout.begin(subject).block()).isPositive();
    }

    @Test
    void everyFurtherFailureLocksTwiceAsLong() {
        Lockout quick = lockout(Duration.ofMillis(100));
        fail(quick, 5);
        for (long wanted : new long[] {200, 400, 400}) {
            await().atMost(PATIENCE)
                    .until(() -> FREE.equals(quick.begin(subject).block()));
            assertThat(Objects.requireNonNull(quick.remaining(subject).block()).toMillis())
                    .isBetween(wanted / 2, wanted);
        }
    }

    @Test
    void whoHasProvenEverythingStartsAnew() {
        fail(5);
        lockout.forget(subject).block();

        assertThat(begin()).isZero();
        assertThat(begin()).isZero();
    }

    @Test
    void oneSubjectDoesNotLockAnother() {
        fail(5);
        assertThat(lockout.begin(LockSubject.ofUser("another")).block()).isZero();
        lockout.forget(LockSubject.ofUser("another")).block();
    }

    private void fail(int times) {
        fail(lockout, times);
    }

    private void fail(Lockout counting, int times) {
        for (int time = 0; time < times; time++) {
            assertThat(counting.begin(subject).block()).isZero();
        }
    }

    private Duration begin() {
        return Objects.requireNonNull(lockout.begin(subject).block());
    }

    private Lockout lockout(Duration first) {
        return new Lockout(redis, new LockoutSettings(5, first, first.multipliedBy(4), Duration.ofHours(1)));
    }
}
