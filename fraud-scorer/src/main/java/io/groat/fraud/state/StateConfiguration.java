package io.groat.fraud.state;

import io.groat.cassandra.Cassandra;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is remembered of payers and payees, and which versions of rules and lists there are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StateSettings.class)
class StateConfiguration {

    @Bean
    StateStore stateStore(Cassandra cassandra) {
        return new StateStore(cassandra);
    }

    @Bean
    Versions versions(Cassandra cassandra) {
        return new Versions(cassandra);
    }
}
