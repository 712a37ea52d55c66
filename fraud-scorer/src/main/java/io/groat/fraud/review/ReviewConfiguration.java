package io.groat.fraud.review;

import io.groat.cassandra.Cassandra;
import io.groat.fraud.score.DecisionLog;
import io.groat.fraud.score.LabelIndex;
import io.groat.streams.EventPublisher;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The analysts' queue. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReviewSettings.class)
class ReviewConfiguration {

    @Bean
    ReviewStore reviewStore(Cassandra cassandra) {
        return new ReviewStore(cassandra);
    }

    @Bean
    Reviews reviews(ReviewStore store, DecisionLog log, ReviewSettings settings, InstantSource clock) {
        return new Reviews(store, log, settings, clock);
    }

    @Bean
    ReviewActions reviewActions(
            ReviewStore store,
            DecisionLog log,
            LabelIndex labels,
            EventPublisher publisher,
            ReviewSettings settings,
            InstantSource clock) {
        return new ReviewActions(store, log, labels, publisher, settings, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    ReviewQueue reviewQueue(ReviewStore store, ReviewActions actions, InstantSource clock) {
        return new ReviewQueue(store, actions, clock);
    }

    @Bean
    Routes reviewRoutes(ReviewStore store, ReviewActions actions, ReviewQueue queue, Bodies bodies) {
        return new ReviewCalls(store, actions, queue, bodies).routes();
    }

    @Bean
    Routes queueRoutes(ReviewQueue queue) {
        return new QueueCalls(queue).routes();
    }
}
