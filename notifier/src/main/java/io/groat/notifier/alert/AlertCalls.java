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
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonWords;
import io.groat.web.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Alerts: those that are open, all of them; those that have ended, page by page; and that somebody has one in hand. */
final class AlertCalls {

    private static final Access READS = Access.of(Scope.NOTIFICATIONS_READ, Role.OPERATOR, Role.ADMIN);
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
                Route.get("/v1/alerts", READS, this::list),
                Route.post("/v1/alerts/{id}/acknowledge", Calls.OPERATES, this::acknowledge));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        Parameters.requireOnly(request, Set.of("status", "cursor", "limit"));
        int limit = Parameters.limit(request);
        return switch (request.queryParam("status").orElse("open")) {
            case "open" ->
                store.board().flatMap(read -> Answer.ok(new Page<>(read.board().open(), null).json(AlertCalls::write)));
            case "ended" -> ended(Cursor.of(request, LIST), limit);
            default -> throw Parameters.invalid("status", "\"status\" has to be open or ended");
        };
    }

    private Mono<ServerResponse> ended(@Nullable Cursor cursor, int limit) {
        Instant upTo = cursor == null ? clock.instant() : Instant.ofEpochMilli(cursor.seq());
        return store.ended(upTo)
                .filter(alert -> cursor == null || isAfter(alert, cursor))
                .take(limit + 1L)
                .collectList()
                .flatMap(found ->
                        Answer.ok(Page.of(found, limit, AlertCalls::cursor).json(AlertCalls::write)));
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
        return Detached.work(acknowledged(id, who, 1)).flatMap(alert -> Answer.ok(json -> write(json, alert)));
    }

    /** Whoever looks changes the board too, every few seconds. */
    private Mono<Alert> acknowledged(UUID id, String who, int attempt) {
        return store.board().flatMap(read -> {
            AlertBoard after =
                    read.board().acknowledged(id, who, clock.instant().truncatedTo(ChronoUnit.MILLIS));
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

    private static void write(JsonGenerator json, Alert alert) {
        json.writeStartObject();
        JsonWords.id(json, "id", alert.id());
        json.writeStringProperty("status", alert.endedAt() == null ? "open" : "ended");
        json.writeStringProperty("service", alert.service());
        JsonWords.text(json, "part", alert.part());
        JsonWords.text(json, "detail", alert.detail());
        JsonWords.time(json, "since", alert.since());
        JsonWords.time(json, "openedAt", alert.openedAt());
        JsonWords.time(json, "toldAt", alert.toldAt());
        JsonWords.text(json, "acknowledgedBy", alert.acknowledgedBy());
        JsonWords.time(json, "acknowledgedAt", alert.acknowledgedAt());
        JsonWords.time(json, "endedAt", alert.endedAt());
        json.writeEndObject();
    }
}
