package io.groat.analytics.event;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The store's partition in which a subject's story stands; it follows from the subject alone.
 *
 * <p>A payment's is the ten seconds that its id begins with, an id of version 7, in some parts: what happens together is
 * then written together. Users, and notifications about no payment, whose ids have no time, are spread over a fixed number
 * of slots below zero: they are few.
 */
record TimelinePartition(long slot, byte part) {

    private static final int MILLIS = 10_000;
    private static final int PARTS = 4;
    private static final int TIMELESS_SLOTS = 4_096;

    private static final int UUID_LENGTH = 36;
    private static final int VERSION_AT = 14;

    static TimelinePartition of(String subject) {
        if (subject.length() == UUID_LENGTH && subject.charAt(VERSION_AT) == '7') {
            try {
                UUID id = UUID.fromString(subject);
                return new TimelinePartition(
                        (id.getMostSignificantBits() >>> 16) / MILLIS, (byte) Math.floorMod(id.hashCode(), PARTS));
            } catch (IllegalArgumentException noUuid) {
                return timeless(subject);
            }
        }
        return timeless(subject);
    }

    private static TimelinePartition timeless(String subject) {
        CRC32 hash = new CRC32();
        hash.update(subject.getBytes(StandardCharsets.UTF_8));
        return new TimelinePartition(-1 - hash.getValue() % TIMELESS_SLOTS, (byte) 0);
    }
}
