package io.groat.router.auth.token;

import java.security.spec.ECPoint;
import tools.jackson.core.JsonGenerator;

/**
 * The public keys as others read them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, JWK set</a>
 */
public final class JwkSet {

    private JwkSet() {}

    public static void write(JsonGenerator json, Keyring ring) {
        json.writeStartObject();
        json.writeArrayPropertyStart("keys");
        ring.keys().forEach(key -> write(json, key));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SigningKey key) {
        ECPoint point = key.publicKey().getW();
        json.writeStartObject();
        json.writeStringProperty("kty", "EC");
        json.writeStringProperty("crv", "P-256");
        json.writeStringProperty("use", "sig");
        json.writeStringProperty("alg", "ES256");
        json.writeStringProperty("kid", key.id());
        json.writeStringProperty("x", SigningKey.coordinate(point.getAffineX()));
        json.writeStringProperty("y", SigningKey.coordinate(point.getAffineY()));
        json.writeEndObject();
    }
}
