package io.groat.notifier.inbox;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Message;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.message.Status;
import io.groat.notifier.template.Templates;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.WebProblem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A user's messages: lists, one, read marks. What is another's is not there for a user. */
final class InboxCalls {

    private static final String MESSAGE = "The message's id";
    private static final Query<Status> STATUS = Query.words(
            "status",
            "Only those of that status",
            Arrays.stream(Status.values()).map(Status::text).toList(),
            Status::find);
    private static final Query<Channel> CHANNEL = Query.words(
            "channel",
            "Only those by that channel",
            Arrays.stream(Channel.values()).map(Channel::text).toList(),
            Channel::find);
    private static final Query<Boolean> UNREAD = Query.flag("unread", "Only those that were not read");
    /** Looked at for one page, so that a filter that nothing passes comes to an end. */
    private static final int MOST_LOOKED_AT = 5_000;

    private static final char LIST = 'm';

    private final MessageStore messages;
    private final Templates templates;
    private final InstantSource clock;

    public InboxCalls(MessageStore messages, Templates templates, InstantSource clock) {
        this.messages = messages;
        this.templates = templates;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/notifications", Calls.READS)
                        .named("notifications", "getNotifications", "A user's messages, the latest first")
                        .query(Calls.USER_ASKED, STATUS, CHANNEL, UNREAD, Query.CURSOR, Query.LIMIT)
                        .givesPage(MessageView.class)
                        .refuses(WebProblem.MISSING_FIELD, WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::list),
                Route.get("/v1/notifications/{id}", Calls.READS)
                        .named("notifications", "getNotification", "Shows a message")
                        .path("id", MESSAGE)
                        .gives(200, MessageView.class, "The message")
                        .refuses(WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::one),
                Route.post("/v1/notifications/{id}/read", Calls.WRITES)
                        .named("notifications", "markRead", "Marks a message as read")
                        .path("id", MESSAGE)
                        .gives(200, MessageView.class, "The message as it is now")
                        .refuses(WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::read));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        String user = Calls.userAsked(request);
        int limit = Parameters.limit(request);
        @Nullable Status status = STATUS.of(request);
        @Nullable Channel channel = CHANNEL.of(request);
        boolean unread = Boolean.TRUE.equals(UNREAD.of(request));
        @Nullable Cursor cursor = Cursor.of(request, LIST);
        Instant upTo = cursor == null ? clock.instant() : Instant.ofEpochMilli(cursor.seq());
        return page(
                        messages.ofParty(user, upTo).filter(message -> cursor == null || isAfter(message, cursor)),
                        message -> (status == null || message.status() == status)
                                && (channel == null || message.channel() == channel)
                                && (!unread || message.readAt() == null),
                        limit,
                        MOST_LOOKED_AT)
                .flatMap(page -> Answer.ok(page.json(MessageView.class, this::view)));
    }

    /** Those wanted among so many, in their order. Where there may be more the page says where to go on, be it empty. */
    static Mono<Page<Message>> page(Flux<Message> messages, Predicate<Message> wanted, int limit, int mostLookedAt) {
        return Mono.defer(() -> {
            Look look = new Look();
            return messages.take(mostLookedAt)
                    .doOnNext(message -> look.at(message, wanted))
                    .takeUntil(message -> look.found.size() > limit)
                    .then(Mono.fromSupplier(() -> look.page(limit, mostLookedAt)));
        });
    }

    /** One page being read. */
    private static final class Look {

        private final List<Message> found = new ArrayList<>();
        private int lookedAt;
        private @Nullable Message last;

        void at(Message message, Predicate<Message> wanted) {
            lookedAt++;
            last = message;
            if (wanted.test(message)) {
                found.add(message);
            }
        }

        Page<Message> page(int limit, int mostLookedAt) {
            boolean cutShort = lookedAt == mostLookedAt && found.size() <= limit;
            return last != null && cutShort
                    ? new Page<>(found, cursor(last))
                    : Page.of(found, limit, InboxCalls::cursor);
        }
    }

    /** Lists are by time downwards, of one moment by id downwards. */
    private static boolean isAfter(Message message, Cursor cursor) {
        long at = message.createdAt().toEpochMilli();
        return at < cursor.seq() || (at == cursor.seq() && MessageId.compare(message.id(), cursor.id()) < 0);
    }

    private static Cursor cursor(Message last) {
        return new Cursor(LIST, last.id(), last.createdAt().toEpochMilli());
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return mine(request).flatMap(message -> Answer.ok(view(message)));
    }

    private Mono<ServerResponse> read(ServerRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return mine(request)
                .flatMap(message -> message.readAt() != null
                        ? Mono.just(message)
                        : messages.markRead(message.id(), now).then(messages.find(message.id())))
                .flatMap(message -> Answer.ok(view(message)));
    }

    private MessageView view(Message message) {
        return MessageView.of(templates, message);
    }

    private Mono<Message> mine(ServerRequest request) {
        Permit permit = Permit.of(request);
        return messages.find(Calls.id(request))
                .filter(message -> permit.covers(message.party()))
                .switchIfEmpty(Mono.error(Calls::notFound));
    }
}
