package io.groat.web.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its holder sends it: {@code groat_ID_SECRET}. Whoever keeps it keeps the SHA-256 of its secret alone,
 * which needs no salt and no slow hash, since the secret is 256 bits of chance.
 *
 * @param id sixteen hexadecimal digits, or {@code service}
 * @param secret 256 bits in Base64url
 */
public record ApiKey(String id, String secret) {

    /** The id of the credential by which our own services know each other. */
    public static final String SERVICE = "service";

    private static final String PREFIX = "groat_";
    private static final Pattern FORM = Pattern.compile("groat_([0-9a-f]{16}|service)_([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;

    /** A new key. */
    public static ApiKey create() {
        return create(HexFormat.of().formatHex(bytes(ID_BYTES)));
    }

    /** A new key of that id. */
    public static ApiKey create(String id) {
        return new ApiKey(id, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES)));
    }

    /** Whether a token means to be a key, good or not. */
    public static boolean isMeant(String token) {
        return token.startsWith(PREFIX);
    }

    /** Reads a key; empty when the token doesn't have a key's form. */
    public static Optional<ApiKey> parse(String token) {
        Matcher form = FORM.matcher(token);
        return form.matches() ? Optional.of(new ApiKey(form.group(1), form.group(2))) : Optional.empty();
    }

    /** The key as its holder sends it. */
    public String text() {
        return PREFIX + id + "_" + secret;
    }

    /** SHA-256 of the secret. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether it is the key with that hash, told in the same time whether or not. */
    public boolean hasHash(byte[] hash) {
        return MessageDigest.isEqual(hash(), hash);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "API key " + id;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
