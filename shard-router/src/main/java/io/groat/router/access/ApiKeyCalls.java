package io.groat.router.access;

import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.problem.MoneyProblems;
import io.groat.web.access.Access;
import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Cursor;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import io.groat.web.shape.Text;
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

/** Makes API keys, shows them without their secrets, revokes them. */
final class ApiKeyCalls {

    private static final Access ADMINS = Access.of(Scope.KEYS, Role.ADMIN);
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
                Route.post("/v1/api-keys", ADMINS)
                        .named("access", "createApiKey", "Makes an API key and shows it, this once")
                        .takes(NewApiKey.class)
                        .gives(201, CreatedApiKeyView.class, "Made", HeaderField.LOCATION)
                        .refuses(MoneyProblems.onShards())
                        .by(bodies, this::create),
                Route.get("/v1/api-keys", ADMINS)
                        .named("access", "getApiKeys", "All API keys, revoked ones too, without their secrets")
                        .query(Query.LIMIT, Query.CURSOR)
                        .givesPage(ApiKeyView.class)
                        .refuses(MoneyProblems.onShards())
                        .by(this::page),
                Route.delete("/v1/api-keys/{id}", ADMINS)
                        .named("access", "revokeApiKey", "Revokes an API key, in force within 30 s")
                        .path("id", "The key's id, 16 hexadecimal digits")
                        .givesNothing("It is revoked")
                        .refuses(WebProblem.NOT_FOUND)
                        .refuses(MoneyProblems.onShards())
                        .by(this::revoke));
    }

    /** A key nobody was told of does nothing; one whose making is in no log must not be. So the log comes first. */
    private Mono<ServerResponse> create(ServerRequest request, Mono<NewApiKey> body) {
        return body.flatMap(wanted -> {
            ApiKey key = ApiKey.create();
            Caller creator = Permit.of(request).caller();
            StoredKey stored = stored(wanted, key, creator.text());
            requireWithin(creator, stored);
            AuditEntry act = AuditEntry.done(request.exchange(), "API_KEY_CREATED", null)
                    .on("api_key:" + key.id())
                    .saying("roles: " + stored.rolesText() + "; scopes: " + stored.scopesText());
            return audit.append(act)
                    .then(store.insertIfAbsent(stored))
                    .filter(inserted -> inserted)
                    .switchIfEmpty(Mono.error(() -> new IllegalStateException("two API keys of one id")))
                    .flatMap(inserted -> Answer.of(
                            201,
                            headers -> headers.setLocation(URI.create("/v1/api-keys/" + key.id())),
                            new CreatedApiKeyView(ApiKeyView.of(stored), key.text())));
        });
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, CURSORS);
        String after = cursor == null ? "" : "%016x".formatted(cursor.seq());
        return store.page(after, limit + 1)
                .map(keys -> Page.of(keys, limit, ApiKeyCalls::after))
                .flatMap(found -> Answer.ok(found.json(ApiKeyView.class, ApiKeyView::of)));
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

    private StoredKey stored(NewApiKey wanted, ApiKey key, String creator) {
        String name = wanted.name();
        if (name.isBlank()) {
            throw Parameters.invalid("name", "\"name\" has to be 1 to " + MAX_NAME + " characters");
        }
        Set<Role> roles = known("roles", wanted.roles(), text -> Role.find(text).filter(ROLES::contains));
        if (roles.isEmpty()) {
            throw Parameters.invalid("roles", "\"roles\" has to name operator, analyst or admin");
        }
        Instant now = clock.instant();
        return new StoredKey(
                key.id(),
                name,
                key.hash(),
                roles,
                known("scopes", wanted.scopes() == null ? List.of() : wanted.scopes(), Scope::find),
                creator,
                now,
                expiry(wanted.expiresAt(), now),
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

    /** A key to make. */
    @Doc("An API key to make")
    record NewApiKey(
            @Doc(example = "wallet backend") @Text(max = MAX_NAME)
            String name,

            @Doc(value = "operator, analyst, admin: one at least", example = "[\"operator\"]")
            List<String> roles,

            @Doc(value = "What it is held to; not there for all that its roles may", example = "[\"transfers:read\"]")
            @Nullable
            List<String> scopes,

            @Doc(value = "When it ends; never, if not said", example = "2036-01-31T12:00:00Z")
            @Text(format = "date-time")
            @Nullable
            String expiresAt) {}

    /** A key as its readers get it. */
    @Doc("An API key, without its secret")
    record ApiKeyView(
            @Doc(example = "0123456789abcdef") String id,
            @Doc(example = "wallet backend") String name,
            @Doc(example = "[\"operator\"]") List<String> roles,
            @Doc(example = "[\"transfers:read\"]") List<String> scopes,
            @Doc(example = "api_key:fedcba9876543210") String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Doc("To the minute") @Nullable Instant lastUsedAt) {

        private static ApiKeyView of(StoredKey key) {
            return new ApiKeyView(
                    key.id(),
                    key.name(),
                    key.roles().stream().map(Role::text).sorted().toList(),
                    key.scopes().stream().map(Scope::text).sorted().toList(),
                    key.createdBy(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.revokedAt(),
                    key.lastUsedAt());
        }
    }

    /** A key, this once. */
    @Doc("An API key that was just made")
    record CreatedApiKeyView(
            @Flat ApiKeyView about,

            @Doc(value = "The key itself; nobody can show it again", example = "groat_0123456789abcdef_secret")
            String key) {}

    private static ProblemException notFound() {
        return new ProblemException(WebProblem.NOT_FOUND, "id", "There is no such API key");
    }
}
