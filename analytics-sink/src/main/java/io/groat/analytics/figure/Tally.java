package io.groat.analytics.figure;

/** What is counted without a shard. New ones go to the end: rows keep them by their place. */
public enum Tally {
    USERS_CREATED,
    FRAUD_SCORED,
    /** Of those scored, those that were let go. */
    FRAUD_ALLOWED,
    FRAUD_REVIEW_REQUIRED,
    FRAUD_BLOCKED,
    FRAUD_REVIEW_APPROVED,
    FRAUD_REVIEW_BLOCKED
}
