package io.groat.notifier.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a message in the app is stored, and the ids that say so: a UUID of version 8 with 48 bits of the time that it bears
 * (milliseconds), 12 and 20 bits of its party's hash, 42 bits of what it is about. Nothing of this may ever change, for what
 * is stored is found by it.
 */
record InboxKey(int bucket, int slice, int partyHash) {

    static final int BUCKETS = 8;
    static final Duration SLICE = Duration.ofMinutes(30);

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int LOW_HASH = 20;
    private static final int REST = 42;
    /** Ids of other messages are hashes: hardly one bears a time between these. */
    private static final long FIRST = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    private static final long LAST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    /** The id of a message in the app; one and the same for one event, party and template. */
    static UUID id(String event, String party, String template, Instant at) {
        int hash = hash(party);
        ByteBuffer digest = ByteBuffer.wrap(MessageId.digest(event, party, template, Channel.INAPP));
        long high = (at.toEpochMilli() << 16) | VERSION_8 | (hash >>> LOW_HASH);
        long low = VARIANT | ((hash & 0xFFFFFL) << REST) | (digest.getLong() >>> (Long.SIZE - REST));
        return new UUID(high, low);
    }

    /** The place of a message; null when its id is none that tells one. */
    static @Nullable InboxKey of(UUID id) {
        long millis = millis(id);
        if (id.version() != 8 || millis < FIRST || millis >= LAST) {
            return null;
        }
        int hash = (int) (((id.getMostSignificantBits() & 0xFFF) << LOW_HASH)
                | ((id.getLeastSignificantBits() >>> REST) & 0xFFFFF));
        return new InboxKey(bucket(hash), slice(Instant.ofEpochMilli(millis)), hash);
    }

    static Instant time(UUID id) {
        return Instant.ofEpochMilli(millis(id));
    }

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    static int hash(String party) {
        return ByteBuffer.wrap(MessageId.sha256(party.getBytes(StandardCharsets.UTF_8)))
                .getInt();
    }

    static int bucket(int partyHash) {
        return Math.floorMod(partyHash, BUCKETS);
    }

    static int slice(Instant at) {
        return Math.toIntExact(Math.floorDiv(at.toEpochMilli(), SLICE.toMillis()));
    }

    static Instant begin(int slice) {
        return Instant.ofEpochMilli(slice * SLICE.toMillis());
    }

    /** The first id of that moment, in Cassandra's order and ours. */
    static UUID first(Instant at) {
        return new UUID((at.toEpochMilli() << 16) | VERSION_8, VARIANT);
    }

    /** The last one. */
    static UUID last(Instant at) {
        return new UUID((at.toEpochMilli() << 16) | VERSION_8 | 0xFFF, VARIANT | (-1L >>> 2));
    }
}
