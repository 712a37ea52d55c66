package io.groat.fraud.rule;

import io.groat.cassandra.Cassandra;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules. */
@Configuration(proxyBeanMethods = false)
class RuleConfiguration {

    @Bean
    RuleStore ruleStore(Cassandra cassandra) {
        return new RuleStore(cassandra);
    }
}
