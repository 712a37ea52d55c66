package io.groat.analytics.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelinePartitionTest {

    private static final long AT = 1_774_000_000_000L;

    @Test
    void paymentsOfTenSecondsStandInAFewPlaces() {
        Set<TimelinePartition> places = IntStream.range(0, 10_000)
                .mapToObj(milli -> TimelinePartition.of(payment(AT + milli)))
                .collect(Collectors.toSet());
        assertThat(places).hasSize(4).allMatch(place -> place.slot() == AT / 10_000);
        assertThat(TimelinePartition.of(payment(AT + 10_000)).slot()).isEqualTo(AT / 10_000 + 1);
    }

    /** Rows depend on it. */
    @Test
    void aPlaceStaysWhereItIs() {
        assertThat(TimelinePartition.of("019d3a1c-5e00-7abc-8def-0123456789ab"))
                .isEqualTo(new TimelinePartition(177_479_643L, (byte) 0));
        assertThat(TimelinePartition.of("user:alice")).isEqualTo(new TimelinePartition(-2551, (byte) 0));
    }

    @Test
    void whatHasNoTimeHasAPlaceBelowZero() {
        assertThat(Stream.of(
                        "user:alice",
                        "user:bob",
                        UUID.nameUUIDFromBytes(new byte[1]).toString(),
                        "",
                        "zzzzzzzz-zzzz-7zzz-zzzz-zzzzzzzzzzzz"))
                .allMatch(subject -> TimelinePartition.of(subject).slot() < 0
                        && TimelinePartition.of(subject).slot() >= -4_096
                        && TimelinePartition.of(subject).equals(TimelinePartition.of(subject)));
    }

    private static String payment(long millis) {
        return new UUID(
                        (millis << 16) | 0x7000 | ((millis * 31) & 0xfff),
                        Long.MIN_VALUE | ((millis * 0x9E3779B97F4A7C15L) >>> 2))
                .toString();
    }
}
