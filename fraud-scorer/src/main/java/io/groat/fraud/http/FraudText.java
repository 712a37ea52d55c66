package io.groat.fraud.http;

/** Examples that several calls have. */
public final class FraudText {

    /** Rules in short. */
    public static final String RULES = """
            thresholds: {review: 0.1, block: 0.5}
            rules:
              - name: amount-linear
                code: AMOUNT
                text: "{payment.amount} in one payment"
                weight: min(1, payment.amount / 10000)
            """;

    private FraudText() {}
}
