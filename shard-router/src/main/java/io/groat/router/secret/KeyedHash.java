package io.groat.router.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under a key of its own for each purpose, so that nothing made for one serves another. */
public final class KeyedHash {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param purpose what is hashed; part of the key */
    public KeyedHash(String secret, String purpose) {
        this.key = new SecretKeySpec(
                hmac(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC), purpose), HMAC);
    }

    /** The hash of those texts, each parted from the next. */
    public byte[] of(String... texts) {
        return hmac(key, String.join("\n", texts));
    }

    /** As hexadecimal digits. */
    public String text(String... texts) {
        return HexFormat.of().formatHex(of(texts));
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
