package io.groat.notifier.outcome;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.NotificationOutcome;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.Status;
import io.groat.notifier.queue.Outcomes;
import io.groat.streams.EventPublisher;
import io.groat.web.http.Detached;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Publishes how messages to people ended on notification_events, many at a time: what comes while one send is under way
 * goes out with the next.
 */
public final class OutcomeEvents implements Outcomes {

    private static final int MOST = 500;
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final EventPublisher publisher;
    private final InstantSource clock;
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean sending;

    private record Waiting(Event event, Sinks.Empty<Void> done) {}

    public OutcomeEvents(EventPublisher publisher, InstantSource clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Mono<Void> ended(Message message) {
        @Nullable EventType type = type(message);
        return type == null ? Mono.empty() : Mono.defer(() -> publish(event(type, message)));
    }

    private Mono<Void> publish(Event event) {
        Waiting one = new Waiting(event, Sinks.empty());
        boolean first;
        synchronized (this) {
            waiting.add(one);
            first = !sending;
            sending = true;
        }
        return first
                ? Detached.work(drain()).and(one.done().asMono())
                : one.done().asMono();
    }

    /** Whoever finds nothing being sent sends for all. */
    private Mono<Void> drain() {
        return Mono.defer(() -> {
                    List<Waiting> batch = next();
                    return batch.isEmpty() ? Mono.just(false) : send(batch).thenReturn(true);
                })
                .repeat()
                .takeWhile(more -> more)
                .then();
    }

    private synchronized List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>(waiting.subList(0, Math.min(MOST, waiting.size())));
        waiting.subList(0, batch.size()).clear();
        sending = !batch.isEmpty();
        return batch;
    }

    private Mono<Void> send(List<Waiting> batch) {
        return publisher
                .publish(batch.stream().map(Waiting::event).toList())
                .doOnSuccess(sent -> batch.forEach(one -> one.done().tryEmitEmpty()))
                .onErrorResume(failure -> {
                    batch.forEach(one -> one.done().tryEmitError(failure));
                    return Mono.empty();
                });
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
                        at)));
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
