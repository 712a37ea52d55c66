package io.groat.analytics.config;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.board.Board;
import io.groat.analytics.board.BoardLoader;
import io.groat.analytics.event.StoryStore;
import io.groat.analytics.ingest.Ingest;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.analytics.rebuild.Conductor;
import io.groat.analytics.rebuild.GenerationStore;
import io.groat.analytics.rebuild.IngestHealth;
import io.groat.analytics.rebuild.Rebuilder;
import io.groat.analytics.watch.Audience;
import io.groat.cassandra.Cassandra;
import io.groat.streams.EventPublisher;
import io.groat.streams.TopicSettings;
import io.groat.streams.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes events in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IngestSettings.class, TopicSettings.class})
class IngestConfiguration {

    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(60);

    /** For dead letters and reports of health. */
    @Bean
    EventPublisher eventPublisher(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            @Value("${spring.application.name}") String name) {
        return new EventPublisher(bootstrapServers, "/" + name, DELIVERY_LIMIT);
    }

    @Bean
    TopicSetup topicSetup(@Value("${groat.kafka.bootstrap-servers}") String bootstrapServers, TopicSettings topics) {
        return new TopicSetup(bootstrapServers, topics);
    }

    @Bean
    AggregateStore aggregateStore(Cassandra cassandra) {
        return new AggregateStore(cassandra);
    }

    @Bean
    StoryStore storyStore(Cassandra cassandra) {
        return new StoryStore(cassandra);
    }

    @Bean
    GenerationStore generationStore(Cassandra cassandra) {
        return new GenerationStore(cassandra);
    }

    @Bean
    Board board() {
        return new Board();
    }

    @Bean
    Ingest ingest(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            IngestSettings settings,
            AggregateStore aggregates,
            StoryStore stories,
            Cassandra cassandra,
            Board board,
            EventPublisher publisher,
            MeterRegistry meters) {
        return new Ingest(bootstrapServers, settings, aggregates, stories, cassandra, board, publisher, meters);
    }

    @Bean
    Rebuilder rebuilder(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            IngestSettings settings,
            GenerationStore generations,
            AggregateStore aggregates) {
        return new Rebuilder(bootstrapServers, settings, generations, aggregates, InstantSource.system());
    }

    @Bean
    Conductor conductor(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            TopicSetup topics,
            Ingest ingest,
            GenerationStore generations,
            Rebuilder rebuilder,
            AggregateStore aggregates,
            Board board,
            Audience audience) {
        return new Conductor(
                bootstrapServers,
                topics,
                ingest,
                generations,
                rebuilder,
                new BoardLoader(aggregates, board, InstantSource.system()),
                audience);
    }

    @Bean
    IngestHealth ingestHealthIndicator(Conductor conductor) {
        return new IngestHealth(conductor);
    }
}
