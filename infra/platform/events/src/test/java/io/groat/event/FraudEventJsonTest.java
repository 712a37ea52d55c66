package io.groat.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bodies of fraud_events. A change here is a change of contract. */
class FraudEventJsonTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.000006Z");
    private static final UUID PAYMENT = UUID.fromString("019b7dbf-4c88-7001-8000-0000017fe001");

    record Pinned(Object body, String json) {}

    static List<Pinned> bodies() {
        return List.of(
                new Pinned(
                        new FraudScoreCalculated(
                                PAYMENT,
                                "alice",
                                "bob",
                                750_000,
                                "EUR",
                                0.75,
                                FraudDecision.review,
                                List.of(new FraudReason("AMOUNT", 0.75, "7500 in one payment")),
                                1,
                                AT),
                        """
                        {"paymentId":"019b7dbf-4c88-7001-8000-0000017fe001","payerUser":"alice","payeeUser":"bob",\
                        "amountMinor":750000,"currency":"EUR","score":0.75,"decision":"review","reasons":[{"code":\
                        "AMOUNT","contribution":0.75,"text":"7500 in one payment"}],"rulesVersion":1,\
                        "scoredAt":"2026-01-02T03:04:05.000006Z"}"""),
                new Pinned(new TransactionBlocked(PAYMENT, "alice", 1.0, "AMOUNT", AT), """
                        {"paymentId":"019b7dbf-4c88-7001-8000-0000017fe001","payerUser":"alice","score":1.0,\
                        "reason":"AMOUNT","at":"2026-01-02T03:04:05.000006Z"}"""),
                new Pinned(new ManualReviewRequired(PAYMENT, "alice", 0.75, AT, AT.plusSeconds(60)), """
                        {"paymentId":"019b7dbf-4c88-7001-8000-0000017fe001","payerUser":"alice","score":0.75,\
                        "at":"2026-01-02T03:04:05.000006Z","dueAt":"2026-01-02T03:05:05.000006Z"}"""),
                new Pinned(new ReviewResolved(PAYMENT, "alice", ReviewOutcome.approved, "api_key:7", null, AT), """
                        {"paymentId":"019b7dbf-4c88-7001-8000-0000017fe001","payerUser":"alice","outcome":"approved",\
                        "reviewer":"api_key:7","at":"2026-01-02T03:04:05.000006Z"}"""));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theBodiesArePinnedAndReadBack(Pinned pinned) {
        assertThat(EventJson.write(pinned.body())).isEqualTo(pinned.json());
        assertThat((Object) EventJson.read(pinned.json(), pinned.body().getClass()))
                .isEqualTo(pinned.body());
    }
}
