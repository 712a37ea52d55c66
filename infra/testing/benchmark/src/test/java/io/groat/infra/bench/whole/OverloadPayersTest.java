package io.groat.infra.bench.whole;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadPayersTest {
    @ParameterizedTest
    @CsvSource({"2, 2", "0, 0", "'', 1", "'Wed, 21 Oct 2026 07:28:00 GMT', 1"})
    void aCallerWaitsAsItIsTold(String header, int seconds) {
        assertThat(OverloadPayers.pauseSeconds(header)).isEqualTo(seconds);
    }
}
