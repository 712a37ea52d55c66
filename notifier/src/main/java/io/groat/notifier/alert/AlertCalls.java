package io.groat.notifier.alert;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.message.MessageId;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
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
import io.groat.web.shape.Text;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Alerts: those that are open, all of them; those that have ended, page by page; and that somebody has one in hand. */
final class AlertCalls {

    private static final Access READS = Access.of(Scope.NOTIFICATIONS_READ, Role.OPERATOR, Role.ADMIN);
    private static final Query<String> STATUS = Query.oneOf(
            "status",
            "Those that are open, all of them, if not said; or those that have ended, page by page",
            List.of("open", "ended"),
            "has to be open or ended");
    private static final char LIST = 'a';
    private static final int ATTEMPTS = 5;

    private final AlertStore store;
    private final InstantSource clock;

    public AlertCalls(AlertStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/alerts", READS)
                        .named("alerts", "getAlerts", "What is wrong, or was")
                        .query(STATUS, Query.CURSOR, Query.LIMIT)
                        .givesPage(AlertView.class)
                        .refuses(NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::list),
                Route.post("/v1/alerts/{id}/acknowledge", Calls.OPERATES)
                        .named("alerts", "acknowledgeAlert", "Says that one has it in hand")
                        .path("id", "The alert's id")
                        .gives(200, AlertView.class, "The alert as it is now")
                        .refuses(
                                WebProblem.NOT_FOUND,
                                NotifierProblem.CHANGED_MEANWHILE,
                                NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::acknowledge));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        int limit = Parameters.limit(request);
        return "ended".equals(STATUS.of(request))
                ? ended(Cursor.of(request, LIST), limit)
                : store.state()
                        .flatMap(read ->
                                Answer.ok(new Page<>(read.state().open(), null).json(AlertView.class, AlertView::of)));
    }

    private Mono<ServerResponse> ended(@Nullable Cursor cursor, int limit) {
        Instant upTo = cursor == null ? clock.instant() : Instant.ofEpochMilli(cursor.seq());
        return store.ended(upTo)
                .filter(alert -> cursor == null || isAfter(alert, cursor))
                .take(limit + 1L)
                .collectList()
                .flatMap(found ->
                        Answer.ok(Page.of(found, limit, AlertCalls::cursor).json(AlertView.class, AlertView::of)));
    }

    private static boolean isAfter(Alert alert, Cursor cursor) {
        long end = endMillis(alert);
        return end < cursor.seq() || (end == cursor.seq() && MessageId.compare(alert.id(), cursor.id()) < 0);
    }

    private static Cursor cursor(Alert last) {
        return new Cursor(LIST, last.id(), endMillis(last));
    }

    private static long endMillis(Alert alert) {
        return Objects.requireNonNull(alert.endedAt()).toEpochMilli();
    }

    private Mono<ServerResponse> acknowledge(ServerRequest request) {
        UUID id = Calls.id(request);
        String who = Permit.of(request).caller().id();
        return Detached.work(acknowledged(id, who, 1)).flatMap(alert -> Answer.ok(AlertView.of(alert)));
    }

    /** Whoever looks changes the state too, every few seconds. */
    private Mono<Alert> acknowledged(UUID id, String who, int attempt) {
        return store.state().flatMap(read -> {
            AlertState after =
                    read.state().acknowledged(id, who, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            Alert alert = after.find(id);
            if (alert == null) {
                return Mono.error(Calls.notFound());
            }
            return store.change(read, after).flatMap(changed -> {
                if (changed) {
                    return Mono.just(alert);
                }
                return attempt < ATTEMPTS
                        ? acknowledged(id, who, attempt + 1)
                        : Mono.error(new ProblemException(NotifierProblem.CHANGED_MEANWHILE));
            });
        });
    }

    /** An alert as answers show it. */
    @Doc("Something that is wrong, or was")
    record AlertView(
            UUID id,
            @Text(oneOf = {"open", "ended"}) String status,
            @Doc(example = "shard-router") String service,

            @Doc(value = "Of the service; null when it is the whole", example = "shard-2") @Nullable
            String part,

            @Nullable String detail,
            @Doc("Since when it is so") Instant since,
            Instant openedAt,
            @Doc("When operators were told") @Nullable Instant toldAt,
            @Doc("Who has it in hand") @Nullable String acknowledgedBy,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant endedAt) {

        private static AlertView of(Alert alert) {
            return new AlertView(
                    alert.id(),
                    alert.endedAt() == null ? "open" : "ended",
                    alert.service(),
                    alert.part(),
                    alert.detail(),
                    alert.since(),
                    alert.openedAt(),
                    alert.toldAt(),
                    alert.acknowledgedBy(),
                    alert.acknowledgedAt(),
                    alert.endedAt());
        }
    }
}
