package io.groat.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bodies that consumers read. A change here is a change of contract. */
class EventJsonTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.000006Z");
    private static final UUID TRANSFER = UUID.fromString("019b7dbf-4c88-7001-8000-0000017fe001");
    private static final UUID ALICE = UUID.fromString("019b7dbf-4c88-7001-8000-000001acc001");
    private static final UUID BOB = UUID.fromString("019b7dbf-4c88-7002-8000-000001acc001");

    private static final PaymentEvent INITIATED =
            payment("INITIATED", null, null, null, 9007199254740993L, "rent", 70L, AT, null);
    private static final String INITIATED_JSON = """
            {"transferId":"019b7dbf-4c88-7001-8000-0000017fe001","kind":"TRANSFER","status":"INITIATED",\
            "payerUser":"alice","payerAccount":"019b7dbf-4c88-7001-8000-000001acc001","amount":"9007199254740993",\
            "currency":"EUR","reference":"rent","crossShard":true,"payerShard":1,"payeeShard":2,"payerBalanceAfter":70,\
            "payerAccountOpenedAt":"2026-01-02T03:04:05.000006Z","createdAt":"2026-01-02T03:04:05.000006Z"}""";

    private static final PaymentEvent FAILED =
            payment("FAILED", "ACCOUNT_CLOSED", "bob", BOB, 30, null, null, null, AT.plusMillis(5));
    private static final String FAILED_JSON = """
            {"transferId":"019b7dbf-4c88-7001-8000-0000017fe001","kind":"TRANSFER","status":"FAILED",\
            "reason":"ACCOUNT_CLOSED","payerUser":"alice","payerAccount":"019b7dbf-4c88-7001-8000-000001acc001","payeeUser":"bob",\
            "payeeAccount":"019b7dbf-4c88-7002-8000-000001acc001","amount":30,"currency":"EUR","crossShard":true,\
            "payerShard":1,"payeeShard":2,"createdAt":"2026-01-02T03:04:05.000006Z",\
            "completedAt":"2026-01-02T03:04:05.005006Z"}""";

    private static final BalanceUpdated BALANCE = new BalanceUpdated(ALICE, "alice", 1, "EUR", 70, 5, 3, AT);
    private static final String BALANCE_JSON = """
            {"accountId":"019b7dbf-4c88-7001-8000-000001acc001","userId":"alice","shard":1,"currency":"EUR",\
            "posted":70,"held":5,"seq":3,"at":"2026-01-02T03:04:05.000006Z"}""";

    private static final UserCreated USER = new UserCreated("alice", 1, AT);
    private static final String USER_JSON = """
            {"userId":"alice","shard":1,"at":"2026-01-02T03:04:05.000006Z"}""";

    @Test
    void theBodiesArePinned() {
        assertThat(EventJson.write(INITIATED)).isEqualTo(INITIATED_JSON);
        assertThat(EventJson.write(FAILED)).isEqualTo(FAILED_JSON);
        assertThat(EventJson.write(BALANCE)).isEqualTo(BALANCE_JSON);
        assertThat(EventJson.write(USER)).isEqualTo(USER_JSON);
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(EventJson.read(INITIATED_JSON, PaymentEvent.class)).isEqualTo(INITIATED);
        assertThat(EventJson.read(FAILED_JSON, PaymentEvent.class)).isEqualTo(FAILED);
        assertThat(EventJson.read(BALANCE_JSON, BalanceUpdated.class)).isEqualTo(BALANCE);
        assertThat(EventJson.read(USER_JSON, UserCreated.class)).isEqualTo(USER);
    }

    @Test
    void bodiesMayGrow() {
        assertThat(EventJson.read(USER_JSON.replace("}", ",\"added\":{\"later\":[1]}}"), UserCreated.class))
                .isEqualTo(USER);
    }

    /** Not so a number where there should be one. */
    @Test
    void aValueOfANewerReleaseIsToldFromWhatIsBroken() {
        assertThatThrownBy(() -> EventJson.read("{\"outcome\":\"postponed\"}", ReviewResolved.class))
                .isInstanceOf(UnknownValueException.class)
                .hasMessage("a ReviewResolved with an unknown ReviewOutcome postponed");
        assertThatThrownBy(() -> EventJson.read("{\"paymentId\":\"7\"}", ReviewResolved.class))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(UnknownValueException.class);
    }

    @Test
    void aPaymentFromBeforeThereWereKindsIsATransfer() {
        assertThat(EventJson.read(FAILED_JSON.replace("\"kind\":\"TRANSFER\",", ""), PaymentEvent.class))
                .isEqualTo(FAILED);
    }

    @Test
    void whatIsNotABodyIsRefusedWithTheReason() {
        assertThatThrownBy(() -> EventJson.read("{\"userId\":", UserCreated.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a UserCreated: ");
        assertThatThrownBy(() -> EventJson.read("[]", UserCreated.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyTypeGoesToItsTopic() {
        assertThat(Arrays.stream(EventType.values())
                        .map(type -> type + " " + type.topic().topicName() + " "
                                + type.topic().deadLetterName())
                        .collect(Collectors.joining("\n")))
                .isEqualTo("""
                        PaymentInitiated payment_events payment_events.dlq
                        PaymentCompleted payment_events payment_events.dlq
                        PaymentFailed payment_events payment_events.dlq
                        PaymentCancelled payment_events payment_events.dlq
                        HoldAuthorized payment_events payment_events.dlq
                        HoldExpiring payment_events payment_events.dlq
                        HoldVoided payment_events payment_events.dlq
                        HoldExpired payment_events payment_events.dlq
                        OrderCreated payment_events payment_events.dlq
                        OrderAttemptFailed payment_events payment_events.dlq
                        OrderCredited payment_events payment_events.dlq
                        OrderFailed payment_events payment_events.dlq
                        OrderExpired payment_events payment_events.dlq
                        PayoutCreated payment_events payment_events.dlq
                        PayoutSent payment_events payment_events.dlq
                        PayoutSettled payment_events payment_events.dlq
                        PayoutFailed payment_events payment_events.dlq
                        PayoutReturned payment_events payment_events.dlq
                        DisputeOpened payment_events payment_events.dlq
                        DisputeResponseNeeded payment_events payment_events.dlq
                        DisputeResponseDue payment_events payment_events.dlq
                        DisputeAnswered payment_events payment_events.dlq
                        DisputeWon payment_events payment_events.dlq
                        DisputeLost payment_events payment_events.dlq
                        PaymentLabelled payment_events payment_events.dlq
                        UserCreated analytics_events analytics_events.dlq
                        BalanceUpdated analytics_events analytics_events.dlq
                        SystemHealthCheck analytics_events analytics_events.dlq
                        FraudScoreCalculated fraud_events fraud_events.dlq
                        TransactionBlocked fraud_events fraud_events.dlq
                        ManualReviewRequired fraud_events fraud_events.dlq
                        PayerAnswered fraud_events fraud_events.dlq
                        ReviewResolved fraud_events fraud_events.dlq
                        EmailSent notification_events notification_events.dlq
                        EmailFailed notification_events notification_events.dlq
                        SMSSent notification_events notification_events.dlq
                        SMSFailed notification_events notification_events.dlq
                        PushNotificationSent notification_events notification_events.dlq
                        PushNotificationFailed notification_events notification_events.dlq""");
    }

    private static PaymentEvent payment(
            String status,
            @Nullable String reason,
            @Nullable String payeeUser,
            @Nullable UUID payeeAccount,
            long amount,
            @Nullable String reference,
            @Nullable Long balanceAfter,
            @Nullable Instant openedAt,
            @Nullable Instant completedAt) {
        return new PaymentEvent(
                TRANSFER,
                "TRANSFER",
                null,
                null,
                status,
                reason,
                "alice",
                ALICE,
                payeeUser,
                payeeAccount,
                amount,
                "EUR",
                reference,
                true,
                1,
                2,
                balanceAfter,
                openedAt,
                AT,
                completedAt);
    }
}
