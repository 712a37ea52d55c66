package io.groat.notifier.config;

import io.groat.cassandra.Cassandra;
import io.groat.event.SystemHealthCheck;
import io.groat.event.Topic;
import io.groat.notifier.digest.DigestStore;
import io.groat.notifier.inbox.LiveInbox;
import io.groat.notifier.intake.EventListener;
import io.groat.notifier.intake.EventStreams;
import io.groat.notifier.intake.EventWork;
import io.groat.notifier.intake.Happened;
import io.groat.notifier.intake.Intake;
import io.groat.notifier.intake.PaymentIntake;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.profile.AccountAddresses;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.profile.RouterAccounts;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.template.Templates;
import io.groat.streams.CloudEvents;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.StreamHealth;
import io.groat.streams.StreamSettings;
import io.groat.streams.TopicSettings;
import io.groat.streams.TopicSetup;
import io.groat.web.token.AccessSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From events and requests to messages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TopicSettings.class)
class IntakeConfiguration {

    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(60);

    @Bean
    EventPublisher eventPublisher(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            @Value("${spring.application.name}") String name) {
        return new EventPublisher(bootstrapServers, "/" + name, DELIVERY_LIMIT);
    }

    @Bean
    TopicSetup topicSetup(@Value("${groat.kafka.bootstrap-servers}") String bootstrapServers, TopicSettings settings) {
        return new TopicSetup(bootstrapServers, settings);
    }

    @Bean
    Templates templates() {
        return new Templates();
    }

    @Bean
    ProfileStore profileStore(Cassandra cassandra) {
        return new ProfileStore(cassandra);
    }

    @Bean
    AccountAddresses accountAddresses(AccessSettings access) {
        return new RouterAccounts(access.introspectionUri(), access.serviceCredential());
    }

    @Bean
    Profiles profiles(ProfileStore store, AccountAddresses accounts) {
        return new Profiles(store, accounts);
    }

    @Bean
    DigestStore digestStore(Cassandra cassandra) {
        return new DigestStore(cassandra);
    }

    @Bean
    LiveInbox liveInbox() {
        return new LiveInbox();
    }

    @Bean
    Intake intake(
            Templates templates,
            Profiles profiles,
            MessageStore messages,
            DigestStore digests,
            DeliveryQueue queue,
            LiveInbox live,
            MeterRegistry meters) {
        return new Intake(templates, profiles, messages, digests, queue, live, InstantSource.system(), meters);
    }

    @Bean
    EventListener paymentIntake(Intake intake) {
        return new PaymentIntake(intake);
    }

    @Bean
    EventStreams eventStreams(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            @Value("${groat.notifier.group:notifier}") String group,
            TopicSetup topics,
            ObjectProvider<EventListener> listeners,
            Cassandra cassandra,
            EventPublisher publisher,
            EventStream<Optional<SystemHealthCheck>> healthReports,
            MeterRegistry meters) {
        List<EventListener> all = listeners.orderedStream().toList();
        EventStream<Happened> events = new EventStream<>(
                StreamSettings.of(
                        bootstrapServers, group, Topic.PAYMENT_EVENTS.topicName(), Topic.FRAUD_EVENTS.topicName()),
                record -> Happened.of(CloudEvents.read(record)),
                partition -> new EventWork(all, cassandra),
                publisher,
                meters);
        return new EventStreams(topics, List.of(events, healthReports));
    }

    @Bean
    StreamHealth streamsHealthIndicator(EventStreams streams) {
        return new StreamHealth(streams.all());
    }
}
