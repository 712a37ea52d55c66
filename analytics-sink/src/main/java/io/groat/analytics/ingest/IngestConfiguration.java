package io.groat.analytics.ingest;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.board.Board;
import io.groat.analytics.event.StoryStore;
import io.groat.analytics.watch.OwnGroups;
import io.groat.cassandra.Cassandra;
import io.groat.streams.EventPublisher;
import io.groat.streams.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes events in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngestSettings.class)
class IngestConfiguration {

    @Bean
    Ingest ingest(
            KafkaSettings kafka,
            IngestSettings settings,
            AggregateStore aggregates,
            StoryStore stories,
            Cassandra cassandra,
            Board board,
            EventPublisher publisher,
            MeterRegistry meters) {
        return new Ingest(kafka.bootstrapServers(), settings, aggregates, stories, cassandra, board, publisher, meters);
    }

    @Bean
    OwnGroups ownGroups(IngestSettings settings, Board board) {
        return group -> group.startsWith(settings.group()) && !settings.isPast(group, board.generation());
    }
}
