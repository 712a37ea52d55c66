package io.groat.analytics.rebuild;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.cache.FigureCache;
import io.groat.analytics.cache.FigureCacheLoader;
import io.groat.analytics.ingest.Ingest;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.analytics.watch.OwnTroubles;
import io.groat.analytics.watch.Viewers;
import io.groat.cassandra.Cassandra;
import io.groat.streams.KafkaSettings;
import io.groat.streams.TopicSetup;
import io.groat.web.lifecycle.LifecycleAdapter;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which figures are made, and how they are made anew. */
@Configuration(proxyBeanMethods = false)
class RebuildConfiguration {

    @Bean
    GenerationStore generationStore(Cassandra cassandra) {
        return new GenerationStore(cassandra);
    }

    @Bean
    Rebuilder rebuilder(
            KafkaSettings kafka,
            IngestSettings settings,
            GenerationStore generations,
            AggregateStore aggregates,
            InstantSource clock) {
        return new Rebuilder(kafka.bootstrapServers(), settings, generations, aggregates, clock);
    }

    @Bean
    StreamSupervisor supervisor(
            KafkaSettings kafka,
            TopicSetup topics,
            Ingest ingest,
            GenerationStore generations,
            Rebuilder rebuilder,
            AggregateStore aggregates,
            FigureCache cache,
            Viewers viewers,
            InstantSource clock) {
        return new StreamSupervisor(
                kafka.bootstrapServers(),
                topics,
                ingest,
                generations,
                rebuilder,
                new FigureCacheLoader(aggregates, cache, clock),
                viewers);
    }

    @Bean
    LifecycleAdapter conductorLifecycle(StreamSupervisor supervisor) {
        return LifecycleAdapter.of(supervisor::start, supervisor::stop);
    }

    @Bean
    IngestHealth ingestHealthIndicator(StreamSupervisor supervisor) {
        return new IngestHealth(supervisor);
    }

    @Bean
    OwnTroubles ownTroubles(IngestHealth ingest, StreamSupervisor supervisor) {
        return () -> Map.of(
                "ingest",
                Optional.ofNullable(ingest.trouble()),
                "cassandra",
                Optional.ofNullable(supervisor.trouble()));
    }
}
