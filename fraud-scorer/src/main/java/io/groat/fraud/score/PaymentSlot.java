package io.groat.fraud.score;

import java.util.UUID;

/**
 * The partition of scores and features in which a payment's stand: ten seconds of ids, by the time that an id of version 7
 * begins with, in some parts. What is scored together is written together.
 */
final class PaymentSlot {

    private static final int MILLIS = 10_000;
    private static final int PARTS = 4;

    private PaymentSlot() {}

    static long slot(UUID paymentId) {
        return (paymentId.getMostSignificantBits() >>> 16) / MILLIS;
    }

    static byte part(UUID paymentId) {
        return (byte) Math.floorMod(paymentId.hashCode(), PARTS);
    }
}
