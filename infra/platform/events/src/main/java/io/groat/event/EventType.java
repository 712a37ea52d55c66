package io.groat.event;

/** Types of events, as they stand in the {@code ce_type} header, each with the topic it goes to. */
public enum EventType {
    PaymentInitiated(Topic.PAYMENT_EVENTS),
    PaymentCompleted(Topic.PAYMENT_EVENTS),
    PaymentFailed(Topic.PAYMENT_EVENTS),
    PaymentCancelled(Topic.PAYMENT_EVENTS),
    HoldAuthorized(Topic.PAYMENT_EVENTS),
    HoldExpiring(Topic.PAYMENT_EVENTS),
    HoldVoided(Topic.PAYMENT_EVENTS),
    HoldExpired(Topic.PAYMENT_EVENTS),
    OrderCreated(Topic.PAYMENT_EVENTS),
    OrderAttemptFailed(Topic.PAYMENT_EVENTS),
    OrderCredited(Topic.PAYMENT_EVENTS),
    OrderFailed(Topic.PAYMENT_EVENTS),
    OrderExpired(Topic.PAYMENT_EVENTS),
    PayoutCreated(Topic.PAYMENT_EVENTS),
    PayoutSent(Topic.PAYMENT_EVENTS),
    PayoutSettled(Topic.PAYMENT_EVENTS),
    PayoutFailed(Topic.PAYMENT_EVENTS),
    PayoutReturned(Topic.PAYMENT_EVENTS),
    DisputeOpened(Topic.PAYMENT_EVENTS),
    DisputeResponseNeeded(Topic.PAYMENT_EVENTS),
    DisputeResponseDue(Topic.PAYMENT_EVENTS),
    DisputeAnswered(Topic.PAYMENT_EVENTS),
    DisputeWon(Topic.PAYMENT_EVENTS),
    DisputeLost(Topic.PAYMENT_EVENTS),
    PaymentLabelled(Topic.PAYMENT_EVENTS),
    UserCreated(Topic.ANALYTICS_EVENTS),
    BalanceUpdated(Topic.ANALYTICS_EVENTS),
    SystemHealthCheck(Topic.ANALYTICS_EVENTS),
    FraudScoreCalculated(Topic.FRAUD_EVENTS),
    TransactionBlocked(Topic.FRAUD_EVENTS),
    ManualReviewRequired(Topic.FRAUD_EVENTS),
    PayerAnswered(Topic.FRAUD_EVENTS),
    ReviewResolved(Topic.FRAUD_EVENTS),
    EmailSent(Topic.NOTIFICATION_EVENTS),
    EmailFailed(Topic.NOTIFICATION_EVENTS),
    SMSSent(Topic.NOTIFICATION_EVENTS),
    SMSFailed(Topic.NOTIFICATION_EVENTS),
    PushNotificationSent(Topic.NOTIFICATION_EVENTS),
    PushNotificationFailed(Topic.NOTIFICATION_EVENTS);

    private final Topic topic;

    EventType(Topic topic) {
        this.topic = topic;
    }

    public Topic topic() {
        return topic;
    }
}
