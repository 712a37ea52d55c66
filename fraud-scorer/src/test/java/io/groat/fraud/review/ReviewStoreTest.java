package io.groat.fraud.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.fraud.review.ReviewStore.Attempt;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ReviewStoreTest {

    private static final int MANY = 100_000;

    @Test
    void racesLostOneAfterTheOtherAtOnceAreALoop() {
        AtomicInteger attempts = new AtomicInteger();
        Mono<Attempt> lostManyTimes =
                Mono.fromSupplier(() -> attempts.incrementAndGet() <= MANY ? Attempt.LOST : Attempt.NOTHING_TO_DO);

        assertThat(ReviewStore.untilDecided(lostManyTimes).blockOptional(Duration.ofMinutes(1)))
                .isEmpty();

        assertThat(attempts).hasValue(MANY + 1);
    }

    @Test
    void whatFailsIsNotTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        Mono<Attempt> fails = Mono.fromSupplier(() -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("away");
        });

        assertThat(ReviewStore.untilDecided(fails)
                        .map(review -> "decided")
                        .onErrorReturn("failed")
                        .blockOptional(Duration.ofMinutes(1)))
                .contains("failed");

        assertThat(attempts).hasValue(1);
    }
}
