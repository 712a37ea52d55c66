package io.groat.notifier.config;

import io.groat.cassandra.Cassandra;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
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
import io.groat.notifier.intake.Unsettled;
import io.groat.notifier.message.InboxStore;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.profile.AccountAddresses;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.profile.RouterAccounts;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.queue.Leases;
import io.groat.notifier.template.Templates;
import io.groat.notifier.webhook.Endpoints;
import io.groat.streams.CloudEvents;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.RecordFilter;
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

    /** So long Kafka gathers: who waits for a message does not notice, and small batches cost far more than large ones. */
    private static final Duration LINGER = Duration.ofMillis(100);

    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(60);
    /** Events in hand at once; those whose reader's account has still to be asked are among them. */
    private static final int MOST_UNSETTLED = 20_000;
    /** Messages in the app that are shown and not durable yet. */
    private static final int MOST_NOT_DURABLE = 4_000;

    /** Of scores only those matter whose payer is to be asked. */
    private static final RecordFilter CONCERNING = RecordFilter.of(
                    EventType.PaymentInitiated,
                    EventType.PaymentCompleted,
                    EventType.PaymentFailed,
                    EventType.PaymentCancelled,
                    EventType.FraudScoreCalculated)
            .unless(EventType.FraudScoreCalculated, "decision", FraudDecision.allow.name())
            .unless(EventType.FraudScoreCalculated, "decision", FraudDecision.block.name());

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
    Profiles profiles(ProfileStore store, AccountAddresses accounts, Leases leases) {
        return new Profiles(store, accounts, leases::isAlone);
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
            InboxStore inbox,
            Cassandra cassandra,
            DigestStore digests,
            DeliveryQueue queue,
            LiveInbox live,
            MeterRegistry meters) {
        return new Intake(
                templates, profiles, messages, inbox, cassandra, digests, queue, live, InstantSource.system(), meters);
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
            InboxStore inbox,
            Endpoints endpoints,
            EventPublisher publisher,
            EventStream<Optional<SystemHealthCheck>> healthReports,
            MeterRegistry meters) {
        Unsettled unsettled = new Unsettled(MOST_UNSETTLED, () -> inbox.waiting() > MOST_NOT_DURABLE);
        List<EventListener> all = listeners.orderedStream().toList();
        EventStream<Happened> events = new EventStream<>(
                StreamSettings.of(
                                bootstrapServers,
                                group,
                                Topic.PAYMENT_EVENTS.topicName(),
                                Topic.FRAUD_EVENTS.topicName())
                        .withLinger(LINGER),
                record -> happened(CloudEvents.read(record), endpoints),
                partition -> new EventWork(all, unsettled),
                publisher,
                meters);
        events.only(CONCERNING);
        return new EventStreams(topics, List.of(events, healthReports));
    }

    /** The beginning of a payment is told to endpoints that ask for it, and to nobody else. */
    private static Happened happened(Event event, Endpoints endpoints) {
        return event.type() == EventType.PaymentInitiated && !endpoints.mayWant(event.type())
                ? Happened.unread(event)
                : Happened.of(event);
    }

    @Bean
    StreamHealth streamsHealthIndicator(EventStreams streams) {
        return new StreamHealth(streams.all());
    }
}
