package io.groat.router.auth.totp;

import io.groat.engine.ShardGateway;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Recovery codes. */
@Configuration(proxyBeanMethods = false)
class TotpConfiguration {

    @Bean
    RecoveryCodes recoveryCodes(ShardGateway shards, InstantSource clock) {
        return new RecoveryCodes(shards, clock);
    }
}
