package io.groat.fraud.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {

    private static final String HEAD = "thresholds: {review: 0.7, block: 0.95}\nrules:\n";
    private static final String LINEAR = """
              - name: amount-linear
                code: AMOUNT
                text: "{payment.amount} in one payment"
                weight: min(1, payment.amount / 10000)
            """;

    @ParameterizedTest
    @CsvSource({
        "0, 0, allow",
        "0.01, 0.000001, allow",
        "5000, 0.5, allow",
        "6999.99, 0.699999, allow",
        "7000, 0.7, review",
        "9499.99, 0.949999, review",
        "9500, 0.95, block",
        "10000, 1, block",
        "1000000, 1, block"
    })
    void theAmountAloneDecidesByTheThresholds(double amount, double score, FraudDecision decision) {
        RuleSet.Judgement judged = RuleSet.parse(3, HEAD + LINEAR).judge(amount(amount));
        assertThat(judged.score()).isEqualTo(score);
        assertThat(judged.decision()).isEqualTo(decision);
    }

    @Test
    void reasonsAddUpTheWeightiestFirst() {
        RuleSet ruleSet = RuleSet.parse(1, HEAD + LINEAR + """
                  - {name: new, code: NEW_PAYEE, text: new payee, when: payer.firstToPayee == 1, weight: 0.3}
                  - {name: old, code: OLD, text: old account, when: payer.accountAgeDays > 100, weight: -0.1}
                """);
        Features features = amount(2_000);
        features.set(FeatureNames.FIRST_TO_PAYEE, 1);
        features.set(FeatureNames.ACCOUNT_AGE_DAYS, 200);
        RuleSet.Judgement judged = ruleSet.judge(features);
        assertThat(judged.score()).isEqualTo(0.4);
        assertThat(judged.reasons())
                .containsExactly(
                        new FraudReason("NEW_PAYEE", 0.3, "new payee"),
                        new FraudReason("AMOUNT", 0.2, "2000 in one payment"),
                        new FraudReason("OLD", -0.1, "old account"));
    }

    @Test
    void theRulesThatAreDeliveredCanBeUsed() throws IOException {
        try (InputStream file = RuleSetTest.class.getResourceAsStream("/rules.yaml")) {
            RuleSet ruleSet =
                    RuleSet.parse(1, new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
            assertThat(ruleSet.rules()).extracting(Rule::name).startsWith("amount-linear");
            assertThat(ruleSet.judge(amount(7_500)).score()).isEqualTo(0.75);
        }
    }

    /** The delivered ones: how much first top-ups that go out at once weigh, and that nobody else is weighed by them. */
    @ParameterizedTest
    @CsvSource({
        "1000, 600,     0.9,  1, 30,  0, 0.3",
        "1000, 600,     0.9,  0, 30,  0, 0.1",
        "1000, 600,     0.5,  1, 30,  0, 0.1",
        "1000, 3600,    0.9,  1, 30,  0, 0.1",
        "1000, 600000,  0.9,  1, 0.2, 0, 0.25",
        "1000, 600000,  0.9,  1, 2,   0, 0.1",
        "1000, 600000,  0.1,  1, 30,  5, 0.3",
        "1000, 2592000, 0,    1, 30,  9, 0.1",
        "50,   600,     1,    1, 0.1, 9, 0.005"
    })
    void topUpsThatGoOutWeighLittle(
            double amount, double first, double out, double stranger, double known, double failures, double score)
            throws IOException {
        try (InputStream file = RuleSetTest.class.getResourceAsStream("/rules.yaml")) {
            RuleSet ruleSet =
                    RuleSet.parse(1, new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
            Features features = amount(amount);
            features.set(FeatureNames.SECONDS_SINCE_FIRST_TOP_UP, first);
            features.set(FeatureNames.TOP_UP_SHARE_OUT, out);
            features.set(FeatureNames.FIRST_TO_PAYEE, stranger);
            features.set(FeatureNames.INSTRUMENT_AGE_DAYS, known);
            features.set(FeatureNames.TOP_UP_FAILURES, failures);
            assertThat(ruleSet.judge(features).score()).isEqualTo(score);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: amount-linear | name: Amount | 3 | rules[0].name | small letters",
                "code: AMOUNT | code: amount | 4 | rules[0].code | capitals",
                "{payment.amount} in | {payment.amout} in | 5 | rules[0].text | no feature \"payment.amout\"",
                "payment.amount / 10000 | payment.amout / 10000 | 6 | rules[0].weight | at character 8 of",
                "weight: min | wait: min | 6 | rules[0].wait | not a field",
                "review: 0.7 | review: 1.7 | 1 | thresholds.review | from 0 to 1",
                "review: 0.7 | review: 0.99 | 1 | thresholds.review | no more than block",
                "code: AMOUNT | code: | 4 | rules[0].code | a text",
                "rules: | rulez: | 2 | rulez | not a field",
                "thresholds: {review | thresholds: {reviw | 1 | thresholds.reviw | not a field",
                "code: AMOUNT | code: [ | 6 | rules | "
            })
    void whatCantBeUsedIsRefusedWithLineAndField(
            String instead, String of, int line, String field, @Nullable String message) {
        String yaml = (HEAD + LINEAR).replace(instead, of);
        assertThatThrownBy(() -> RuleSet.parse(0, yaml))
                .isInstanceOfSatisfying(RuleRefused.class, refused -> {
                    assertThat(refused.field()).isEqualTo(field);
                    assertThat(refused.line()).isEqualTo(line);
                })
                .hasMessageContaining(message == null ? "" : message);
    }

    @Test
    void namesAreUnique() {
        assertThatThrownBy(() -> RuleSet.parse(0, HEAD + LINEAR + LINEAR))
                .isInstanceOfSatisfying(RuleRefused.class, refused -> {
                    assertThat(refused.line()).isEqualTo(7);
                    assertThat(refused.field()).isEqualTo("rules[1].name");
                });
    }

    @Test
    void hugeAndHostileTextsAreRefused() {
        assertThatThrownBy(() -> RuleSet.parse(0, "a".repeat(70_000))).isInstanceOf(RuleRefused.class);
        assertThatThrownBy(() -> RuleSet.parse(0, "[".repeat(60_000))).isInstanceOf(RuleRefused.class);
        assertThatThrownBy(() -> RuleSet.parse(0, "")).isInstanceOf(RuleRefused.class);
        assertThatThrownBy(() -> RuleSet.parse(0, "thresholds: !!javax.script.ScriptEngineManager []\nrules: []"))
                .isInstanceOf(RuleRefused.class);
        assertThatThrownBy(() -> RuleSet.parse(0, "a: &a [1]\nb: [*a, *a]\n")).isInstanceOf(RuleRefused.class);
    }

    private static Features amount(double amount) {
        Features features = Features.blank();
        features.set(FeatureNames.AMOUNT, amount);
        return features;
    }
}
