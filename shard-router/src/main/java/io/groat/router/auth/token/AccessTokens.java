package io.groat.router.auth.token;

import io.groat.web.token.AccessSettings;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Issues access tokens: JWTs signed with ES256. They say who, in which session and with which roles, and are good until
 * they run out, whatever becomes of the session.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519, JWT</a>
 */
public final class AccessTokens {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyFolder keys;
    private final TokenSettings settings;
    private final AccessSettings access;
    private final InstantSource clock;

    public AccessTokens(KeyFolder keys, TokenSettings settings, AccessSettings access, InstantSource clock) {
        this.keys = keys;
        this.settings = settings;
        this.access = access;
        this.clock = clock;
    }

    /**
     * A token for a user.
     *
     * @param scope parted by spaces; empty for all that the roles allow
     * @return fails with {@link NoSigningKeyException} when nothing can be signed
     */
    public Mono<AccessToken> issue(String userId, UUID sessionId, Set<String> roles, String scope) {
        return keys.keys().map(ring -> {
            Instant now = clock.instant();
            SigningKey key = ring.signer(now, settings.activation()).orElseThrow(NoSigningKeyException::new);
            Instant expiry = now.plus(settings.accessTime());
            String head = part(json -> {
                json.writeStringProperty("alg", "ES256");
                json.writeStringProperty("typ", "JWT");
                json.writeStringProperty("kid", key.id());
            });
            String claims = part(json -> {
                json.writeStringProperty("iss", access.issuer());
                json.writeStringProperty("aud", access.audience());
                json.writeStringProperty("sub", userId);
                json.writeStringProperty("sid", sessionId.toString());
                json.writeArrayPropertyStart("roles");
                new TreeSet<>(roles).forEach(json::writeString);
                json.writeEndArray();
                json.writeStringProperty("scope", scope);
                json.writeNumberProperty("iat", now.getEpochSecond());
                json.writeNumberProperty("exp", expiry.getEpochSecond());
                json.writeStringProperty("jti", UUID.randomUUID().toString());
            });
            String signed = head + "." + claims;
            return new AccessToken(signed + "." + signature(key, signed), settings.accessTime());
        });
    }

    private static String part(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return BASE64.encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(SigningKey key, String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.privateKey());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
