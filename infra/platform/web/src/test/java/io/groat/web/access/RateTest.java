package io.groat.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({"600/m, 600, PT1M", "5/15m, 5, PT15M", "1/s, 1, PT1S", "100/24h, 100, PT24H", "7/d, 7, P1D"})
    void readsWhatPeopleWrite(String text, int permits, Duration period) {
        assertThat(Rate.parse(text)).isEqualTo(Rate.of(permits, period));
    }

    @Test
    void knowsNoLimit() {
        assertThat(Rate.parse("unlimited").isUnlimited()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "600", "0/m", "-1/m", "5/0s", "5/w", "many"})
    void refusesTheRest(String text) {
        assertThatThrownBy(() -> Rate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
