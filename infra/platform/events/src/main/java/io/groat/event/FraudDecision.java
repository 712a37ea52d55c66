package io.groat.event;

/** What the fraud-scorer makes of a payment; the names stand in events and answers as they are. */
public enum FraudDecision {
    allow,
    review,
    block
}
