package io.groat.analytics.config;

import io.groat.analytics.board.Board;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.analytics.rebuild.Conductor;
import io.groat.analytics.rebuild.IngestHealth;
import io.groat.analytics.watch.Audience;
import io.groat.analytics.watch.Connections;
import io.groat.analytics.watch.ConsumerWatch;
import io.groat.analytics.watch.HealthReporter;
import io.groat.analytics.watch.HealthStore;
import io.groat.analytics.watch.ReconciliationWatch;
import io.groat.analytics.watch.RedisWatch;
import io.groat.analytics.watch.RouterWatch;
import io.groat.analytics.watch.ServiceWatch;
import io.groat.analytics.watch.WatchSettings;
import io.groat.cassandra.Cassandra;
import io.groat.streams.EventPublisher;
import io.groat.web.redis.RedisLink;
import io.groat.web.token.AccessSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What asks other parts how they are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
class WatchConfiguration {

    @Bean
    Audience audience() {
        return new Audience(InstantSource.system());
    }

    @Bean
    HealthStore healthStore(Cassandra cassandra) {
        return new HealthStore(cassandra);
    }

    @Bean
    RouterWatch routerWatch(WatchSettings settings, AccessSettings access, Audience audience) {
        return new RouterWatch(
                Connections.of("router-watch", settings.limit()),
                settings,
                access.serviceCredential(),
                InstantSource.system(),
                audience);
    }

    /** With a client that waits longer: the whole of the books takes its time. */
    @Bean
    ReconciliationWatch reconciliationWatch(WatchSettings settings, AccessSettings access, MeterRegistry meters) {
        return new ReconciliationWatch(
                Connections.of("reconciliation-watch", ReconciliationWatch.LIMIT),
                settings,
                access.serviceCredential(),
                InstantSource.system(),
                meters);
    }

    @Bean
    ServiceWatch serviceWatch(
            WatchSettings settings,
            HealthStore store,
            Audience audience,
            IngestHealth ingest,
            Conductor conductor,
            @Value("${spring.application.name}") String name) {
        return new ServiceWatch(
                Connections.of("service-watch", settings.limit()),
                settings,
                store,
                InstantSource.system(),
                audience,
                name,
                () -> Map.of(
                        "ingest", Optional.ofNullable(ingest.trouble()),
                        "cassandra", Optional.ofNullable(conductor.trouble())),
                ServiceWatch.EVERY);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    ConsumerWatch consumerWatch(@Value("${groat.kafka.bootstrap-servers}") String bootstrapServers, Audience audience) {
        return new ConsumerWatch(bootstrapServers, InstantSource.system(), audience);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    HealthReporter healthReporter(
            ConsumerWatch consumers,
            ReconciliationWatch books,
            WatchSettings settings,
            IngestSettings ingest,
            Board board,
            EventPublisher publisher) {
        Predicate<String> ours = group -> settings.services().keySet().stream().anyMatch(group::startsWith)
                || (group.startsWith(ingest.group()) && !ingest.isPast(group, board.generation()));
        return new HealthReporter(consumers, books, ours, publisher, settings, InstantSource.system());
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    RedisWatch redisWatch(RedisLink redis, Audience audience) {
        return new RedisWatch(redis, InstantSource.system(), audience);
    }
}
