package io.groat.analytics.ingest;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.cache.FigureCache;
import io.groat.analytics.event.TimelineStore;
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
            TimelineStore timelines,
            Cassandra cassandra,
            FigureCache cache,
            EventPublisher publisher,
            MeterRegistry meters) {
        return new Ingest(
                kafka.bootstrapServers(), settings, aggregates, timelines, cassandra, cache, publisher, meters);
    }

    @Bean
    OwnGroups ownGroups(IngestSettings settings, FigureCache cache) {
        return group -> group.startsWith(settings.group()) && !settings.isPast(group, cache.generation());
    }
}
