package io.groat.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeduplicationTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    /** It may send to the store in vain, but never takes for new what has come. */
    @Test
    void whatCameIsKnownOrDoubted() {
        Random random = new Random(3);
        Deduplication memory = new Deduplication(Instant.EPOCH);
        Set<Integer> came = new HashSet<>();
        for (int i = 0; i < 40_000; i++) {
            int event = Math.max(0, i - (int) Math.abs(random.nextGaussian() * 3_000));
            if (came.contains(event)) {
                assertThat(memory.knows(name(event)) || memory.mayHaveForgotten(time(event)))
                        .isTrue();
            }
            came.add(event);
            memory.remember(name(event), time(event));
        }
        assertThat(memory.mayHaveForgotten(time(40_001))).isFalse();
    }

    @Test
    void afterAStartWhatIsNoLaterThanTheLastIsDoubted() {
        Deduplication memory = new Deduplication(START);
        assertThat(memory.mayHaveForgotten(START)).isTrue();
        assertThat(memory.mayHaveForgotten(START.plusNanos(1))).isFalse();
        memory.remember("a", START.plusSeconds(5));
        assertThat(memory.latest()).isEqualTo(START.plusSeconds(5));
        assertThat(memory.mayHaveForgotten(START.plusSeconds(1))).isFalse();
    }

    private static String name(int event) {
        return "event-" + event;
    }

    /** About forty a second. */
    private static Instant time(int event) {
        return START.plusMillis(event * 25L);
    }
}
