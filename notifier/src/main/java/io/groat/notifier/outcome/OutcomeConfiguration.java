package io.groat.notifier.outcome;

import io.groat.notifier.queue.Outcomes;
import io.groat.streams.EventPublisher;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is published of how messages end. */
@Configuration(proxyBeanMethods = false)
class OutcomeConfiguration {

    @Bean
    Outcomes outcomes(EventPublisher publisher, InstantSource clock) {
        return new OutcomeEvents(publisher, clock);
    }
}
