package io.groat.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookTimesTest {

    private static final Instant START = Instant.parse("2026-11-28T14:00:00Z");
    private Instant now = START;
    private final LookTimes times = new LookTimes(Duration.ofMillis(500), Duration.ofSeconds(5), () -> now);

    /** The milliseconds at which it is looked, until then; it is asked every 100 ms. */
    private List<Long> looks(Duration until, boolean found, boolean others) {
        List<Long> looks = new ArrayList<>();
        for (; now.isBefore(START.plus(until)); now = now.plusMillis(100)) {
            if (times.isTime()) {
                looks.add(Duration.between(START, now).toMillis());
                times.looked(now, found, others);
            }
        }
        return looks;
    }

    @Test
    void pausesGrowWhileNothingIsFound() {
        assertThat(looks(Duration.ofSeconds(18), false, false))
                .containsExactly(0L, 1_000L, 3_000L, 7_000L, 12_000L, 17_000L);
    }

    @Test
    void whileThereIsSomethingOrOthersItIsLookedOften() {
        assertThat(looks(Duration.ofSeconds(2), true, false)).containsExactly(0L, 500L, 1_000L, 1_500L);
        assertThat(looks(Duration.ofSeconds(4), false, true)).containsExactly(2_000L, 2_500L, 3_000L, 3_500L);
    }

    @Test
    void whatIsExpectedIsLookedForWhenItIsDue() {
        looks(Duration.ofSeconds(8), false, false);
        times.expect(now.plusMillis(1_200));
        times.expect(now.plusMillis(2_700));
        times.expect(now.plus(Duration.ofHours(1)));
        assertThat(looks(Duration.ofSeconds(13), false, false)).containsExactly(9_500L, 11_000L);
    }
}
