package io.groat.fraud.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.rule.RuleSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    private static final FraudReason RULE = new FraudReason("AMOUNT", 0.5, "8000 in one payment");
    private static final FraudReason MODEL = new FraudReason("MODEL_AMOUNT", 0.2, "8000 in one payment");

    @ParameterizedTest
    @CsvSource({
        // policy, rules, model, together, whose reasons come first
        "MAX, 0.1 allow, 0.2 allow, 0.2 allow, model",
        "MAX, 0.3 allow, 0.2 allow, 0.3 allow, rules",
        "MAX, 0.2 allow, 0.2 allow, 0.2 allow, model",
        "MAX, 0.7 review, 0.2 allow, 0.7 review, rules",
        "MAX, 0.7 review, 0.8 allow, 0.8 review, model",
        "MAX, 0.7 review, 0.6 block, 0.7 block, rules",
        "MAX, 0.99 block, 0.6 review, 0.99 block, rules",
        "MAX, 0.5 allow, 0.4 review, 0.5 review, rules",
        "MAX, 0.1 allow, 0.9 block, 0.9 block, model",
        "RULES_OVERRIDE, 0.1 allow, 0.2 allow, 0.2 allow, model",
        "RULES_OVERRIDE, 0.6 allow, 0.2 allow, 0.2 allow, model",
        "RULES_OVERRIDE, 0.6 allow, 0.4 review, 0.4 review, model",
        "RULES_OVERRIDE, 0.1 allow, 0.9 block, 0.9 block, model",
        "RULES_OVERRIDE, 0.7 review, 0.2 allow, 0.7 review, rules",
        "RULES_OVERRIDE, 0.7 review, 0.9 block, 0.7 review, rules",
        "RULES_OVERRIDE, 0.95 block, 0.01 allow, 0.95 block, rules",
        "RULES_OVERRIDE, 0.95 block, 0.99 review, 0.95 block, rules"
    })
    void rulesAndModelMakeOneDecision(Policy policy, String rules, String model, String together, String first) {
        Judged combined = policy.combine(
                new RuleSet.Judgement(score(rules), decision(rules), List.of(RULE)),
                new Judged(score(model), decision(model), List.of(MODEL)));
        List<FraudReason> reasons = first.equals("rules") ? List.of(RULE, MODEL) : List.of(MODEL, RULE);
        assertThat(combined).isEqualTo(new Judged(score(together), decision(together), reasons));
    }

    private static double score(String judged) {
        return Double.parseDouble(judged.split(" ", -1)[0]);
    }

    private static FraudDecision decision(String judged) {
        return FraudDecision.valueOf(judged.split(" ", -1)[1]);
    }
}
