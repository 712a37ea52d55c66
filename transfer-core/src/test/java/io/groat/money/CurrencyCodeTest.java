package io.groat.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyCodeTest {

    @ParameterizedTest
    @CsvSource({"EUR, 2", "USD, 2", "JPY, 0", "KWD, 3", "CLF, 4"})
    void hasMinorDigits(String code, int digits) {
        assertThat(CurrencyCode.of(code))
                .isEqualTo(new CurrencyCode(code, digits))
                .hasToString(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "XAU", "XXX", "XTS", "ZZZ", " EUR", "E\u00dcR"})
    void canNotBePaidIn(String code) {
        assertThat(CurrencyCode.find(code)).isEmpty();
        assertThatThrownBy(() -> CurrencyCode.of(code)).hasMessage("unknown currency " + code);
    }
}
