package io.groat.analytics.live;

import io.groat.analytics.cache.FigureCache;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.analytics.rebuild.IngestHealth;
import io.groat.analytics.rebuild.StreamSupervisor;
import io.groat.analytics.summary.SystemState;
import io.groat.analytics.watch.ConsumerWatch;
import io.groat.analytics.watch.RedisWatch;
import io.groat.analytics.watch.RouterWatch;
import io.groat.analytics.watch.ServiceWatch;
import io.groat.analytics.watch.Viewers;
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
            StreamSupervisor supervisor,
            RouterWatch router,
            ConsumerWatch consumers,
            RedisWatch redis,
            InstantSource clock) {
        return new SourceStates(ingest, supervisor, router, consumers, redis, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    LiveFigures liveFigures(
            FigureCache cache,
            RouterWatch router,
            ServiceWatch services,
            ConsumerWatch consumers,
            SourceStates sources,
            IngestSettings ingest,
            Viewers viewers,
            InstantSource clock,
            MeterRegistry meters) {
        return new LiveFigures(
                cache,
                () -> new SystemState(
                        router.shards(),
                        services.services(),
                        consumers.lags().stream()
                                .filter(lag -> !ingest.isPast(lag.group(), cache.generation()))
                                .toList(),
                        sources.all()),
                viewers,
                clock,
                meters);
    }
}
