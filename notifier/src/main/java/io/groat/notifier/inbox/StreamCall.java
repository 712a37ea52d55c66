package io.groat.notifier.inbox;

import io.groat.notifier.http.Calls;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.template.Templates;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.json.JsonBody;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
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

/** A user's messages in the app as they come, as server-sent events. What came by another process is found each second. */
public final class StreamCall {

    private static final Duration EVERY = Duration.ofSeconds(1);
    /** While there is no other process it is only looked for what was missed, every so many times. */
    private static final int SELDOM = 15;

    private static final Duration BEAT = Duration.ofSeconds(15);
    /** Messages bear the time of what they are about, which may have been on its way for a while. */
    private static final Duration BACK = Duration.ofMinutes(1);

    private static final int REMEMBERED = 2_000;

    private final MessageStore messages;
    private final LiveInbox live;
    private final MessageJson words;
    private final BooleanSupplier alone;
    private final InstantSource clock;

    /** @param alone whether there is no other process */
    public StreamCall(
            MessageStore messages, LiveInbox live, Templates templates, BooleanSupplier alone, InstantSource clock) {
        this.messages = messages;
        this.live = live;
        this.words = new MessageJson(templates);
        this.alone = alone;
        this.clock = clock;
    }

    public Route route() {
        return Route.get("/v1/notifications/stream", Calls.READS, this::stream);
    }

    private Mono<ServerResponse> stream(ServerRequest request) {
        if (request.headers().accept().stream().noneMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype)) {
            throw new ProblemException(WebProblem.NOT_ACCEPTABLE, null, "This call answers in text/event-stream");
        }
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
                .concatMap(tick -> recent(user, seen), 1);
        Flux<ServerSentEvent<String>> events = Flux.merge(live.of(user), found)
                .filter(message -> seen.add(message.id()))
                .map(this::event);
        Flux<ServerSentEvent<String>> beats = Flux.interval(Duration.ZERO, BEAT)
                .onBackpressureDrop()
                .map(tick -> ServerSentEvent.<String>builder().comment("").build());
        // The first beat says that what comes from now on is told: who asks for the list then misses nothing.
        Flux<ServerSentEvent<String>> all = recent(user, seen)
                .doOnNext(message -> seen.add(message.id()))
                .thenMany(Flux.merge(events, beats))
                .takeUntilOther(live.over());
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(BodyInserters.fromServerSentEvents(all));
    }

    /** What came into the app lately and has not been seen; what is not for the app is not looked at again either. */
    private Flux<Message> recent(String user, Set<UUID> seen) {
        Instant now = clock.instant();
        return messages.recent(user, now.minus(BACK), now, id -> !seen.contains(id))
                .filter(message -> isForTheApp(message, seen))
                .onErrorComplete();
    }

    private static boolean isForTheApp(Message message, Set<UUID> seen) {
        boolean shown = message.channel() == Channel.INAPP;
        if (!shown) {
            seen.add(message.id());
        }
        return shown;
    }

    private ServerSentEvent<String> event(Message message) {
        JsonBody body = json -> words.write(json, message);
        DataBuffer buffer = body.toBuffer(DefaultDataBufferFactory.sharedInstance, 512);
        String text = buffer.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(buffer);
        return ServerSentEvent.builder(text)
                .id(message.id().toString())
                .event("notification")
                .build();
    }
}
