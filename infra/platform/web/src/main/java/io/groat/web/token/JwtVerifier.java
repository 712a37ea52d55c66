package io.groat.web.token;

import io.groat.web.access.Caller;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Checks access tokens: signature by ES256 and no other algorithm, issuer, audience, time; then whether the session goes
 * on. While that can't be asked, a token lasts until its end.
 */
public final class JwtVerifier implements TokenVerifier {

    /** For hosts whose clocks differ a little. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private static final String SESSION = "sid";
    private static final String ROLES = "roles";
    private static final String SCOPE = "scope";

    private final ReactiveJwtDecoder decoder;
    private final LiveSessions sessions;

    private JwtVerifier(NimbusReactiveJwtDecoder decoder, AccessSettings settings, LiveSessions sessions) {
        JwtTimestampValidator time = new JwtTimestampValidator(CLOCK_SKEW);
        time.setAllowEmptyExpiryClaim(false);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                time,
                new JwtIssuerValidator(settings.issuer()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience())),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, subject -> subject != null && !subject.isEmpty())));
        this.decoder = decoder;
        this.sessions = sessions;
    }

    /** By keys that this service has. */
    public static JwtVerifier with(PublicKeys keys, AccessSettings settings, LiveSessions sessions) {
        return new JwtVerifier(
                NimbusReactiveJwtDecoder.withJwkSource(token -> keys.current())
                        .jwsAlgorithm(SignatureAlgorithm.ES256)
                        .build(),
                settings,
                sessions);
    }

    /** By the keys that the router publishes. */
    public static JwtVerifier withPublishedKeys(AccessSettings settings, LiveSessions sessions) {
        return new JwtVerifier(
                NimbusReactiveJwtDecoder.withJwkSetUri(settings.jwksUri())
                        .jwsAlgorithm(SignatureAlgorithm.ES256)
                        .build(),
                settings,
                sessions);
    }

    @Override
    public Mono<Verified> verify(String token) {
        return decoder.decode(token)
                .onErrorMap(
                        BadJwtException.class,
                        bad -> new BadTokenException("The token is expired, not signed by us, or not meant for us"))
                .map(JwtVerifier::verified)
                .filterWhen(verified -> goesOn(verified.caller()))
                .switchIfEmpty(Mono.error(() -> new BadTokenException("The session has ended")));
    }

    /** While sessions can't be asked for, a token lasts until its end. */
    private Mono<Boolean> goesOn(Caller caller) {
        String session = caller.sessionId();
        return session == null
                ? Mono.just(true)
                : sessions.isLive(caller.id(), session).onErrorReturn(true);
    }

    private static Verified verified(Jwt jwt) {
        return new Verified(
                new Caller(
                        Caller.Kind.USER,
                        Objects.requireNonNull(jwt.getSubject()),
                        known(texts(jwt, ROLES), Role::find, Role.SERVICE),
                        scopes(jwt.getClaim(SCOPE)),
                        jwt.getClaimAsString(SESSION)),
                Objects.requireNonNullElse(jwt.getExpiresAt(), Instant.MIN));
    }

    /** A scope that nobody knows allows nothing; it does not make the token one without scopes. */
    private static Set<Scope> scopes(@Nullable Object claim) {
        if (!(claim instanceof String text) || text.isBlank()) {
            return Set.of();
        }
        Set<Scope> scopes = known(List.of(text.strip().split(" +", -1)), Scope::find, null);
        if (scopes.isEmpty()) {
            throw new BadTokenException("The token names no scope that is known here");
        }
        return scopes;
    }

    private static List<String> texts(Jwt jwt, String claim) {
        return jwt.getClaim(claim) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    private static <T> Set<T> known(List<String> texts, Function<String, Optional<T>> find, @Nullable T never) {
        Stream<T> found = texts.stream().map(find).flatMap(Optional::stream);
        return found.filter(one -> !one.equals(never)).collect(Collectors.toSet());
    }
}
