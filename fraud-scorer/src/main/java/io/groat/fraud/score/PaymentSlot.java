package io.groat.fraud.score;

import java.time.Instant;
import java.util.UUID;

/**
 * The partition of scores in which a payment's stands: ten seconds of ids, by the time that an id of version 7 begins
 * with. What is scored together is written together, in one partition or two.
 */
final class PaymentSlot {

    /** No part of those that a slot once was divided into. */
    static final byte WHOLE = 4;

    private static final int MILLIS = 10_000;
    private static final int EARLIER_PARTS = 4;

    private PaymentSlot() {}

    static long slot(UUID paymentId) {
        return millis(paymentId) / MILLIS;
    }

    /** Since 1970. */
    static long millis(UUID paymentId) {
        return paymentId.getMostSignificantBits() >>> 16;
    }

    /** That of payments whose ids were made at that moment. */
    static long slotAt(Instant at) {
        return at.toEpochMilli() / MILLIS;
    }

    /** The part of its slot in which a payment's score stands that was written before slots were whole. */
    static byte earlierPart(UUID paymentId) {
        return (byte) Math.floorMod(paymentId.hashCode(), EARLIER_PARTS);
    }
}
