package io.groat.router.auth.otp;

import io.groat.router.auth.secret.SecretSettings;
import io.groat.router.secret.KeyedHash;
import io.groat.web.redis.RedisLink;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Codes that are sent. */
@Configuration(proxyBeanMethods = false)
class OtpConfiguration {

    @Bean
    Challenges challenges(RedisLink redis, SecretSettings secrets, OtpSettings settings, InstantSource clock) {
        return new Challenges(redis, new KeyedHash(secrets.codes(), "codes"), settings, clock);
    }
}
