package io.groat.web.token;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.access.*}: how callers are known.
 *
 * @param issuer the {@code iss} that tokens must have
 * @param audience the {@code aud} that tokens must have
 * @param jwksUri where the router publishes the keys that tokens are signed with; the router itself does not ask there
 * @param introspectionUri where the router says whom an API key stands for; the router itself does not ask there
 * @param serviceCredential by which our services know each other: an {@link ApiKey} of the id {@code service}; empty for
 *     none
 * @param cacheTime how long a token that was checked is taken without checking it again: after that much at most a
 *     revocation is in force
 * @param cacheSize tokens kept, the least used go first
 * @param outageGrace how long a token that was good goes on being so while it can't be checked
 * @param failures bad tokens taken from one address in a minute before it is turned away unchecked
 * @param bootstrap first API keys, by role: {@code ID:SHA-256 of the secret in hexadecimal}; inserted where absent
 */
@ConfigurationProperties("groat.access")
public record AccessSettings(
        @DefaultValue("https://groat.local") String issuer,
        @DefaultValue("groat") String audience,

        @DefaultValue("http://127.0.0.1:8006/.well-known/jwks.json")
        String jwksUri,

        @DefaultValue("http://127.0.0.1:8006/v1/auth/introspect")
        String introspectionUri,

        @DefaultValue("") String serviceCredential,
        @DefaultValue("30s") Duration cacheTime,
        @DefaultValue("20000") int cacheSize,
        @DefaultValue("1h") Duration outageGrace,
        @DefaultValue("60") int failures,
        @DefaultValue Map<String, String> bootstrap) {

    public AccessSettings {
        bootstrap = Map.copyOf(bootstrap);
        if (cacheTime.isNegative() || cacheTime.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new IllegalArgumentException("groat.access.cache-time has to be from 0 to 30 s");
        }
        if (!serviceCredential.isEmpty()
                && ApiKey.parse(serviceCredential)
                        .filter(key -> key.id().equals(ApiKey.SERVICE))
                        .isEmpty()) {
            throw new IllegalArgumentException(
                    "groat.access.service-credential has to be groat_service_ and 43 characters of Base64url");
        }
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "AccessSettings[" + issuer + ", " + audience + "]";
    }
}
