package io.groat.notifier.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret of the service, and the keys made of it: each purpose has its own. All processes have to have the same;
 * whoever loses it loses what was sealed with it, and the links that were sent.
 */
public final class MasterSecret {

    private static final int LEAST = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    /** @param secret at least 32 characters of chance */
    public MasterSecret(String secret) {
        if (secret.length() < LEAST) {
            throw new IllegalArgumentException(
                    "groat.notifier.secret, or else groat.access.service-credential, has to have 32 characters or more");
        }
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** HMAC-SHA256 with the key of that purpose. */
    public byte[] mac(String purpose, byte[] data) {
        return hmac(hmac(secret, purpose.getBytes(StandardCharsets.UTF_8)), data);
    }

    /** Encrypts with the key of that purpose (AES-256-GCM), as text. */
    public String seal(String purpose, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(plain);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Decrypts what {@link #seal} made. */
    public byte[] open(String purpose, String sealed) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        try {
            return cipher(Cipher.DECRYPT_MODE, purpose, nonce).doFinal(rest);
        } catch (GeneralSecurityException other) {
            throw new IllegalStateException("sealed with another secret than groat.notifier.secret", other);
        }
    }

    private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] key = hmac(secret, ("seal " + purpose).getBytes(StandardCharsets.UTF_8));
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "master secret";
    }
}
