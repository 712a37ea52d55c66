package io.groat.fraud.draft;

/** Rules in short, as several calls show them. */
final class RulesExample {

    static final String YAML = """
            thresholds: {review: 0.1, block: 0.5}
            rules:
              - name: amount-linear
                code: AMOUNT
                text: "{payment.amount} in one payment"
                weight: min(1, payment.amount / 10000)
            """;

    private RulesExample() {}
}
