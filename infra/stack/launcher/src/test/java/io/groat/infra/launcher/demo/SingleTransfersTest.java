package io.groat.infra.launcher.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = SECONDS)
class SingleTransfersTest {
    private static final int MANY = 100_000;

    @Test
    void manyThatCompleteAtOnceAreEachDoneOnce() {
        AtomicInteger done = new AtomicInteger();
        SingleTransfers.inParallel(8, MANY, index -> done.incrementAndGet());
        assertThat(done).hasValue(MANY);
    }

    @Test
    void theFirstThatFailsEndsItForAll() {
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> SingleTransfers.inParallel(8, MANY, index -> {
                    begun.incrementAndGet();
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(begun.get()).isBetween(1, 8);
    }
}
