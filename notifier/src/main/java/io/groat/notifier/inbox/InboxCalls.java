package io.groat.notifier.inbox;

import io.groat.notifier.http.Calls;
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
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A user's messages: lists, one, read marks. What is another's is not there for a user. */
final class InboxCalls {

    private static final Set<String> FILTERS = Set.of("userId", "status", "channel", "unread", "cursor", "limit");
    /** Looked at for one page, so that a filter that nothing passes comes to an end. */
    private static final int MOST_LOOKED_AT = 5_000;

    private static final char LIST = 'm';

    private final MessageStore messages;
    private final MessageJson words;
    private final InstantSource clock;

    public InboxCalls(MessageStore messages, Templates templates, InstantSource clock) {
        this.messages = messages;
        this.words = new MessageJson(templates);
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/notifications", Calls.READS, this::list),
                Route.get("/v1/notifications/{id}", Calls.READS, this::one),
                Route.post("/v1/notifications/{id}/read", Calls.WRITES, this::read));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        Parameters.requireOnly(request, FILTERS);
        String user = Calls.userAsked(request);
        int limit = Parameters.limit(request);
        @Nullable Status status = one(request, "status", Status::find);
        @Nullable Channel channel = one(request, "channel", Channel::find);
        boolean unread = unread(request);
        @Nullable Cursor cursor = Cursor.of(request, LIST);
        Instant upTo = cursor == null ? clock.instant() : Instant.ofEpochMilli(cursor.seq());
        return page(
                        messages.ofParty(user, upTo).filter(message -> cursor == null || isAfter(message, cursor)),
                        message -> (status == null || message.status() == status)
                                && (channel == null || message.channel() == channel)
                                && (!unread || message.readAt() == null),
                        limit,
                        MOST_LOOKED_AT)
                .flatMap(page -> Answer.ok(page.json(words::write)));
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

    private static boolean unread(ServerRequest request) {
        return switch (request.queryParam("unread").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Parameters.invalid("unread", "\"unread\" has to be true or false");
        };
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
        return mine(request).flatMap(message -> Answer.ok(json -> words.write(json, message)));
    }

    private Mono<ServerResponse> read(ServerRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return mine(request)
                .flatMap(message -> message.readAt() != null
                        ? Mono.just(message)
                        : messages.markRead(message.id(), now).then(messages.find(message.id())))
                .flatMap(message -> Answer.ok(json -> words.write(json, message)));
    }

    private Mono<Message> mine(ServerRequest request) {
        Permit permit = Permit.of(request);
        return messages.find(Calls.id(request))
                .filter(message -> permit.covers(message.party()))
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private static <T> @Nullable T one(ServerRequest request, String name, Function<String, Optional<T>> find) {
        Optional<String> text = request.queryParam(name);
        if (text.isEmpty()) {
            return null;
        }
        return find.apply(text.get())
                .orElseThrow(() -> Parameters.invalid(name, "\"" + text.get() + "\" is no " + name));
    }
}
