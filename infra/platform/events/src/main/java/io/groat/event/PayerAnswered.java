package io.groat.event;

import java.time.Instant;
import java.util.UUID;

/**
 * Body of PayerAnswered: the payer was asked whether a payment was theirs, and has said so or not. Each payment has at
 * most one.
 *
 * @param own whether the payer says it was
 * @param label the same as a label: {@code payer-confirmed}, {@code payer-denied}
 * @param by the way they were asked: {@code app} with their login, {@code link} without
 * @param consequence what is to happen to the payment if it is still held
 */
public record PayerAnswered(
        UUID paymentId, String payerUser, boolean own, String label, String by, Consequence consequence, Instant at) {

    /** The names stand in events as they are. */
    public enum Consequence {
        release,
        cancel,
        none
    }
}
