package io.groat.analytics.live;

import io.groat.analytics.board.Board;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.analytics.rebuild.Conductor;
import io.groat.analytics.rebuild.IngestHealth;
import io.groat.analytics.summary.Surroundings;
import io.groat.analytics.watch.Audience;
import io.groat.analytics.watch.ConsumerWatch;
import io.groat.analytics.watch.RedisWatch;
import io.groat.analytics.watch.RouterWatch;
import io.groat.analytics.watch.ServiceWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The live figures. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    @Bean
    SourceStates sourceStates(
            IngestHealth ingest,
            Conductor conductor,
            RouterWatch router,
            ConsumerWatch consumers,
            RedisWatch redis,
            InstantSource clock) {
        return new SourceStates(ingest, conductor, router, consumers, redis, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    LiveFigures liveFigures(
            Board board,
            RouterWatch router,
            ServiceWatch services,
            ConsumerWatch consumers,
            SourceStates sources,
            IngestSettings ingest,
            Audience audience,
            InstantSource clock,
            MeterRegistry meters) {
        return new LiveFigures(
                board,
                () -> new Surroundings(
                        router.shards(),
                        services.services(),
                        consumers.lags().stream()
                                .filter(lag -> !ingest.isPast(lag.group(), board.generation()))
                                .toList(),
                        sources.all()),
                audience,
                clock,
                meters);
    }
}
