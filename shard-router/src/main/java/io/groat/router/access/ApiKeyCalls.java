package io.groat.router.access;

import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.web.access.Access;
import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Cursor;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.json.JsonWords;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.token.ApiKey;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Makes API keys, shows them without their secrets, revokes them. */
public final class ApiKeyCalls {

    private static final Access ADMINS = Access.of(Scope.KEYS, Role.ADMIN);
    private static final Set<String> FIELDS = Set.of("name", "roles", "scopes", "expiresAt");
    private static final Set<Role> ROLES = EnumSet.of(Role.OPERATOR, Role.ANALYST, Role.ADMIN);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final int MAX_NAME = 100;
    private static final int HEXADECIMAL = 16;
    private static final char CURSORS = 'K';

    private final ApiKeyStore store;
    private final AuditLog audit;
    private final Bodies bodies;
    private final InstantSource clock;

    public ApiKeyCalls(ApiKeyStore store, AuditLog audit, Bodies bodies, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.bodies = bodies;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/api-keys", ADMINS, this::create),
                Route.get("/v1/api-keys", ADMINS, this::page),
                Route.delete("/v1/api-keys/{id}", ADMINS, this::revoke));
    }

    /** A key nobody was told of does nothing; one whose making is in no log must not be. So the log comes first. */
    private Mono<ServerResponse> create(ServerRequest request) {
        return bodies.json(request).flatMap(body -> {
            ApiKey key = ApiKey.create();
            Caller creator = Permit.of(request).caller();
            StoredKey stored = read(JsonText.object(body), key, creator.text());
            requireWithin(creator, stored);
            AuditEntry act = AuditEntry.done(request.exchange(), "API_KEY_CREATED", null)
                    .on("api_key:" + key.id())
                    .saying("roles: " + stored.rolesText() + "; scopes: " + stored.scopesText());
            return audit.append(act)
                    .then(store.insertIfAbsent(stored))
                    .filter(inserted -> inserted)
                    .switchIfEmpty(Mono.error(() -> new IllegalStateException("two API keys of one id")))
                    .flatMap(inserted -> Answer.of(
                            201, headers -> headers.setLocation(URI.create("/v1/api-keys/" + key.id())), json -> {
                                json.writeStartObject();
                                writeMembers(json, stored);
                                json.writeStringProperty("key", key.text());
                                json.writeEndObject();
                            }));
        });
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        Parameters.requireOnly(request, Set.of("limit", "cursor"));
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, CURSORS);
        String after = cursor == null ? "" : "%016x".formatted(cursor.seq());
        return store.page(after, limit + 1)
                .map(keys -> Page.of(keys, limit, ApiKeyCalls::after))
                .flatMap(found -> Answer.ok(found.json((json, key) -> {
                    json.writeStartObject();
                    writeMembers(json, key);
                    json.writeEndObject();
                })));
    }

    private Mono<ServerResponse> revoke(ServerRequest request) {
        String id = request.pathVariable("id");
        if (!ID.matcher(id).matches()) {
            return Mono.error(notFound());
        }
        AuditEntry act =
                AuditEntry.done(request.exchange(), "API_KEY_REVOKED", null).on("api_key:" + id);
        return store.find(id)
                .switchIfEmpty(Mono.error(ApiKeyCalls::notFound))
                .flatMap(known -> store.revoke(id, clock.instant()))
                .flatMap(now -> now ? audit.tryAppend(act) : Mono.empty())
                .then(ServerResponse.noContent().build());
    }

    private StoredKey read(JsonFields fields, ApiKey key, String creator) {
        fields.requireOnly(FIELDS);
        fields.require("name");
        fields.require("roles");
        String name = fields.findText("name", MAX_NAME);
        if (name == null || name.isBlank()) {
            throw Parameters.invalid("name", "\"name\" has to be 1 to " + MAX_NAME + " characters");
        }
        Set<Role> roles =
                known("roles", fields.texts("roles"), text -> Role.find(text).filter(ROLES::contains));
        if (roles.isEmpty()) {
            throw Parameters.invalid("roles", "\"roles\" has to name operator, analyst or admin");
        }
        Instant now = clock.instant();
        return new StoredKey(
                key.id(),
                name,
                key.hash(),
                roles,
                known("scopes", fields.findTexts("scopes"), Scope::find),
                creator,
                now,
                expiry(fields.findText("expiresAt"), now),
                null,
                null);
    }

    /** Who is held to scopes hands on no more than those. */
    private static void requireWithin(Caller creator, StoredKey key) {
        boolean within = creator.scopes().isEmpty()
                || (!key.scopes().isEmpty() && creator.scopes().containsAll(key.scopes()));
        if (!within) {
            throw new ProblemException(WebProblem.FORBIDDEN, "scopes", "You can't give scopes that you don't have");
        }
    }

    private static <T> Set<T> known(String field, List<String> texts, Function<String, Optional<T>> find) {
        return texts.stream()
                .map(text -> find.apply(text)
                        .orElseThrow(() -> Parameters.invalid(field, "\"" + field + "\" names something unknown")))
                .collect(Collectors.toSet());
    }

    private static @Nullable Instant expiry(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isAfter(now) && time.isBefore(Parameters.LATEST)) {
                return time;
            }
        } catch (DateTimeException noTime) {
            // Refused below, as any other.
        }
        throw Parameters.invalid("expiresAt", "\"expiresAt\" has to be a time to come, such as 2030-01-31T12:00:00Z");
    }

    private static Cursor after(StoredKey last) {
        return new Cursor(CURSORS, new UUID(0, 0), Long.parseUnsignedLong(last.id(), HEXADECIMAL));
    }

    private static void writeMembers(JsonGenerator json, StoredKey key) {
        json.writeStringProperty("id", key.id());
        json.writeStringProperty("name", key.name());
        writeTexts(json, "roles", key.roles().stream().map(Role::text).sorted().toList());
        writeTexts(
                json, "scopes", key.scopes().stream().map(Scope::text).sorted().toList());
        json.writeStringProperty("createdBy", key.createdBy());
        JsonWords.time(json, "createdAt", key.createdAt());
        JsonWords.time(json, "expiresAt", key.expiresAt());
        JsonWords.time(json, "revokedAt", key.revokedAt());
        JsonWords.time(json, "lastUsedAt", key.lastUsedAt());
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private static ProblemException notFound() {
        return new ProblemException(WebProblem.NOT_FOUND, "id", "There is no such API key");
    }
}
