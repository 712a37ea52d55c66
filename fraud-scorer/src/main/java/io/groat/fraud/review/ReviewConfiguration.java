package io.groat.fraud.review;

import io.groat.cassandra.Cassandra;
import io.groat.fraud.score.DecisionLog;
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
    ReviewDesk reviewDesk(
            ReviewStore store,
            DecisionLog log,
            EventPublisher publisher,
            ReviewSettings settings,
            InstantSource clock) {
        return new ReviewDesk(store, log, publisher, settings, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    QueueBoard queueBoard(ReviewStore store, ReviewDesk desk, InstantSource clock) {
        return new QueueBoard(store, desk, clock);
    }

    @Bean
    Routes reviewRoutes(ReviewStore store, ReviewDesk desk, QueueBoard board, Bodies bodies) {
        return new ReviewCalls(store, desk, board, bodies).routes();
    }

    @Bean
    Routes queueRoutes(QueueBoard board) {
        return new QueueCalls(board).routes();
    }
}
