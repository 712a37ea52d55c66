package io.groat.notifier.inbox;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.message.Status;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Detached;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Messages that nobody took: listed, and driven again. */
final class DeadLetterCalls {

    private static final char LIST = 'd';
    private static final int DAYS = 30;
    private static final int MOST = 1_000;

    private final MessageStore messages;
    private final DeliveryQueue queue;
    private final InstantSource clock;

    public DeadLetterCalls(MessageStore messages, DeliveryQueue queue, InstantSource clock) {
        this.messages = messages;
        this.queue = queue;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/dead-letters", Calls.OPERATES)
                        .named("dead letters", "getDeadLetters", "Messages that nobody took, the latest first")
                        .query(Query.CURSOR, Query.LIMIT)
                        .givesPage(DeadLetterView.class)
                        .refuses(NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::list),
                Route.post("/v1/dead-letters/redrive", Calls.OPERATES)
                        .named("dead letters", "redriveAll", "Drives the latest again, up to a thousand")
                        .gives(202, RedrivenView.class, "How many are on their way again")
                        .refuses(NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::redriveAll),
                Route.post("/v1/dead-letters/{id}/redrive", Calls.OPERATES)
                        .named("dead letters", "redrive", "Drives a message again")
                        .path("id", "The message's id")
                        .givesNothing(202, "It is on its way again")
                        .refuses(WebProblem.NOT_FOUND, NotifierProblem.NOT_DEAD, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::redrive));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        int limit = Parameters.limit(request);
        @Nullable Cursor cursor = Cursor.of(request, LIST);
        Instant upTo = cursor == null ? clock.instant() : Instant.ofEpochMilli(cursor.seq());
        return messages.dead(upTo, DAYS)
                .filter(one -> cursor == null || isAfter(one, cursor))
                .take(limit + 1L)
                .collectList()
                .flatMap(found -> Answer.ok(
                        Page.of(found, limit, DeadLetterCalls::cursor).json(DeadLetterView.class, DeadLetterView::of)));
    }

    /** A message that nobody took. */
    @Doc("A message that nobody took")
    record DeadLetterView(
            UUID id,

            @Doc(value = "Who should have got it", example = "bob")
            String party,

            Channel channel,
            @Doc(example = "payment-received") String template,
            int attempts,

            @Doc(value = "Who was to deliver it", example = "smtp") @Nullable
            String provider,

            @Nullable String reason,
            Instant createdAt,
            Instant diedAt) {

        private static DeadLetterView of(MessageStore.Buried one) {
            Message message = one.message();
            return new DeadLetterView(
                    message.id(),
                    message.party(),
                    message.channel(),
                    message.template(),
                    message.attempts(),
                    message.provider(),
                    message.reason(),
                    message.createdAt(),
                    one.at());
        }
    }

    /** How many are on their way again. */
    record RedrivenView(long redriven) {}

    private static boolean isAfter(MessageStore.Buried one, Cursor cursor) {
        long at = one.at().toEpochMilli();
        UUID id = one.message().id();
        return at < cursor.seq() || (at == cursor.seq() && MessageId.compare(id, cursor.id()) < 0);
    }

    private static Cursor cursor(MessageStore.Buried last) {
        return new Cursor(LIST, last.message().id(), last.at().toEpochMilli());
    }

    private Mono<ServerResponse> redrive(ServerRequest request) {
        return messages.find(Calls.id(request))
                .switchIfEmpty(Mono.error(Calls::notFound))
                .flatMap(message -> message.status() == Status.DEAD || message.status() == Status.QUEUED
                        ? Detached.work(queue.redrive(message))
                        : Mono.error(() -> new ProblemException(
                                NotifierProblem.NOT_DEAD,
                                null,
                                "It is " + message.status().text())))
                .then(Mono.defer(() -> ServerResponse.accepted().build()));
    }

    /** Drives the last ones again, up to a thousand in one call. */
    private Mono<ServerResponse> redriveAll(ServerRequest request) {
        return Detached.work(messages.dead(clock.instant(), DAYS)
                        .take(MOST)
                        .flatMap(one -> queue.redrive(one.message()).thenReturn(1), 16)
                        .count())
                .flatMap(count -> Answer.of(202, headers -> {}, new RedrivenView(count)));
    }
}
