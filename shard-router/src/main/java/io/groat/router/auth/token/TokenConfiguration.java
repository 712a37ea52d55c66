package io.groat.router.auth.token;

import io.groat.web.token.AccessSettings;
import io.groat.web.token.PublicKeys;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Access tokens, and the keys that they are signed with. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    KeyFolder keyFolder(TokenSettings settings) {
        return new KeyFolder(settings);
    }

    @Bean
    PublicKeys publicKeys(KeyFolder keys) {
        return () -> keys.keys().flatMapIterable(Keyring::published);
    }

    @Bean
    AccessTokens accessTokens(KeyFolder keys, TokenSettings settings, AccessSettings access, InstantSource clock) {
        return new AccessTokens(keys, settings, access, clock);
    }
}
