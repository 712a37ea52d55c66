package io.groat.router.auth.totp;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of authenticator apps: six digits, a new one every thirty seconds, HMAC-SHA1, which is what all apps do.
 *
 * @param secret in Base32
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238, TOTP</a>
 */
public record Totp(String secret) {

    private static final int SECRET_BYTES = 20;
    private static final long STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    /** Steps that a phone's clock may be off, and a person slow. */
    private static final long TOLERANCE = 1;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new secret of 160 bits, as RFC 4226 recommends. */
    public static Totp create() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return new Totp(Base32.encode(bytes));
    }

    /**
     * The time step whose code that is, at most one step away from now; empty when it is none's.
     *
     * @param usedUp the newest step whose code was used: that and all before it are over
     */
    public OptionalLong stepOf(String code, Instant now, long usedUp) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        OptionalLong found = OptionalLong.empty();
        // All are looked at, so that time doesn't tell which it was.
        for (long step = current - TOLERANCE; step <= current + TOLERANCE; step++) {
            if (isEqual(codeAt(step), code) && step > usedUp) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The code of the step that this time falls in. */
    public String codeAt(Instant time) {
        return codeAt(time.getEpochSecond() / STEP_SECONDS);
    }

    /** The key URI that apps read from a QR image; names the issuer and the user. */
    public String uri(String issuer, String user) {
        return "otpauth://totp/" + encode(issuer) + ":" + encode(user) + "?secret=" + secret + "&issuer="
                + encode(issuer) + "&algorithm=SHA1&digits=" + DIGITS + "&period=" + STEP_SECONDS;
    }

    private String codeAt(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base32.decode(secret), "RAW"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isEqual(String wanted, String given) {
        return MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Totp";
    }
}
