package io.groat.notifier.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/** Ids of messages: SHA-256 of what makes a message the one it is, as a UUID of version 8. */
public final class MessageId {

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private MessageId() {}

    /**
     * @param event what happened, by an id that is the same each time it is told
     * @param party whom it is told to
     */
    public static UUID of(String event, String party, String template, Channel channel) {
        ByteBuffer digest = ByteBuffer.wrap(digest(event, party, template, channel));
        long high = (digest.getLong() & ~0xF000L) | VERSION_8;
        long low = (digest.getLong() & ~(3L << 62)) | VARIANT;
        return new UUID(high, low);
    }

    /**
     * The id of what an event brings into the app: it tells where the message is stored.
     *
     * @param at when it happened; of an event the same however often it comes
     */
    public static UUID inApp(String event, String party, String template, Instant at) {
        return InboxKey.id(event, party, template, at);
    }

    /** Their order in lists, which is Cassandra's: by bytes without a sign. */
    public static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high == 0 ? Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits()) : high;
    }

    static byte[] digest(String event, String party, String template, Channel channel) {
        return sha256(String.join("\n", event, party, template, channel.text()).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
