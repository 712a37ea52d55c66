package io.groat.router.auth.token;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.auth.*} as far as it concerns access tokens.
 *
 * @param keys folder of the signing keys: PEM files with a P-256 key in PKCS #8 each, its name the key's id; null where
 *     nobody logs in
 * @param accessTime how long an access token is good
 * @param reread how often the folder is read again
 * @param activation how old a key file has to be before it signs: by then every router has read it, and publishes it
 */
@ConfigurationProperties("groat.auth")
record TokenSettings(
        @Nullable Path keys,
        @DefaultValue("15m") Duration accessTime,
        @DefaultValue("30s") Duration reread,
        @DefaultValue("60s") Duration activation) {}
