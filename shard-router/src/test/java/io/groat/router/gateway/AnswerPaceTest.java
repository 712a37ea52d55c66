package io.groat.router.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswerPaceTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AnswerPace pace = new AnswerPace(now::get);

    @Test
    void nothingYieldsWhileAnswersAreQuick() {
        assertThat(pace.rest()).isZero();
        took(100, 5);
        assertThat(pace.rest()).isZero();
    }

    @Test
    void theSlowerAnswersAreTheLongerWorkWaitsUpToALimit() {
        took(200, 30);
        Duration some = pace.rest();
        assertThat(some).isBetween(Duration.ofMillis(110), Duration.ofMillis(120));
        took(200, 60);
        assertThat(pace.rest()).isGreaterThan(some);
        took(200, 5_000);
        assertThat(pace.rest()).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void oneSlowAnswerAmongManyIsNoReason() {
        took(100, 2);
        took(1, 100);
        assertThat(pace.rest()).isZero();
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        took(200, 5_000);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(pace.rest()).isZero();
        took(1, 2);
        assertThat(pace.rest()).isZero();
    }

    private void took(int times, long millis) {
        for (int i = 0; i < times; i++) {
            now.addAndGet(1_000_000);
            pace.took(Duration.ofMillis(millis).toNanos());
        }
    }
}
