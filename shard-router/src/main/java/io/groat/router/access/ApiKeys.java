package io.groat.router.access;

import io.groat.web.token.ApiKey;
import io.groat.web.token.BadTokenException;
import io.groat.web.token.TokenVerifier;
import io.groat.web.token.Verified;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Checks API keys against their rows, and notes that they are used. */
final class ApiKeys implements TokenVerifier {

    private final ApiKeyStore store;
    private final BootstrapKeys bootstrap;
    private final KeyUse use;
    private final InstantSource clock;

    public ApiKeys(ApiKeyStore store, BootstrapKeys bootstrap, KeyUse use, InstantSource clock) {
        this.store = store;
        this.bootstrap = bootstrap;
        this.use = use;
        this.clock = clock;
    }

    @Override
    public Mono<Verified> verify(String token) {
        ApiKey key =
                ApiKey.parse(token).orElseThrow(() -> new BadTokenException("The API key doesn't have a key's form"));
        return store.find(key.id())
                .switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(bootstrap.find(key.id()))))
                .onErrorResume(
                        failure -> Mono.justOrEmpty(bootstrap.find(key.id())).switchIfEmpty(Mono.error(failure)))
                .filter(stored -> key.hasHash(stored.secretHash()) && stored.isGood(clock.instant()))
                .switchIfEmpty(Mono.error(() -> new BadTokenException("There is no such API key, or it has ended")))
                .doOnNext(stored -> use.note(stored.id()))
                .map(stored ->
                        new Verified(stored.caller(), Objects.requireNonNullElse(stored.expiresAt(), Instant.MAX)));
    }
}
