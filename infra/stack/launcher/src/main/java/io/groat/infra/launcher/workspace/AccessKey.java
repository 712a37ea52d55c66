package io.groat.infra.launcher.workspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An API key as the router takes it: {@code groat_ID_SECRET}.
 *
 * @param secret 256 bits in Base64url
 */
public record AccessKey(String id, String secret) {
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;
    private static final int PARTS = 3;

    /** A new key. */
    public static AccessKey create() {
        return create(HexFormat.of().formatHex(random(ID_BYTES)));
    }

    public static AccessKey create(String id) {
        return new AccessKey(id, Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES)));
    }

    /** @throws IllegalArgumentException when it doesn't have a key's form */
    static AccessKey parse(String text) {
        String[] parts = text.strip().split("_", PARTS);
        if (parts.length != PARTS || !parts[0].equals("groat")) {
            throw new IllegalArgumentException("not an API key");
        }
        return new AccessKey(parts[1], parts[2]);
    }

    /** The key itself. */
    public String text() {
        return "groat_" + id + "_" + secret;
    }

    /** The value of the Authorization header. */
    public String bearer() {
        return "Bearer " + text();
    }

    /** What the router may know of it: its id, and the SHA-256 of its secret. */
    public String bootstrap() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return id + ":" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "API key " + id;
    }

    private static byte[] random(int count) {
        var bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
