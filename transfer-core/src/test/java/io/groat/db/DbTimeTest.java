package io.groat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DbTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02 03:04:05.000000",
        "2026-01-02T03:04:05.000006Z, 2026-01-02 03:04:05.000006",
        "2026-12-31T23:59:59.999999999Z, 2026-12-31 23:59:59.999999",
        "2024-02-29T00:00:00.5Z, 2024-02-29 00:00:00.500000",
        "1970-01-01T00:00:00Z, 1970-01-01 00:00:00.000000"
    })
    void isUtcWithMicrosecondsCutNotRounded(Instant time, String text) {
        assertThat(DbTime.format(time)).isEqualTo(text);
        assertThat(DbTime.fromDb(DbTime.toDb(time))).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
    }

    @Property
    void aTimeInMicrosecondsComesBack(@ForAll Instant any) {
        Instant time = any.truncatedTo(ChronoUnit.MICROS);

        assertThat(DbTime.fromDb(DbTime.toDb(time))).isEqualTo(time);
    }
}
