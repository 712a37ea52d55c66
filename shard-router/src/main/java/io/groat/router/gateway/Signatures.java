package io.groat.router.gateway;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 of what gateways tell. */
final class Signatures {

    private static final String ALGORITHM = "HmacSHA256";

    private Signatures() {}

    /** Whether one of the secrets made that signature, in hexadecimal; takes as long for a wrong one. */
    static boolean fits(List<String> secrets, byte[] signed, String signature) {
        byte[] given = signature.getBytes(StandardCharsets.US_ASCII);
        boolean fits = false;
        for (String secret : secrets) {
            byte[] made = HexFormat.of().formatHex(of(secret, signed)).getBytes(StandardCharsets.US_ASCII);
            fits |= MessageDigest.isEqual(made, given);
        }
        return fits;
    }

    private static byte[] of(String secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(signed);
        } catch (NoSuchAlgorithmException | InvalidKeyException broken) {
            throw new IllegalStateException("every Java has " + ALGORITHM, broken);
        }
    }
}
