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

    /** Of the past, of funds, of units of account: what there is can be read, nothing new is opened. */
    @ParameterizedTest
    @ValueSource(strings = {"DEM", "HRK", "CHE", "CHW", "USN", "CLF", "COU", "MXV", "BOV", "UYI", "ANG", "ZWL"})
    void isNotMoneyOfToday(String code) {
        assertThat(CurrencyCode.inUse(code)).isEmpty();
        assertThat(CurrencyCode.find(code)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XTS", "XAU", "XDR", "XSU", "XUA", "ZZZ", "eur", ""})
    void neverWasMoney(String code) {
        assertThat(CurrencyCode.inUse(code)).isEmpty();
        assertThat(CurrencyCode.find(code)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"EUR, 2", "JPY, 0", "KWD, 3", "XCG, 2", "ZWG, 2", "SLE, 2", "VED, 2", "XOF, 0", "ISK, 0"})
    void isMoneyOfToday(String code, int digits) {
        assertThat(CurrencyCode.inUse(code)).contains(new CurrencyCode(code, digits));
        assertThat(CurrencyCode.find(code)).contains(new CurrencyCode(code, digits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "XAU", "XXX", "XTS", "ZZZ", " EUR", "E\u00dcR"})
    void canNotBePaidIn(String code) {
        assertThat(CurrencyCode.find(code)).isEmpty();
        assertThatThrownBy(() -> CurrencyCode.of(code)).hasMessage("unknown currency " + code);
    }
}
