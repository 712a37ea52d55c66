package io.groat.analytics.aggregate;

import io.groat.cassandra.Cassandra;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where figures are kept. */
@Configuration(proxyBeanMethods = false)
class AggregateConfiguration {

    @Bean
    AggregateStore aggregateStore(Cassandra cassandra) {
        return new AggregateStore(cassandra);
    }
}
