package io.groat.infra.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void theMedianStandsInTheMiddle() {
        assertThat(Statistics.median(List.of(5.0))).isEqualTo(5);
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Statistics.median(List.of(4.0, 100.0, 2.0, 1.0))).isEqualTo(3);
        assertThatThrownBy(() -> Statistics.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRatioToNothingIsNoNumber() {
        assertThat(Statistics.ratio(9, 2)).isEqualTo(4.5);
        assertThat(Statistics.ratio(9, 0)).isNaN();
        assertThat(Statistics.ratio(9, Double.NaN)).isNaN();
    }
}
