package io.groat.analytics.figure;

/** What is counted without a shard. */
public enum GlobalCount {
    USERS_CREATED(0),
    FRAUD_SCORED(1),
    /** Of those scored, those that were let go. */
    FRAUD_ALLOWED(2),
    FRAUD_REVIEW_REQUIRED(3),
    FRAUD_BLOCKED(4),
    FRAUD_REVIEW_APPROVED(5),
    FRAUD_REVIEW_BLOCKED(6);

    /** How many there are. */
    static final int SIZE = values().length;

    private final int place;

    GlobalCount(int place) {
        this.place = place;
    }

    /** Where rows keep it: it stays as it is. */
    int place() {
        return place;
    }
}
