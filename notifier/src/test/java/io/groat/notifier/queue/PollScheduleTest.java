package io.groat.notifier.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final Instant START = Instant.parse("2026-11-28T14:00:00Z");
    private Instant now = START;
    private final PollSchedule times = new PollSchedule(Duration.ofMillis(500), Duration.ofSeconds(5), () -> now);

    /** The milliseconds at which it polls, until then; it is asked every 100 ms. */
    private List<Long> polls(Duration until, boolean found, boolean others) {
        List<Long> polls = new ArrayList<>();
        for (; now.isBefore(START.plus(until)); now = now.plusMillis(100)) {
            if (times.isTime()) {
                polls.add(Duration.between(START, now).toMillis());
                times.polled(now, found, others);
            }
        }
        return polls;
    }

    @Test
    void pausesGrowWhileNothingIsFound() {
        assertThat(polls(Duration.ofSeconds(18), false, false))
                .containsExactly(0L, 1_000L, 3_000L, 7_000L, 12_000L, 17_000L);
    }

    @Test
    void whileThereIsSomethingOrOthersItIsLookedOften() {
        assertThat(polls(Duration.ofSeconds(2), true, false)).containsExactly(0L, 500L, 1_000L, 1_500L);
        assertThat(polls(Duration.ofSeconds(4), false, true)).containsExactly(2_000L, 2_500L, 3_000L, 3_500L);
    }

    @Test
    void whatIsExpectedIsLookedForWhenItIsDue() {
        polls(Duration.ofSeconds(8), false, false);
        times.expect(now.plusMillis(1_200));
        times.expect(now.plusMillis(2_700));
        times.expect(now.plus(Duration.ofHours(1)));
        assertThat(polls(Duration.ofSeconds(13), false, false)).containsExactly(9_500L, 11_000L);
    }
}
