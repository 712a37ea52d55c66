package io.groat.fraud.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {

    /** An amount of 5,000, three payments within the hour, to somebody new. */
    private static final Features FEATURES = Features.blank();

    static {
        FEATURES.set(FeatureNames.AMOUNT, 5_000);
        FEATURES.set(FeatureNames.PAYER_COUNT + 2, 3);
        FEATURES.set(FeatureNames.FIRST_TO_PAYEE, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payment.amount | 5000",
                "min(1, payment.amount / 10000) | 0.5",
                "1 + 2 * 3 - 4 / 2 | 5",
                "(1 + 2) * 3 | 9",
                "-payment.amount + 1 | -4999",
                "- - 2 | 2",
                "max(1, min(2, 3)) | 2",
                "abs(1 - 4) | 3",
                "payment.amount / 0 | 0",
                "0.25 | 0.25",
                "payer.count.1h | 3"
            })
    void reckonsNumbers(String text, double value) {
        assertThat(ExpressionParser.number(text).of(FEATURES)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payment.amount > 4999 | true",
                "payment.amount > 5000 | false",
                "payment.amount >= 5000 | true",
                "payment.amount <= 4999.5 | false",
                "payer.firstToPayee == 1 | true",
                "payer.firstToPayee != 1 | false",
                "not payer.count.1h < 3 | true",
                "payer.count.1h > 5 or payment.amount > 1 and payer.count.1h == 3 | true",
                "(payer.count.1h > 5 or payment.amount > 1) and payer.count.1h == 4 | false",
                "not (payer.count.1h > 5 or payment.amount > 1) | false",
                "payer.count.1h + 1 > 3 | true"
            })
    void judgesConditions(String text, boolean holds) {
        assertThat(ExpressionParser.condition(text).holds(FEATURES)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payer.nothing > 1 | 0 | there is no feature \"payer.nothing\"",
                "payment.amount > | 16 | something is missing at the end",
                "payment.amount | 0 | a condition is expected, not a number",
                "payment.amount > 1 > 2 | 19 | \">\" is not expected here",
                "payment.amount > 1 and 5 | 24 | a condition is expected before this, not a number",
                "(payment.amount > 1) + 1 > 0 | 23 | a number is expected before this, not a condition",
                "payment.amount > 1) | 18 | \")\" is not expected here",
                "(payment.amount > 1 | 19 | \")\" is missing",
                "payment.amount > 1 & 2 | 19 | \"&\" can't be read",
                "payment.amount > 1e9 | 17 | \"1\" can't be read",
                "sqrt(4) > 1 | 0 | there is no function \"sqrt\"",
                "min(4) > 1 | 0 | min takes 2 numbers",
                "and > 1 | 0 | \"and\" is not expected here"
            })
    void saysWhatIsWrongAndWhere(String text, int column, String message) {
        assertThatThrownBy(() -> ExpressionParser.condition(text))
                .isInstanceOfSatisfying(
                        Tokens.Malformed.class,
                        malformed -> assertThat(malformed.column()).isEqualTo(column))
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThatThrownBy(() -> ExpressionParser.number("(".repeat(10_000) + "1" + ")".repeat(10_000)))
                .hasMessage("nested too deeply");
        assertThatThrownBy(() -> ExpressionParser.number("-".repeat(10_000) + "1"))
                .hasMessage("nested too deeply");
    }
}
