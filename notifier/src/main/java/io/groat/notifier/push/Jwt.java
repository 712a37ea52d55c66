package io.groat.notifier.push;

import io.groat.event.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Tokens that this service signs for others (RFC 7519). */
final class Jwt {

    private Jwt() {}

    static String es256(Map<String, ?> claims, PrivateKey key) throws GeneralSecurityException {
        return sign("ES256", "SHA256withECDSAinP1363Format", claims, key);
    }

    static String rs256(Map<String, ?> claims, PrivateKey key) throws GeneralSecurityException {
        return sign("RS256", "SHA256withRSA", claims, key);
    }

    private static String sign(String name, String algorithm, Map<String, ?> claims, PrivateKey key)
            throws GeneralSecurityException {
        String signed = encode(Map.of("typ", "JWT", "alg", name)) + "." + encode(claims);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encode(Map<String, ?> json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.MAPPER.writeValueAsBytes(new TreeMap<>(json)));
    }
}
