package io.groat.notifier.intake;

import io.groat.cassandra.Cassandra;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.SystemHealthCheck;
import io.groat.event.Topic;
import io.groat.notifier.digest.DigestStore;
import io.groat.notifier.inbox.LiveInbox;
import io.groat.notifier.message.InboxStore;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.template.Templates;
import io.groat.streams.CloudEvents;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.KafkaSettings;
import io.groat.streams.RecordFilter;
import io.groat.streams.StreamHealth;
import io.groat.streams.TopicSetup;
import io.groat.web.http.Bodies;
import io.groat.web.http.Problems;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From events and requests to messages. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    /** Who waits for a message does not notice, and small batches cost far more than large ones. */
    private static final Duration LINGER = Duration.ofMillis(100);

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
                    EventType.HoldAuthorized,
                    EventType.HoldExpiring,
                    EventType.HoldVoided,
                    EventType.HoldExpired,
                    EventType.OrderCreated,
                    EventType.OrderAttemptFailed,
                    EventType.OrderCredited,
                    EventType.OrderFailed,
                    EventType.OrderExpired,
                    EventType.PayoutCreated,
                    EventType.PayoutSent,
                    EventType.PayoutSettled,
                    EventType.PayoutFailed,
                    EventType.PayoutReturned,
                    EventType.DisputeOpened,
                    EventType.DisputeResponseNeeded,
                    EventType.DisputeResponseDue,
                    EventType.DisputeAnswered,
                    EventType.DisputeWon,
                    EventType.DisputeLost,
                    EventType.FraudScoreCalculated)
            .unless(EventType.FraudScoreCalculated, "decision", FraudDecision.allow.name())
            .unless(EventType.FraudScoreCalculated, "decision", FraudDecision.block.name());

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
            InstantSource clock,
            MeterRegistry meters) {
        return new Intake(templates, profiles, messages, inbox, cassandra, digests, queue, live, clock, meters);
    }

    @Bean
    EventListener paymentIntake(Intake intake) {
        return new PaymentIntake(intake);
    }

    @Bean
    Routes notificationRoutes(
            Intake intake, Templates templates, Bodies bodies, Problems problems, InstantSource clock) {
        return new NotificationCalls(intake, templates, bodies, problems, clock).routes();
    }

    @Bean
    EventStreams eventStreams(
            KafkaSettings kafka,
            @Value("${groat.notifier.group:notifier}") String group,
            TopicSetup topics,
            ObjectProvider<EventListener> listeners,
            InboxStore inbox,
            EventPublisher publisher,
            EventStream<Optional<SystemHealthCheck>> healthReports,
            MeterRegistry meters) {
        InFlightLimit inFlight = new InFlightLimit(MOST_UNSETTLED, () -> inbox.waiting() > MOST_NOT_DURABLE);
        List<EventListener> all = listeners.orderedStream().toList();
        EventStream<ReceivedEvent> events = new EventStream<>(
                kafka.stream(group, Topic.PAYMENT_EVENTS.topicName(), Topic.FRAUD_EVENTS.topicName())
                        .withLinger(LINGER),
                record -> read(CloudEvents.read(record), all),
                partition -> new EventWork(all, inFlight),
                publisher,
                meters);
        events.only(CONCERNING);
        return new EventStreams(topics, List.of(events, healthReports));
    }

    /** The body of a payment's beginning is read where somebody asks for it: it is half of all events. */
    private static ReceivedEvent read(Event event, List<EventListener> listeners) {
        return event.type() == EventType.PaymentInitiated
                        && listeners.stream().noneMatch(EventListener::wantsBeginnings)
                ? ReceivedEvent.unread(event)
                : ReceivedEvent.of(event);
    }

    @Bean
    LifecycleAdapter eventStreamsLifecycle(EventStreams streams) {
        return LifecycleAdapter.ofPrompt(streams::start, streams::stop);
    }

    @Bean
    StreamHealth streamsHealthIndicator(EventStreams streams) {
        return new StreamHealth(streams.all());
    }
}
