package io.groat.notifier.digest;

import io.groat.cassandra.Cassandra;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Messages that are gathered. */
@Configuration(proxyBeanMethods = false)
class DigestConfiguration {

    @Bean
    DigestStore digestStore(Cassandra cassandra) {
        return new DigestStore(cassandra);
    }
}
