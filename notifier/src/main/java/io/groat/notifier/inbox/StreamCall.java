package io.groat.notifier.inbox;

import io.groat.notifier.http.Calls;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.template.Templates;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Negotiation;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.json.JsonBody;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A user's messages in the app as they come, as server-sent events. What came by another process is found each second. Who
 * comes back with {@code Last-Event-ID} first gets what stands after that message in the order of lists, of the last day and
 * the newest {@value #REMEMBERED} at most.
 */
final class StreamCall {

    private static final Duration EVERY = Duration.ofSeconds(1);
    /** While there is no other process it is only looked for what was missed, every so many times. */
    private static final int SELDOM = 15;

    private static final Duration BEAT = Duration.ofSeconds(15);
    /** Messages bear the time of what they are about, which may have been on its way for a while. */
    private static final Duration BACK = Duration.ofMinutes(1);

    /** Of what was missed. */
    private static final Duration BACK_AT_MOST = Duration.ofDays(1);

    private static final int REMEMBERED = 2_000;

    /** The last message that a client has seen. */
    private record Last(UUID id, Instant at) {

        private boolean isBefore(Message message) {
            int order = message.createdAt().compareTo(at);
            return order > 0 || (order == 0 && MessageId.compare(message.id(), id) > 0);
        }
    }

    private final MessageStore messages;
    private final LiveInbox live;
    private final Templates templates;
    private final BooleanSupplier alone;
    private final InstantSource clock;

    /** @param alone whether there is no other process */
    public StreamCall(
            MessageStore messages, LiveInbox live, Templates templates, BooleanSupplier alone, InstantSource clock) {
        this.messages = messages;
        this.live = live;
        this.templates = templates;
        this.alone = alone;
        this.clock = clock;
    }

    public Route route() {
        return Route.get("/v1/notifications/stream", Calls.READS)
                .named("notifications", "watchNotifications", "A user's messages in the app as they come")
                .details(
                        "Server-sent events `notification`, each with a message as the list has it. Who comes back with"
                                + " `Last-Event-ID` first gets what stands after that one, of the last day.")
                .optionalQuery(Calls.USER_ASKED)
                .header(HeaderField.LAST_EVENT)
                .givesText(200, MediaType.TEXT_EVENT_STREAM, "Events, until the caller's token ends")
                .refuses(
                        WebProblem.NOT_ACCEPTABLE,
                        WebProblem.UNKNOWN_FIELD,
                        WebProblem.MISSING_FIELD,
                        WebProblem.NOT_FOUND)
                .by(this::stream);
    }

    private Mono<ServerResponse> stream(ServerRequest request) {
        Negotiation.require(request, MediaType.TEXT_EVENT_STREAM);
        Parameters.requireOnly(request, Set.of("userId"));
        String user = Calls.userAsked(request);
        Set<UUID> seen = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        }));
        Flux<Message> found = Flux.interval(EVERY)
                .onBackpressureDrop()
                .filter(tick -> tick % SELDOM == 0 || !alone.getAsBoolean())
                .concatMap(tick -> recent(user, seen).onErrorComplete(), 1);
        Flux<ServerSentEvent<String>> events = Flux.merge(live.of(user), found)
                .filter(message -> seen.add(message.id()))
                .map(this::event);
        Flux<ServerSentEvent<String>> beats = Flux.interval(Duration.ZERO, BEAT)
                .onBackpressureDrop()
                .map(tick -> ServerSentEvent.<String>builder().comment("").build());
        // The first beat says that what comes from now on is told: who asks for the list then misses nothing.
        Flux<ServerSentEvent<String>> all = last(request, user)
                .map(last -> missed(user, seen, last))
                .defaultIfEmpty(recent(user, seen)
                        .onErrorComplete()
                        .doOnNext(message -> seen.add(message.id()))
                        .ignoreElements()
                        .flux())
                .flatMapMany(first -> first.map(this::event).concatWith(Flux.merge(events, beats)))
                // Who could not be told what they missed asks again: so the stream ends before it has begun.
                .onErrorComplete()
                .takeUntilOther(live.over());
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(BodyInserters.fromServerSentEvents(all));
    }

    /** Nothing when the client says of no message that it saw it, or of one that is not the user's. */
    private Mono<Last> last(ServerRequest request, String user) {
        return Parameters.uuid(Parameters.header(request, "Last-Event-ID"))
                .map(id -> messages.time(id, user).map(at -> new Last(id, at)))
                .orElseGet(Mono::empty);
    }

    /** What came after that one, in order; it and all before it count as seen. */
    private Flux<Message> missed(String user, Set<UUID> seen, Last last) {
        Instant now = clock.instant();
        Instant farthest = now.minus(BACK_AT_MOST);
        Instant lately = now.minus(BACK);
        Instant from = last.at().isBefore(lately) ? last.at() : lately;
        return since(user, seen, from.isBefore(farthest) ? farthest : from)
                .collectSortedList(MessageStore.OLDEST_FIRST)
                .flatMapIterable(found -> found.subList(Math.max(0, found.size() - REMEMBERED), found.size()))
                .filter(message -> seen.add(message.id()) && last.isBefore(message));
    }

    /** What came into the app lately and has not been seen; what is not for the app is not looked at again either. */
    private Flux<Message> recent(String user, Set<UUID> seen) {
        return since(user, seen, clock.instant().minus(BACK));
    }

    private Flux<Message> since(String user, Set<UUID> seen, Instant since) {
        return messages.recent(user, since, clock.instant(), id -> !seen.contains(id))
                .filter(message -> isForTheApp(message, seen));
    }

    private static boolean isForTheApp(Message message, Set<UUID> seen) {
        boolean shown = message.channel() == Channel.INAPP;
        if (!shown) {
            seen.add(message.id());
        }
        return shown;
    }

    private ServerSentEvent<String> event(Message message) {
        JsonBody body = Shape.body(MessageView.of(templates, message));
        DataBuffer buffer = body.toBuffer(DefaultDataBufferFactory.sharedInstance, 512);
        String text = buffer.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(buffer);
        return ServerSentEvent.builder(text)
                .id(message.id().toString())
                .event("notification")
                .build();
    }
}
