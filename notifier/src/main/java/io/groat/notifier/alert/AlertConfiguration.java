package io.groat.notifier.alert;

import io.groat.cassandra.Cassandra;
import io.groat.event.EventType;
import io.groat.event.SystemHealthCheck;
import io.groat.event.Topic;
import io.groat.notifier.intake.Intake;
import io.groat.notifier.webhook.WebhookIntake;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.KafkaSettings;
import io.groat.streams.RecordFilter;
import io.groat.streams.StreamHealth;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
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
            KafkaSettings kafka,
            @Value("${groat.notifier.group:notifier}") String group,
            AlertStore store,
            Cassandra cassandra,
            EventPublisher publisher,
            InstantSource clock,
            MeterRegistry meters) {
        return new EventStream<>(
                        kafka.stream(group + "-health", Topic.ANALYTICS_EVENTS.topicName()),
                        HealthReports::read,
                        partition -> new HealthReports(store, cassandra, clock),
                        publisher,
                        meters)
                .only(RecordFilter.of(EventType.SystemHealthCheck));
    }

    @Bean
    AlertNotifier alertNotifier(Intake intake, WebhookIntake webhooks, AlertStore store, AlertSettings settings) {
        return new AlertNotifier(intake, webhooks, store, settings);
    }

    @Bean
    HealthWatch healthWatch(
            AlertSettings settings,
            StreamHealth streams,
            @Value("${spring.application.name}") String name,
            InstantSource clock) {
        return new HealthWatch(settings, name, () -> trouble(streams), clock);
    }

    @Bean
    AlertWatch alertWatch(
            AlertStore store,
            HealthWatch health,
            AlertNotifier news,
            AlertSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        return AlertWatch.of(store, health, news, settings, clock, meters);
    }

    @Bean
    LifecycleAdapter alertWatchLifecycle(AlertWatch watch) {
        return LifecycleAdapter.of(watch::start, watch::stop);
    }

    private static @Nullable String trouble(StreamHealth streams) {
        Object reason = Objects.requireNonNull(streams.health()).getDetails().get("reason");
        return reason == null ? null : reason.toString();
    }

    @Bean
    Routes alertRoutes(AlertStore store, InstantSource clock) {
        return new AlertCalls(store, clock).routes();
    }
}
