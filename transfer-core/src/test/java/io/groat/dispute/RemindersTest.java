package io.groat.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which reminder of a deadline comes next. */
class RemindersTest {

    private static final Instant DEADLINE = Instant.parse("2026-02-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"P10D, P7D", "P7D, P3D", "P6D, P3D", "P3D, P1D", "PT25H, P1D", "P1D,", "PT1H,", "PT-1H,"})
    void theNextLiesAhead(Duration left, @Nullable Duration next) {
        assertThat(Reminders.USUAL.next(DEADLINE, DEADLINE.minus(left)))
                .isEqualTo(next == null ? null : DEADLINE.minus(next));
    }

    @Test
    void theyMayBeSaidInAnyOrderOrNotAtAll() {
        Reminders own = new Reminders(List.of(Duration.ofHours(1), Duration.ofHours(5)));
        assertThat(own.next(DEADLINE, DEADLINE.minus(Duration.ofDays(1))))
                .isEqualTo(DEADLINE.minus(Duration.ofHours(5)));
        assertThat(new Reminders(List.of()).next(DEADLINE, DEADLINE.minus(Duration.ofDays(1))))
                .isNull();
        assertThatThrownBy(() -> new Reminders(List.of(Duration.ZERO))).isInstanceOf(IllegalArgumentException.class);
    }
}
