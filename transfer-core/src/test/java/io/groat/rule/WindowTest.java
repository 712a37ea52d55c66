package io.groat.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    window      | zone                | time                      | from                      | to
                    hour        | UTC                 | 2026-03-04T10:59:59.999Z  | 2026-03-04T10:00:00Z      | 2026-03-04T11:00:00Z
                    hour        | Asia/Kolkata        | 2026-03-04T10:59:59Z      | 2026-03-04T10:30:00Z      | 2026-03-04T11:30:00Z
                    hour        | Europe/Berlin       | 2026-03-29T02:59:59+02:00 | 2026-03-29T02:00:00+02:00 | 2026-03-29T03:00:00+02:00
                    hour        | Europe/Berlin       | 2026-10-25T02:30:00+02:00 | 2026-10-25T02:00:00+02:00 | 2026-10-25T02:00:00+01:00
                    hour        | Europe/Berlin       | 2026-10-25T02:30:00+01:00 | 2026-10-25T02:00:00+01:00 | 2026-10-25T03:00:00+01:00
                    day         | UTC                 | 2026-03-04T00:00:00Z      | 2026-03-04T00:00:00Z      | 2026-03-05T00:00:00Z
                    day         | UTC                 | 2026-03-03T23:59:59.999Z  | 2026-03-03T00:00:00Z      | 2026-03-04T00:00:00Z
                    day         | Asia/Tokyo          | 2026-03-03T15:00:00Z      | 2026-03-04T00:00:00+09:00 | 2026-03-05T00:00:00+09:00
                    day         | Europe/Berlin       | 2026-03-29T12:00:00+02:00 | 2026-03-29T00:00:00+01:00 | 2026-03-30T00:00:00+02:00
                    day         | Europe/Berlin       | 2026-10-25T12:00:00+01:00 | 2026-10-25T00:00:00+02:00 | 2026-10-26T00:00:00+01:00
                    day         | America/Sao_Paulo   | 2018-11-04T12:00:00-02:00 | 2018-11-04T01:00:00-02:00 | 2018-11-05T00:00:00-02:00
                    week        | UTC                 | 2026-03-01T23:59:59Z      | 2026-02-23T00:00:00Z      | 2026-03-02T00:00:00Z
                    week        | UTC                 | 2026-03-02T00:00:00Z      | 2026-03-02T00:00:00Z      | 2026-03-09T00:00:00Z
                    week        | America/New_York    | 2026-03-08T12:00:00-04:00 | 2026-03-02T00:00:00-05:00 | 2026-03-09T00:00:00-04:00
                    month       | UTC                 | 2028-02-29T23:59:59Z      | 2028-02-01T00:00:00Z      | 2028-03-01T00:00:00Z
                    month       | UTC                 | 2026-12-31T23:59:59Z      | 2026-12-01T00:00:00Z      | 2027-01-01T00:00:00Z
                    month       | Pacific/Auckland    | 2026-03-31T10:59:59Z      | 2026-03-01T00:00:00+13:00 | 2026-04-01T00:00:00+13:00
                    month       | Europe/Berlin       | 2026-10-31T12:00:00+01:00 | 2026-10-01T00:00:00+02:00 | 2026-11-01T00:00:00+01:00
                    rolling-24h | UTC                 | 2026-03-04T10:09:59Z      | 2026-03-04T10:00:00Z      | 2026-03-05T10:10:00Z
                    rolling-24h | Europe/Berlin       | 2026-03-28T20:00:00Z      | 2026-03-28T20:00:00Z      | 2026-03-29T20:10:00Z
                    rolling-30d | UTC                 | 2026-03-04T11:59:59Z      | 2026-03-04T06:00:00Z      | 2026-04-03T12:00:00Z
                    """)
    void countsInThatPeriod(String window, String zone, String time, String from, String to) {
        Period period = Window.find(window).orElseThrow().periodOf(at(time), ZoneId.of(zone));

        assertThat(period).isEqualTo(new Period(at(from), at(to)));
    }

    /** Whatever clocks do, be it by half an hour, each moment is in its own period; days and what is longer have one start. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"})
    void everyMomentIsInItsPeriod(String name) {
        ZoneId zone = ZoneId.of(name);
        for (Window window : Window.values()) {
            if (window == Window.TRANSACTION) {
                continue;
            }
            Instant time = at("2011-12-20T00:00:00Z");
            for (int step = 0; step < 2_000; step++) {
                Period period = window.periodOf(time, zone);
                assertThat(time).isAfterOrEqualTo(period.start()).isBefore(period.end());
                if (window != Window.HOUR) {
                    assertThat(window.periodOf(period.start(), zone)).isEqualTo(period);
                }
                time = time.plus(Duration.ofMinutes(1_117));
            }
        }
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
