package io.groat.notifier.webhook;

import io.groat.cassandra.Cassandra;
import io.groat.event.EventType;
import io.groat.event.TraceParent;
import io.groat.notifier.intake.EventListener;
import io.groat.notifier.intake.ReceivedEvent;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.message.Status;
import io.groat.notifier.queue.DeliveryQueue;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes webhooks of events: one for each endpoint that wants it. */
public final class WebhookIntake implements EventListener {

    private static final int AT_ONCE = 64;

    private final Endpoints endpoints;
    private final MessageStore messages;
    private final Cassandra cassandra;
    private final DeliveryQueue queue;
    private final InstantSource clock;

    public WebhookIntake(
            Endpoints endpoints, MessageStore messages, Cassandra cassandra, DeliveryQueue queue, InstantSource clock) {
        this.endpoints = endpoints;
        this.messages = messages;
        this.cassandra = cassandra;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public Mono<Void> on(List<ReceivedEvent> batch) {
        List<ReceivedEvent> wanted = batch.stream()
                .filter(received -> endpoints.mayWant(WebhookEvents.type(received)))
                .toList();
        return wanted.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(wanted)
                        .flatMap(received -> cassandra.patiently(Mono.defer(() -> put(received))), AT_ONCE)
                        .then();
    }

    @Override
    public boolean wantsBeginnings() {
        return endpoints.mayWant(WebhookEvents.type(EventType.PaymentInitiated));
    }

    private Mono<Void> put(ReceivedEvent received) {
        WebhookEvents.@Nullable Told told = WebhookEvents.of(received);
        return told == null
                ? Mono.empty()
                : put(
                        received.event().id(),
                        told,
                        received.event().time(),
                        received.event().trace());
    }

    /**
     * Tells something to those endpoints of nobody in particular that ask for it.
     *
     * @param event what received, by an id that is the same each time it is told
     */
    public Mono<Void> tell(String event, String type, Instant at, Map<String, Object> data) {
        return put(event, new WebhookEvents.Told(type, WebhookEvents.payload(type, at, data), List.of()), at, null);
    }

    private Mono<Void> put(String event, WebhookEvents.Told told, Instant at, @Nullable TraceParent trace) {
        return endpoints
                .wanting(told.type(), told.users())
                .flatMapIterable(wanting -> wanting)
                .flatMap(
                        endpoint -> put(message(event, endpoint.id(), told.type(), told.payload(), at, trace)), AT_ONCE)
                .then();
    }

    /** Sends a webhook that tells of nothing; its id. */
    Mono<UUID> test(UUID endpoint) {
        Instant now = clock.instant();
        Message message =
                message(UUID.randomUUID().toString(), endpoint, WebhookEvents.TEST, WebhookEvents.test(now), now, null);
        return queue.put(message).thenReturn(message.id());
    }

    /** Sends those since that moment once more, all or those that were not taken; how many. */
    Mono<Long> replay(UUID endpoint, Instant since, boolean all, int most) {
        return messages.ofPartySince(Message.partyOf(endpoint), since, clock.instant(), every -> true)
                .filter(message -> message.status() != Status.QUEUED)
                .filter(message -> all || message.status() != Status.SENT)
                .take(most)
                .flatMap(message -> queue.redrive(message).thenReturn(1), AT_ONCE)
                .count();
    }

    private Mono<Void> put(Message message) {
        return messages.find(message.id())
                .map(List::of)
                .defaultIfEmpty(List.<Message>of())
                .flatMap(known -> known.isEmpty() ? queue.put(message) : queue.ensure(known.get(0)));
    }

    private Message message(
            String event, UUID endpoint, String type, String payload, Instant at, @Nullable TraceParent trace) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String party = Message.partyOf(endpoint);
        return new Message(
                MessageId.of(event, party, type, Channel.WEBHOOK),
                party,
                Channel.WEBHOOK,
                type,
                "",
                trace == null
                        ? Map.of(WebhookDelivery.PAYLOAD, payload)
                        : Map.of(WebhookDelivery.PAYLOAD, payload, TraceParent.HEADER, trace.text()),
                null,
                List.of(),
                at.truncatedTo(ChronoUnit.MILLIS),
                now,
                null,
                Status.QUEUED,
                0,
                now,
                null,
                null,
                null,
                null);
    }
}
