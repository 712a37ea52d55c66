package io.groat.analytics.watch;

import io.groat.cassandra.Cassandra;
import io.groat.streams.EventPublisher;
import io.groat.streams.KafkaSettings;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.groat.web.redis.RedisLink;
import io.groat.web.token.AccessSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
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
    Viewers viewers(InstantSource clock) {
        return new Viewers(clock);
    }

    @Bean
    HealthStore healthStore(Cassandra cassandra) {
        return new HealthStore(cassandra);
    }

    @Bean
    RouterWatch routerWatch(WatchSettings settings, AccessSettings access, Viewers viewers, InstantSource clock) {
        return new RouterWatch(
                Connections.of("router-watch", settings.limit()), settings, access.serviceCredential(), clock, viewers);
    }

    @Bean
    LifecycleAdapter routerWatchLifecycle(RouterWatch watch) {
        return LifecycleAdapter.ofPrompt(watch::start, watch::stop);
    }

    /** With a client that waits longer: the whole of the books takes its time. */
    @Bean
    ReconciliationWatch reconciliationWatch(
            WatchSettings settings, AccessSettings access, InstantSource clock, MeterRegistry meters) {
        return new ReconciliationWatch(
                Connections.of("reconciliation-watch", ReconciliationWatch.LIMIT),
                settings,
                access.serviceCredential(),
                clock,
                meters);
    }

    @Bean
    LifecycleAdapter reconciliationWatchLifecycle(ReconciliationWatch watch) {
        return LifecycleAdapter.ofPrompt(watch::start, watch::stop);
    }

    @Bean
    ServiceWatch serviceWatch(
            WatchSettings settings,
            HealthStore store,
            Viewers viewers,
            OwnTroubles ownTroubles,
            @Value("${spring.application.name}") String name,
            InstantSource clock) {
        return new ServiceWatch(
                Connections.of("service-watch", settings.limit()),
                settings,
                store,
                clock,
                viewers,
                name,
                ownTroubles::all,
                ServiceWatch.EVERY);
    }

    @Bean
    LifecycleAdapter serviceWatchLifecycle(ServiceWatch watch) {
        return LifecycleAdapter.ofPrompt(watch::start, watch::stop);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    ConsumerWatch consumerWatch(KafkaSettings kafka, Viewers viewers, InstantSource clock) {
        return new ConsumerWatch(kafka.bootstrapServers(), clock, viewers);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    HealthReporter healthReporter(
            ConsumerWatch consumers,
            ReconciliationWatch books,
            WatchSettings settings,
            OwnGroups ownGroups,
            EventPublisher publisher,
            InstantSource clock) {
        Predicate<String> ours =
                group -> settings.services().keySet().stream().anyMatch(group::startsWith) || ownGroups.includes(group);
        return new HealthReporter(consumers, books, ours, publisher, settings, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    RedisWatch redisWatch(RedisLink redis, Viewers viewers, InstantSource clock) {
        return new RedisWatch(redis, clock, viewers);
    }
}
