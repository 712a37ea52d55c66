package io.groat.analytics.rebuild;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.board.Board;
import io.groat.analytics.board.BoardLoader;
import io.groat.analytics.ingest.Ingest;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.analytics.watch.Audience;
import io.groat.analytics.watch.OwnTroubles;
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
    Conductor conductor(
            KafkaSettings kafka,
            TopicSetup topics,
            Ingest ingest,
            GenerationStore generations,
            Rebuilder rebuilder,
            AggregateStore aggregates,
            Board board,
            Audience audience,
            InstantSource clock) {
        return new Conductor(
                kafka.bootstrapServers(),
                topics,
                ingest,
                generations,
                rebuilder,
                new BoardLoader(aggregates, board, clock),
                audience);
    }

    @Bean
    LifecycleAdapter conductorLifecycle(Conductor conductor) {
        return LifecycleAdapter.of(conductor::start, conductor::stop);
    }

    @Bean
    IngestHealth ingestHealthIndicator(Conductor conductor) {
        return new IngestHealth(conductor);
    }

    @Bean
    OwnTroubles ownTroubles(IngestHealth ingest, Conductor conductor) {
        return () -> Map.of(
                "ingest", Optional.ofNullable(ingest.trouble()), "cassandra", Optional.ofNullable(conductor.trouble()));
    }
}
