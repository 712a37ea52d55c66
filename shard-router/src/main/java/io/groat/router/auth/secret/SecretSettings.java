package io.groat.router.auth.secret;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.auth.secrets.*}: from the environment alone, the same for every router of a system.
 *
 * @param codes makes the keys under which codes are hashed and refresh tokens are marked as ours; whoever changes it
 *     ends all sessions and codes under way
 * @param totp encrypts the secrets of users' authenticators; lost, they have to be enrolled again
 */
@ConfigurationProperties("groat.auth.secrets")
public record SecretSettings(
        @DefaultValue("") String codes, @DefaultValue("") String totp) {

    private static final int LEAST = 32;

    public SecretSettings {
        requireLong("codes", codes);
        requireLong("totp", totp);
    }

    private static void requireLong(String name, String secret) {
        if (secret.length() < LEAST) {
            throw new IllegalArgumentException("groat.auth.secrets." + name + " needs at least " + LEAST
                    + " characters made by chance: set GROAT_AUTH_SECRETS_" + name.toUpperCase(java.util.Locale.ROOT)
                    + ", the same for every router");
        }
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "SecretSettings";
    }
}
