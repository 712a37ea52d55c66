package io.groat.router.audit;

import io.groat.account.UserIds;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonWords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Shows the audit log to admins, and whether its chains hold. */
public final class AuditCalls {

    private static final Access ADMINS = Access.of(Scope.AUDIT, Role.ADMIN);
    private static final Set<String> PARAMETERS =
            Set.of("userId", "actor", "action", "outcome", "from", "to", "limit", "cursor");
    private static final Pattern WORD = Pattern.compile("[!-~]{1,80}");
    private static final char CURSORS = 'A';

    private final AuditLog log;

    public AuditCalls(AuditLog log) {
        this.log = log;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/audit", ADMINS, this::page), Route.get("/v1/audit/verify", ADMINS, this::verify));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        Parameters.requireOnly(request, PARAMETERS);
        int limit = Parameters.limit(request);
        AuditFilter filter = new AuditFilter(
                userId(request),
                word(request, "actor"),
                word(request, "action"),
                outcome(request),
                Parameters.time(request, "from"),
                Parameters.time(request, "to"),
                place(request),
                limit + 1);
        return log.page(filter)
                .map(rows -> Page.of(rows, limit, AuditCalls::after))
                .flatMap(found -> Answer.ok(found.json(AuditCalls::write)));
    }

    private Mono<ServerResponse> verify(ServerRequest request) {
        Parameters.requireOnly(request, Set.of());
        return log.verify().flatMap(chains -> Answer.ok(json -> write(json, chains)));
    }

    private static @Nullable String userId(ServerRequest request) {
        String userId = request.queryParam("userId").orElse(null);
        if (userId != null && !UserIds.isUserId(userId)) {
            throw Parameters.invalid("userId", "\"userId\" is not a user's id");
        }
        return userId;
    }

    private static @Nullable String word(ServerRequest request, String name) {
        String text = request.queryParam(name).orElse(null);
        if (text != null && !WORD.matcher(text).matches()) {
            throw Parameters.invalid(name, "\"" + name + "\" has to be 1 to 80 visible ASCII characters");
        }
        return text;
    }

    private static AuditEntry.@Nullable Outcome outcome(ServerRequest request) {
        String text = request.queryParam("outcome").orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return AuditEntry.Outcome.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException noOutcome) {
            throw Parameters.invalid("outcome", "\"outcome\" has to be DONE, REFUSED or FAILED");
        }
    }

    private static AuditFilter.@Nullable Place place(ServerRequest request) {
        Cursor cursor = Cursor.of(request, CURSORS);
        return cursor == null
                ? null
                : new AuditFilter.Place(
                        Instant.EPOCH.plus(cursor.id().getMostSignificantBits(), ChronoUnit.MICROS),
                        (int) cursor.id().getLeastSignificantBits(),
                        cursor.seq());
    }

    private static Cursor after(AuditRow last) {
        return new Cursor(
                CURSORS, new UUID(ChronoUnit.MICROS.between(Instant.EPOCH, last.at()), last.shard()), last.seq());
    }

    private static void write(JsonGenerator json, AuditRow row) {
        AuditEntry entry = row.entry();
        json.writeStartObject();
        json.writeNumberProperty("shard", row.shard());
        json.writeNumberProperty("seq", row.seq());
        JsonWords.time(json, "at", row.at());
        json.writeStringProperty("actor", entry.actor());
        json.writeStringProperty("action", entry.action());
        JsonWords.text(json, "userId", entry.userId());
        JsonWords.text(json, "target", entry.target());
        json.writeStringProperty("source", entry.source());
        json.writeStringProperty("outcome", entry.outcome().name());
        JsonWords.text(json, "detail", entry.detail());
        json.writeStringProperty("hash", HexFormat.of().formatHex(row.hash()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, List<AuditLog.ChainState> chains) {
        json.writeStartObject();
        json.writeBooleanProperty("intact", chains.stream().allMatch(chain -> chain.brokenAt() == null));
        json.writeArrayPropertyStart("shards");
        for (AuditLog.ChainState chain : chains) {
            json.writeStartObject();
            json.writeNumberProperty("shard", chain.shard());
            json.writeBooleanProperty("intact", chain.brokenAt() == null);
            json.writeNumberProperty("rows", chain.rows());
            json.writeStringProperty("hash", HexFormat.of().formatHex(chain.hash()));
            JsonWords.number(json, "brokenAt", chain.brokenAt());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
