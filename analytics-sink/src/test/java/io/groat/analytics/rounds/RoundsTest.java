package io.groat.analytics.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RoundsTest {

    private static final int MANY = 100_000;

    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void roundsThatCompleteAtOnceDoNotPileUp() throws Exception {
        run(Mono.just(Duration.ZERO));
    }

    @Test
    void roundsThatFailAtOnceDoNotPileUp() throws Exception {
        run(Mono.error(new IllegalStateException("at once")));
    }

    private void run(Mono<Duration> round) throws Exception {
        Rounds.of(
                        () -> {
                            rounds.incrementAndGet();
                            return round;
                        },
                        Duration.ZERO,
                        () -> rounds.get() < MANY)
                .toFuture()
                .get(60, TimeUnit.SECONDS);
        assertThat(rounds).hasValue(MANY);
    }
}
