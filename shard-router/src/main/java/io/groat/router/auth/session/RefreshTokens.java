package io.groat.router.auth.session;

import io.groat.router.secret.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes refresh tokens and knows its own again. A token is opaque to its bearer: whose session, 256 bits of chance, and
 * a mark under a key of ours.
 *
 * <p>The mark is no proof that the token is good. It tells one that we made, and was stolen or used before, from one
 * that somebody made up: else whoever knows a session's id could end it with a made-up token.
 */
public final class RefreshTokens {

    private static final int SECRET_BYTES = 32;
    private static final int MARK_BYTES = 16;
    private static final int PARTS = 4;
    private static final int MAX_LENGTH = 300;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyedHash marks;

    public RefreshTokens(KeyedHash marks) {
        this.marks = marks;
    }

    /** A new token of that session. */
    RefreshToken create(String userId, UUID sessionId) {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        String secret = ENCODER.encodeToString(bytes);
        String user = ENCODER.encodeToString(userId.getBytes(StandardCharsets.UTF_8));
        return new RefreshToken(
                userId,
                sessionId,
                secret,
                String.join(
                        ".",
                        user,
                        sessionId.toString(),
                        secret,
                        ENCODER.encodeToString(mark(userId, sessionId, secret))));
    }

    /** The token of that text; empty when we didn't make it. */
    public Optional<RefreshToken> read(String text) {
        String[] parts = text.length() > MAX_LENGTH ? new String[0] : text.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            String userId = new String(DECODER.decode(parts[0]), StandardCharsets.UTF_8);
            UUID sessionId = UUID.fromString(parts[1]);
            return MessageDigest.isEqual(mark(userId, sessionId, parts[2]), DECODER.decode(parts[3]))
                    ? Optional.of(new RefreshToken(userId, sessionId, parts[2], text))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private byte[] mark(String userId, UUID sessionId, String secret) {
        return Arrays.copyOf(marks.of(userId, sessionId.toString(), secret), MARK_BYTES);
    }
}
