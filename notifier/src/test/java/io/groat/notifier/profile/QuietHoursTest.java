package io.groat.notifier.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    /** In Berlin, over the nights in which clocks go forward (29 March 2026) and back (25 October) among others. */
    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-11-21T20:59:59Z, 2026-11-21T20:59:59Z",
        "22:00, 07:00, 2026-11-21T21:00:00Z, 2026-11-22T06:00:00Z",
        "22:00, 07:00, 2026-11-22T05:59:59Z, 2026-11-22T06:00:00Z",
        "22:00, 07:00, 2026-11-22T06:00:00Z, 2026-11-22T06:00:00Z",
        "12:00, 13:00, 2026-11-21T11:30:00Z, 2026-11-21T12:00:00Z",
        "12:00, 13:00, 2026-11-21T12:00:00Z, 2026-11-21T12:00:00Z",
        "22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
        "01:00, 02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
        "01:00, 02:30, 2026-10-25T00:10:00Z, 2026-10-25T00:30:00Z",
        "01:00, 02:30, 2026-10-25T00:40:00Z, 2026-10-25T00:40:00Z",
        "01:00, 02:30, 2026-10-25T01:10:00Z, 2026-10-25T01:30:00Z",
        "01:00, 02:30, 2026-10-25T01:40:00Z, 2026-10-25T01:40:00Z",
        "22:00, 02:30, 2026-10-24T21:00:00Z, 2026-10-25T00:30:00Z"
    })
    void endWhenTheyEndWhereTheUserIs(LocalTime from, LocalTime to, Instant at, Instant after) {
        assertThat(new QuietHours(from, to).after(at, ZoneId.of("Europe/Berlin")))
                .isEqualTo(after);
    }
}
