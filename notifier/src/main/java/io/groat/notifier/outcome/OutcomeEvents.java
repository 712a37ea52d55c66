package io.groat.notifier.outcome;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.NotificationOutcome;
import io.groat.event.TraceParent;
import io.groat.notifier.message.GroupedWork;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.Status;
import io.groat.notifier.queue.Outcomes;
import io.groat.streams.EventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Publishes how messages to people ended on notification_events, many at a time: what comes while one send is under way
 * goes out with the next.
 */
final class OutcomeEvents implements Outcomes {

    private static final int MOST = 500;
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final InstantSource clock;
    private final GroupedWork<Event> sends;

    public OutcomeEvents(EventPublisher publisher, InstantSource clock) {
        this.clock = clock;
        this.sends = new GroupedWork<>(MOST, Duration.ZERO, publisher::publish);
    }

    @Override
    public Mono<Void> ended(Message message) {
        @Nullable EventType type = type(message);
        return type == null ? Mono.empty() : Mono.defer(() -> sends.add(List.of(event(type, message))));
    }

    private Event event(EventType type, Message message) {
        Instant at = Objects.requireNonNullElse(message.sentAt(), clock.instant());
        return new Event(
                        type,
                        message.party(),
                        message.id() + ":" + type,
                        at,
                        EventJson.write(new NotificationOutcome(
                                message.id(),
                                payment(message),
                                message.party(),
                                message.template(),
                                message.status() == Status.SENT ? null : message.reason(),
                                at)))
                .in(TraceParent.find(message.variables().get(TraceParent.HEADER)));
    }

    private static @Nullable UUID payment(Message message) {
        String id = message.variables().get("paymentId");
        return id == null || !UUID_FORM.matcher(id).matches() ? null : UUID.fromString(id);
    }

    private static @Nullable EventType type(Message message) {
        boolean sent = message.status() == Status.SENT;
        if (!sent && message.status() != Status.DEAD) {
            return null;
        }
        return switch (message.channel()) {
            case EMAIL -> sent ? EventType.EmailSent : EventType.EmailFailed;
            case SMS -> sent ? EventType.SMSSent : EventType.SMSFailed;
            case PUSH -> sent ? EventType.PushNotificationSent : EventType.PushNotificationFailed;
            case INAPP, WEBHOOK -> null;
        };
    }
}
