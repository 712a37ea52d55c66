package io.groat.analytics.event;

import io.groat.cassandra.Cassandra;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is kept of single payments. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    @Bean
    StoryStore storyStore(Cassandra cassandra) {
        return new StoryStore(cassandra);
    }
}
