package io.groat.analytics.event;

import io.groat.cassandra.Cassandra;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is kept of single payments. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    @Bean
    TimelineStore timelineStore(Cassandra cassandra) {
        return new TimelineStore(cassandra);
    }
}
