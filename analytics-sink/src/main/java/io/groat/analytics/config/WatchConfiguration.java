package io.groat.analytics.config;

import io.groat.analytics.board.Board;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.analytics.rebuild.Conductor;
import io.groat.analytics.rebuild.IngestHealth;
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
import io.netty.channel.ChannelOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/** What asks other parts how they are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
class WatchConfiguration {

    @Bean
    HealthStore healthStore(Cassandra cassandra) {
        return new HealthStore(cassandra);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    RouterWatch routerWatch(WatchSettings settings, AccessSettings access) {
        return new RouterWatch(http(settings), settings, access.serviceCredential(), InstantSource.system());
    }

    /** With a client that waits longer: the whole of the books takes its time. */
    @Bean(initMethod = "start", destroyMethod = "stop")
    ReconciliationWatch reconciliationWatch(WatchSettings settings, AccessSettings access, MeterRegistry meters) {
        return new ReconciliationWatch(
                WebClient.builder(), settings, access.serviceCredential(), InstantSource.system(), meters);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    ServiceWatch serviceWatch(
            WatchSettings settings,
            HealthStore store,
            IngestHealth ingest,
            Conductor conductor,
            @Value("${spring.application.name}") String name) {
        return new ServiceWatch(
                http(settings),
                settings,
                store,
                InstantSource.system(),
                name,
                () -> Map.of(
                        "ingest", Optional.ofNullable(ingest.trouble()),
                        "cassandra", Optional.ofNullable(conductor.trouble())));
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    ConsumerWatch consumerWatch(@Value("${groat.kafka.bootstrap-servers}") String bootstrapServers) {
        return new ConsumerWatch(bootstrapServers, InstantSource.system());
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
    RedisWatch redisWatch(RedisLink redis) {
        return new RedisWatch(redis, InstantSource.system());
    }

    private static WebClient.Builder http(WatchSettings settings) {
        HttpClient http = HttpClient.create()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.limit().toMillis())
                .responseTimeout(settings.limit());
        return WebClient.builder().clientConnector(new ReactorClientHttpConnector(http));
    }
}
