package io.groat.router.auth.session;

import io.groat.router.auth.secret.SecretSettings;
import io.groat.router.secret.KeyedHash;
import io.groat.web.redis.RedisLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sessions, and the tokens that go on with them. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    RefreshTokens refreshTokens(SecretSettings secrets) {
        return new RefreshTokens(new KeyedHash(secrets.codes(), "refresh tokens"));
    }

    @Bean
    Sessions sessions(RedisLink redis, RefreshTokens tokens, SessionSettings settings) {
        return new Sessions(redis, tokens, settings);
    }
}
