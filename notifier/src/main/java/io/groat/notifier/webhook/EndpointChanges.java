package io.groat.notifier.webhook;

import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.secret.MasterSecret;
import io.groat.web.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is done with endpoints. Secrets leave it once, when they are made. */
final class EndpointChanges {

    static final String PURPOSE = "webhook keys";
    private static final int MOST_KEYS = 4;
    private static final int TRIES = 5;

    private final EndpointStore store;
    private final Endpoints endpoints;
    private final MasterSecret secrets;
    private final WebhookSettings settings;
    private final InstantSource clock;

    /** An endpoint and the key that it has just got. */
    record WithKey(Endpoint endpoint, SigningKey key, String shown) {}

    public EndpointChanges(
            EndpointStore store,
            Endpoints endpoints,
            MasterSecret secrets,
            WebhookSettings settings,
            InstantSource clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
    }

    Mono<WithKey> create(
            @Nullable String owner, String url, String description, Set<String> events, SigningKey.Type type) {
        return endpoints
                .ofOwner(owner)
                .filter(all -> owner == null || all.size() < settings.mostOfUser())
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        NotifierProblem.TOO_MANY, null, "A user has at most " + settings.mostOfUser() + " endpoints")))
                .flatMap(room -> {
                    Instant now = now();
                    SigningKey.Fresh fresh = SigningKey.fresh(type);
                    SigningKey key = key(fresh, type, now);
                    Endpoint endpoint = new Endpoint(
                            UUID.randomUUID(), owner, url, description, events, null, List.of(key), now, now, 1);
                    return store.add(endpoint)
                            .then(endpoints.look())
                            .thenReturn(new WithKey(endpoint, key, fresh.shown()));
                });
    }

    Mono<WithKey> addKey(Endpoint endpoint, SigningKey.Type type) {
        SigningKey.Fresh fresh = SigningKey.fresh(type);
        SigningKey key = key(fresh, type, now());
        return change(endpoint.id(), (current, now) -> {
                    if (current.keys().size() >= MOST_KEYS) {
                        throw new ProblemException(
                                NotifierProblem.TOO_MANY, null, "An endpoint has at most " + MOST_KEYS + " keys");
                    }
                    return current.withKey(key, now);
                })
                .map(after -> new WithKey(after, key, fresh.shown()));
    }

    Mono<Endpoint> removeKey(Endpoint endpoint, String keyId) {
        return change(endpoint.id(), (current, now) -> {
            if (current.keys().stream().noneMatch(key -> key.id().equals(keyId))) {
                throw Calls.notFound();
            }
            if (current.keys().size() == 1) {
                throw new ProblemException(NotifierProblem.TOO_MANY, null, "The last key can't be taken away");
            }
            return current.withoutKey(keyId, now);
        });
    }

    /** Makes a change to what is there now, again when somebody else was faster. */
    Mono<Endpoint> change(UUID id, BiFunction<Endpoint, Instant, Endpoint> how) {
        return Mono.defer(() -> store.find(id))
                .switchIfEmpty(Mono.error(Calls::notFound))
                .flatMap(current -> attempt(how.apply(current, now())))
                .repeatWhenEmpty(TRIES, empties -> empties)
                .onErrorMap(
                        IllegalStateException.class,
                        tooOften -> new ProblemException(NotifierProblem.CHANGED_MEANWHILE))
                .flatMap(after -> endpoints.look().thenReturn(after));
    }

    private Mono<Endpoint> attempt(Endpoint after) {
        return store.change(after).flatMap(done -> done ? Mono.just(after) : Mono.empty());
    }

    Mono<Void> delete(Endpoint endpoint) {
        return store.delete(endpoint.id()).then(endpoints.look());
    }

    private SigningKey key(SigningKey.Fresh fresh, SigningKey.Type type, Instant now) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        return new SigningKey(id, type, secrets.seal(PURPOSE, fresh.secret()), fresh.publicKey(), now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
