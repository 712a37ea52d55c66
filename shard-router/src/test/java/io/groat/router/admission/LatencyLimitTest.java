package io.groat.router.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyLimitTest {

    private static final AdmissionSettings SETTINGS = new AdmissionSettings(Duration.ofSeconds(1), 32, 128, 2048, 64);

    private final LatencyLimit limit = new LatencyLimit(SETTINGS);

    @ParameterizedTest
    @CsvSource({
        // grown to, one that took ms, of so many, and what the limit then is
        "512,   900, 512, 513",
        "512,   900, 255, 512", // too few to tell
        "512,  1000, 512, 513",
        "512,  1001, 512, 460", // a little late: a tenth less
        "512,  2000, 512, 256", // twice as late: half
        "512, 60000, 512, 128", // never below the floor
        "2048,  900, 2048, 2048", // never above the ceiling
        "40,    900,   1, 41", // it warms with each that ends in time
        "40,   3000,  40, 13", // a router that is not warm yet does with fewer
        "40,  60000,  40, 10",
        "127,  2000, 127, 63",
        "128,  2000, 128, 128", // now it is warm
    })
    void oneThatEnds(int grown, long tookMillis, int inFlight, int after) {
        growTo(grown);
        limit.onSample(0, millis(tookMillis), inFlight, false);
        assertThat(limit.getLimit()).isEqualTo(after);
    }

    @Test
    void aColdRouterComesDownToAFewAndUpAgain() {
        for (int i = 0; i < 10; i++) {
            limit.onSample(millis(10_000L * i), millis(9_000), 40, false);
        }
        assertThat(limit.getLimit()).isEqualTo(8);

        growTo(128);
        limit.onSample(millis(200_000), millis(9_000), 128, false);
        assertThat(limit.getLimit()).isEqualTo(128);
    }

    @Test
    void manyThatWereLateTogetherAreOneStepDown() {
        growTo(1024);
        for (int i = 0; i < 1000; i++) {
            limit.onSample(millis(i / 10), millis(2000), 1000, false);
        }
        assertThat(limit.getLimit()).isEqualTo(512);

        limit.onSample(millis(2001), millis(2000), 512, false);
        assertThat(limit.getLimit()).as("one that was let in afterwards").isEqualTo(256);
    }

    @Test
    void afterAFallItComesBackSoonAndThenFeelsItsWay() {
        growTo(1024);
        limit.onSample(0, millis(2000), 1024, false);
        for (int i = 0; i < 512; i++) {
            limit.onSample(millis(3000), millis(100), 1024, false);
        }
        assertThat(limit.getLimit()).isEqualTo(512 + 512 / 8);
    }

    private void growTo(int wanted) {
        while (limit.getLimit() < wanted) {
            limit.onSample(0, millis(10), wanted, false);
        }
    }

    private static long millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }
}
