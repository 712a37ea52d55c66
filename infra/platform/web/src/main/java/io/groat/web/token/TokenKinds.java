package io.groat.web.token;

import io.groat.web.access.Caller;
import io.groat.web.access.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Tells by a token's form what it is, and has it checked as that: our services' credential, an API key, or a JWT. */
public final class TokenKinds implements TokenVerifier {

    private static final Caller OWN_SERVICE =
            new Caller(Caller.Kind.SERVICE, "groat", Set.of(Role.SERVICE), Set.of(), null);

    private final TokenVerifier apiKeys;
    private final TokenVerifier jwts;
    private final byte @Nullable [] serviceHash;

    /** @param apiKeys given tokens of an API key's form alone */
    public TokenKinds(TokenVerifier apiKeys, TokenVerifier jwts, AccessSettings settings) {
        this.apiKeys = apiKeys;
        this.jwts = jwts;
        this.serviceHash =
                ApiKey.parse(settings.serviceCredential()).map(ApiKey::hash).orElse(null);
    }

    @Override
    public Mono<Verified> verify(String token) {
        if (!ApiKey.isMeant(token)) {
            return jwts.verify(token);
        }
        Optional<ApiKey> key = ApiKey.parse(token);
        if (key.isEmpty()) {
            return Mono.error(new BadTokenException("The API key doesn't have a key's form"));
        }
        return key.get().id().equals(ApiKey.SERVICE) ? service(key.get()) : apiKeys.verify(token);
    }

    private Mono<Verified> service(ApiKey key) {
        return serviceHash != null && key.hasHash(serviceHash)
                ? Mono.just(new Verified(OWN_SERVICE, Instant.MAX))
                : Mono.error(new BadTokenException("The service's credential is another"));
    }
}
