package io.groat.event;

/** Kafka topics that Groat's services write and read. */
public enum Topic {
    PAYMENT_EVENTS("payment_events"),
    FRAUD_EVENTS("fraud_events"),
    NOTIFICATION_EVENTS("notification_events"),
    ANALYTICS_EVENTS("analytics_events");

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The topic's name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** Where events go that can't be read, with the reason. */
    public String deadLetterName() {
        return deadLetterName(topicName);
    }

    /** The same for a topic that a service keeps for itself. */
    public static String deadLetterName(String topicName) {
        return topicName + ".dlq";
    }
}
