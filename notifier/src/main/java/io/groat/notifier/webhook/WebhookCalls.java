package io.groat.notifier.webhook;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.MessageId;
import io.groat.notifier.outbound.PublicAddresses;
import io.groat.notifier.webhook.EndpointViews.AttemptView;
import io.groat.notifier.webhook.EndpointViews.EndpointChange;
import io.groat.notifier.webhook.EndpointViews.EndpointView;
import io.groat.notifier.webhook.EndpointViews.EndpointWish;
import io.groat.notifier.webhook.EndpointViews.EndpointWithKeyView;
import io.groat.notifier.webhook.EndpointViews.KeyWish;
import io.groat.notifier.webhook.EndpointViews.ReplayWish;
import io.groat.notifier.webhook.EndpointViews.ReplayedView;
import io.groat.notifier.webhook.EndpointViews.SentView;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.Cursor;
import io.groat.web.http.Detached;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Endpoints of webhooks: a user's own, and for operators everybody's. */
final class WebhookCalls {

    private static final Query<String> USER = Query.text("userId", "Whose; for operators, everybody's if not said");
    private static final char ATTEMPTS = 'a';
    private static final int MOST_REPLAYED = 10_000;

    private final EndpointStore store;
    private final Endpoints endpoints;
    private final EndpointChanges changes;
    private final AttemptLog log;
    private final WebhookIntake intake;
    private final EndpointAddresses addresses;
    private final Bodies bodies;
    private final InstantSource clock;

    public WebhookCalls(
            EndpointStore store,
            Endpoints endpoints,
            EndpointChanges changes,
            AttemptLog log,
            WebhookIntake intake,
            PublicAddresses addresses,
            Bodies bodies,
            InstantSource clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.changes = changes;
        this.log = log;
        this.intake = intake;
        this.addresses = new EndpointAddresses(addresses);
        this.bodies = bodies;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/webhooks", Calls.WRITES)
                        .named(
                                "webhooks",
                                "createWebhook",
                                "Makes an endpoint, and a key that what is sent is signed with")
                        .takes(EndpointWish.class)
                        .gives(201, EndpointWithKeyView.class, "Made")
                        .refuses(
                                NotifierProblem.ADDRESS_FORBIDDEN,
                                NotifierProblem.TOO_MANY,
                                NotifierProblem.STORE_UNAVAILABLE)
                        .by(bodies, this::create),
                Route.get("/v1/webhooks", Calls.READS)
                        .named("webhooks", "getWebhooks", "All endpoints of a user, or of everybody")
                        .query(USER)
                        .givesPage(EndpointView.class)
                        .refuses(NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::list),
                of(Route.get("/v1/webhooks/{id}", Calls.READS)
                                .named("webhooks", "getWebhook", "Shows an endpoint")
                                .gives(200, EndpointView.class, "The endpoint"))
                        .by(this::one),
                of(Route.patch("/v1/webhooks/{id}", Calls.WRITES)
                                .named("webhooks", "changeWebhook", "Changes an endpoint")
                                .mayTake(EndpointChange.class)
                                .gives(200, EndpointView.class, "As it is now")
                                .refuses(NotifierProblem.ADDRESS_FORBIDDEN, NotifierProblem.CHANGED_MEANWHILE))
                        .by(bodies, this::change),
                of(Route.delete("/v1/webhooks/{id}", Calls.WRITES)
                                .named("webhooks", "deleteWebhook", "Takes an endpoint away")
                                .givesNothing("It is gone"))
                        .by(this::delete),
                of(Route.post("/v1/webhooks/{id}/keys", Calls.WRITES)
                                .named(
                                        "webhooks",
                                        "addWebhookKey",
                                        "Makes another key; what is sent is signed with all")
                                .mayTake(KeyWish.class)
                                .gives(201, EndpointWithKeyView.class, "Made")
                                .refuses(NotifierProblem.TOO_MANY, NotifierProblem.CHANGED_MEANWHILE))
                        .by(bodies, this::addKey),
                of(Route.delete("/v1/webhooks/{id}/keys/{keyId}", Calls.WRITES)
                                .named("webhooks", "removeWebhookKey", "Takes a key away")
                                .path("keyId", "The key's id")
                                .gives(200, EndpointView.class, "As it is now")
                                .refuses(NotifierProblem.CHANGED_MEANWHILE))
                        .by(this::removeKey),
                of(Route.post("/v1/webhooks/{id}/test", Calls.WRITES)
                                .named("webhooks", "testWebhook", "Sends something to try an endpoint")
                                .gives(202, SentView.class, "It is on its way"))
                        .by(this::test),
                of(Route.get("/v1/webhooks/{id}/attempts", Calls.READS)
                                .named("webhooks", "getWebhookAttempts", "Requests that were made, the latest first")
                                .query(Query.CURSOR, Query.LIMIT)
                                .givesPage(AttemptView.class))
                        .by(this::attempts),
                of(Route.post("/v1/webhooks/{id}/replay", Calls.WRITES)
                                .named("webhooks", "replayWebhook", "Sends again what was sent since a time")
                                .takes(ReplayWish.class)
                                .gives(202, ReplayedView.class, "How many are on their way again"))
                        .by(bodies, this::replay));
    }

    /** What each of them is about. */
    private static <T> Call<T> of(Call<T> call) {
        return call.path("id", "The endpoint's id").refuses(WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE);
    }

    private Mono<ServerResponse> create(ServerRequest request, Mono<EndpointWish> body) {
        return body.flatMap(wish -> Detached.work(changes.create(
                        owner(request, wish.userId()),
                        addresses.judged(wish.url()),
                        orElse(wish.description(), ""),
                        WebhookEvents.judged(orElse(wish.events(), List.of())),
                        orElse(wish.keyType(), SigningKey.Type.HMAC))))
                .flatMap(made -> Answer.of(201, headers -> {}, EndpointWithKeyView.of(made)));
    }

    private static <T> T orElse(@Nullable T said, T other) {
        return said == null ? other : said;
    }

    /** A user's own are theirs; an operator says whose, or nobody's for the events of all. */
    private static @Nullable String owner(ServerRequest request, @Nullable String asked) {
        Permit permit = Permit.of(request);
        if (asked == null) {
            return permit.onlyOwn() ? permit.caller().id() : null;
        }
        Calls.requireUser("userId", asked);
        if (!permit.covers(asked)) {
            throw new ProblemException(WebProblem.FORBIDDEN, "userId", "It has to be the caller's own id");
        }
        return asked;
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        Permit permit = Permit.of(request);
        @Nullable String owner = permit.onlyOwn() ? permit.caller().id() : USER.of(request);
        return endpoints
                .ofOwner(owner)
                .flatMap(all -> Answer.ok(new Page<>(all, null).json(EndpointView.class, EndpointView::of)));
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return mine(request).flatMap(endpoint -> Answer.ok(EndpointView.of(endpoint)));
    }

    private Mono<ServerResponse> change(ServerRequest request, Mono<EndpointChange> body) {
        return mine(request)
                .flatMap(endpoint -> body.flatMap(change -> change(endpoint, change)))
                .flatMap(after -> Answer.ok(EndpointView.of(after)));
    }

    private Mono<Endpoint> change(Endpoint endpoint, EndpointChange change) {
        @Nullable String url = change.url() == null ? null : addresses.judged(change.url());
        @Nullable Set<String> events = change.events() == null ? null : WebhookEvents.judged(change.events());
        Boolean enabled = change.enabled();
        return Detached.work(changes.change(endpoint.id(), (current, now) -> {
            Endpoint after = current.withAddress(
                    orElse(url, current.url()),
                    orElse(change.description(), current.description()),
                    orElse(events, current.events()),
                    now);
            return enabled == null ? after : switched(after, enabled, current.version() + 1, now);
        }));
    }

    private static Endpoint switched(Endpoint endpoint, boolean on, int version, Instant now) {
        @Nullable String why = on ? null : "its owner switched it off";
        return new Endpoint(
                endpoint.id(),
                endpoint.owner(),
                endpoint.url(),
                endpoint.description(),
                endpoint.events(),
                why,
                endpoint.keys(),
                endpoint.createdAt(),
                now,
                version);
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        return mine(request)
                .flatMap(endpoint -> Detached.work(changes.delete(endpoint).thenReturn(true)))
                .flatMap(gone -> ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> addKey(ServerRequest request, Mono<KeyWish> body) {
        return mine(request)
                .flatMap(endpoint -> body.flatMap(
                        wish -> Detached.work(changes.addKey(endpoint, orElse(wish.keyType(), SigningKey.Type.HMAC)))))
                .flatMap(made -> Answer.of(201, headers -> {}, EndpointWithKeyView.of(made)));
    }

    private Mono<ServerResponse> removeKey(ServerRequest request) {
        return mine(request)
                .flatMap(endpoint -> Detached.work(changes.removeKey(endpoint, request.pathVariable("keyId"))))
                .flatMap(after -> Answer.ok(EndpointView.of(after)));
    }

    private Mono<ServerResponse> test(ServerRequest request) {
        return mine(request)
                .flatMap(endpoint -> Detached.work(intake.test(endpoint.id())))
                .flatMap(id -> Answer.of(202, headers -> {}, new SentView(id)));
    }

    private Mono<ServerResponse> attempts(ServerRequest request) {
        int limit = Parameters.limit(request);
        @Nullable Cursor cursor = Cursor.of(request, ATTEMPTS);
        Instant upTo = cursor == null ? clock.instant() : Instant.ofEpochMilli(cursor.seq());
        return mine(request)
                .flatMap(endpoint -> log.list(endpoint.id(), upTo)
                        .filter(entry -> cursor == null || isAfter(entry, cursor))
                        .take(limit + 1L)
                        .collectList())
                .flatMap(found -> Answer.ok(
                        Page.of(found, limit, WebhookCalls::cursor).json(AttemptView.class, AttemptView::of)));
    }

    private static boolean isAfter(AttemptLog.Entry entry, Cursor cursor) {
        long at = entry.at().toEpochMilli();
        return at < cursor.seq() || (at == cursor.seq() && MessageId.compare(entry.message(), cursor.id()) < 0);
    }

    private static Cursor cursor(AttemptLog.Entry last) {
        return new Cursor(ATTEMPTS, last.message(), last.at().toEpochMilli());
    }

    private Mono<ServerResponse> replay(ServerRequest request, Mono<ReplayWish> body) {
        return mine(request)
                .flatMap(endpoint -> body.flatMap(wish -> {
                    boolean all = !orElse(wish.failedOnly(), false);
                    return Detached.work(intake.replay(endpoint.id(), wish.since(), all, MOST_REPLAYED));
                }))
                .flatMap(count -> Answer.of(202, headers -> {}, new ReplayedView(count)));
    }

    private Mono<Endpoint> mine(ServerRequest request) {
        Permit permit = Permit.of(request);
        UUID id = Calls.id(request);
        return store.find(id)
                .filter(endpoint -> !permit.onlyOwn() || permit.caller().id().equals(endpoint.owner()))
                .switchIfEmpty(Mono.error(Calls::notFound));
    }
}
