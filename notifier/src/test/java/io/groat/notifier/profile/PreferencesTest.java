package io.groat.notifier.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferencesTest {

    /** In Berlin; once a day, also where clocks show its time twice or not at all. */
    @ParameterizedTest
    @CsvSource({
        "18:00, 2026-11-21T16:59:59Z, 2026-11-21, 2026-11-21T17:00:00Z",
        "18:00, 2026-11-21T17:00:00Z, 2026-11-22, 2026-11-22T17:00:00Z",
        "02:30, 2026-03-29T00:30:00Z, 2026-03-29, 2026-03-29T01:00:00Z",
        "02:30, 2026-03-29T01:00:00Z, 2026-03-30, 2026-03-30T00:30:00Z",
        "02:30, 2026-10-25T00:10:00Z, 2026-10-25, 2026-10-25T00:30:00Z",
        "02:30, 2026-10-25T01:10:00Z, 2026-10-26, 2026-10-26T01:30:00Z",
        "00:00, 2026-11-21T22:59:59Z, 2026-11-22, 2026-11-21T23:00:00Z"
    })
    void aSummaryComesOnceADay(LocalTime at, Instant now, LocalDate day, Instant due) {
        Preferences wishes = new Preferences("en", ZoneId.of("Europe/Berlin"), null, Map.of(), Map.of(), at);
        assertThat(wishes.nextDigestDay(now)).isEqualTo(day);
        assertThat(wishes.digestOf(day)).isEqualTo(due);
    }
}
