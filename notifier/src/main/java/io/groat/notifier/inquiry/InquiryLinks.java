package io.groat.notifier.inquiry;

import io.groat.notifier.secret.MasterSecret;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Links to answer by: a payment's id, until when, and a signature of both. They hold no secret of their own; that they work
 * once is for the question to see to.
 */
final class InquiryLinks {

    private static final String PURPOSE = "inquiry links";
    private static final int SIGNED = 3 * Long.BYTES;
    private static final int MAC = 20;

    private final MasterSecret secrets;
    private final String base;

    /** @param base of the links, as users reach this service */
    public InquiryLinks(MasterSecret secrets, String base) {
        this.secrets = secrets;
        this.base = base;
    }

    String link(UUID paymentId, Instant expiresAt) {
        byte[] signed = ByteBuffer.allocate(SIGNED)
                .putLong(paymentId.getMostSignificantBits())
                .putLong(paymentId.getLeastSignificantBits())
                .putLong(expiresAt.toEpochMilli())
                .array();
        byte[] token =
                ByteBuffer.allocate(SIGNED + MAC).put(signed).put(mac(signed)).array();
        return base + "/i/" + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The payment that a link is about; empty when it is not one of ours, or not good any more. */
    Optional<UUID> payment(String token, Instant now) {
        if (token.length() > 100) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length != SIGNED + MAC) {
                return Optional.empty();
            }
            byte[] signed = Arrays.copyOf(bytes, SIGNED);
            ByteBuffer fields = ByteBuffer.wrap(signed);
            UUID payment = new UUID(fields.getLong(), fields.getLong());
            boolean good = MessageDigest.isEqual(mac(signed), Arrays.copyOfRange(bytes, SIGNED, bytes.length));
            return good && now.toEpochMilli() < fields.getLong() ? Optional.of(payment) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private byte[] mac(byte[] signed) {
        return Arrays.copyOf(secrets.mac(PURPOSE, signed), MAC);
    }
}
