package io.groat.notifier.config;

import io.groat.cassandra.Cassandra;
import io.groat.event.EventType;
import io.groat.event.SystemHealthCheck;
import io.groat.event.Topic;
import io.groat.notifier.alert.AlertCalls;
import io.groat.notifier.alert.AlertNews;
import io.groat.notifier.alert.AlertSettings;
import io.groat.notifier.alert.AlertStore;
import io.groat.notifier.alert.AlertWatch;
import io.groat.notifier.alert.HealthReports;
import io.groat.notifier.alert.HealthWatch;
import io.groat.notifier.intake.Intake;
import io.groat.notifier.webhook.WebhookIntake;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.RecordFilter;
import io.groat.streams.StreamHealth;
import io.groat.streams.StreamSettings;
import io.groat.web.http.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Alerts to operators. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AlertSettings.class)
class AlertConfiguration {

    @Bean
    AlertStore alertStore(Cassandra cassandra) {
        return new AlertStore(cassandra, "operators");
    }

    @Bean
    EventStream<Optional<SystemHealthCheck>> healthReports(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            @Value("${groat.notifier.group:notifier}") String group,
            AlertStore store,
            Cassandra cassandra,
            EventPublisher publisher,
            MeterRegistry meters) {
        return new EventStream<>(
                        StreamSettings.of(bootstrapServers, group + "-health", Topic.ANALYTICS_EVENTS.topicName()),
                        HealthReports::read,
                        partition -> new HealthReports(store, cassandra, InstantSource.system()),
                        publisher,
                        meters)
                .only(RecordFilter.of(EventType.SystemHealthCheck));
    }

    @Bean
    AlertNews alertNews(Intake intake, WebhookIntake webhooks, AlertStore store, AlertSettings settings) {
        return new AlertNews(intake, webhooks, store, settings);
    }

    @Bean
    HealthWatch healthWatch(
            AlertSettings settings, StreamHealth streams, @Value("${spring.application.name}") String name) {
        return new HealthWatch(settings, name, () -> trouble(streams), InstantSource.system());
    }

    @Bean
    AlertWatch alertWatch(
            AlertStore store, HealthWatch health, AlertNews news, AlertSettings settings, MeterRegistry meters) {
        return AlertWatch.of(store, health, news, settings, InstantSource.system(), meters);
    }

    private static @Nullable String trouble(StreamHealth streams) {
        Object reason = Objects.requireNonNull(streams.health()).getDetails().get("reason");
        return reason == null ? null : reason.toString();
    }

    @Bean
    Routes alertRoutes(AlertStore store) {
        return new AlertCalls(store, InstantSource.system()).routes();
    }
}
