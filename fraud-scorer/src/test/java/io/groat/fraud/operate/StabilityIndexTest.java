package io.groat.fraud.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StabilityIndexTest {

    /** Reckoned by hand. An empty bin counts as a share of 0.0001. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5 0.5        | 50 50    | 0",
                "0.5 0.5        | 5 5      | 0",
                "0.5 0.5        | 60 40    | 0.040546511",
                "0.25 0.75      | 75 25    | 1.098612289",
                "0.1 0.2 0.7    | 10 20 70 | 0",
                "0.1 0.2 0.7    | 20 20 60 | 0.084729786",
                "1 0            | 100 0    | 0",
                "1 0            | 0 100    | 18.418839",
                "0.5 0.5        | 100 0    | 4.604318",
                "0.4 0.6        | 0 0      | 0",
            })
    void itIsAsReckonedByHand(String expected, String counts, double index) {
        List<Double> shares =
                Stream.of(expected.split(" ", -1)).map(Double::valueOf).toList();
        List<Long> many = Stream.of(counts.split(" ", -1)).map(Long::valueOf).toList();
        assertThat(StabilityIndex.of(shares, many)).isCloseTo(index, offset(1e-6));
    }

    @Test
    void whatDoesNotFitIsAnError() {
        assertThatThrownBy(() -> StabilityIndex.of(List.of(1.0), List.of(1L, 2L)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
