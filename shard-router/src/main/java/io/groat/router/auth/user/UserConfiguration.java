package io.groat.router.auth.user;

import io.groat.engine.ShardGateway;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Users, on their shards. */
@Configuration(proxyBeanMethods = false)
class UserConfiguration {

    @Bean
    UserStore userStore(ShardGateway shards, InstantSource clock) {
        return new UserStore(shards, clock);
    }

    @Bean
    UserPages userPages(ShardGateway shards) {
        return new UserPages(shards);
    }
}
