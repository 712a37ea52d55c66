package io.groat.notifier.webhook;

import io.groat.web.shape.Worded;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key that webhooks are signed with. Receivers check a symmetric one with the secret ({@code whsec_…}), an asymmetric
 * one with the public key ({@code whpk_…}).
 *
 * @param sealed the secret or the private key, as {@code MasterSecret} seals it
 * @param publicKey null of a symmetric one
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks, signature scheme</a>
 */
record SigningKey(
        String id, Type type, String sealed, @Nullable String publicKey, Instant createdAt) {

    /** How it signs. */
    enum Type implements Worded {
        HMAC("hmac"),
        ED25519("ed25519");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }

    private static final int SECRET_BYTES = 32;
    private static final int PUBLIC_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a new key is made of. Its secret is to be sealed. */
    static final class Fresh {
        private final byte[] secret;
        private final String shown;
        private final @Nullable String publicKey;

        Fresh(byte[] secret, String shown, @Nullable String publicKey) {
            this.secret = secret;
            this.shown = shown;
            this.publicKey = publicKey;
        }

        byte[] secret() {
            return secret;
        }

        /** What its owner is shown, once: the secret, or the public key of an asymmetric one. */
        String shown() {
            return shown;
        }

        @Nullable
        String publicKey() {
            return publicKey;
        }
    }

    static Fresh fresh(Type type) {
        return type == Type.HMAC ? symmetric() : asymmetric();
    }

    private static Fresh symmetric() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new Fresh(secret, "whsec_" + Base64.getEncoder().encodeToString(secret), null);
    }

    private static Fresh asymmetric() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length);
            String shown = "whpk_" + Base64.getEncoder().encodeToString(raw);
            return new Fresh(pair.getPrivate().getEncoded(), shown, shown);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One signature, with its version. */
    static String sign(Type type, byte[] secret, String id, long timestamp, String body) {
        byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        try {
            return type == Type.HMAC
                    ? "v1," + Base64.getEncoder().encodeToString(hmac(secret, signed))
                    : "v1a," + Base64.getEncoder().encodeToString(ed25519(secret, signed));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[] secret, byte[] signed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(signed);
    }

    private static byte[] ed25519(byte[] secret, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(secret)));
        signature.update(signed);
        return signature.sign();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return type + " key " + id;
    }
}
