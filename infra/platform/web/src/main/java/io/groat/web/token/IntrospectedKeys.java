package io.groat.web.token;

import io.groat.web.access.Caller;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.SpringReactiveOpaqueTokenIntrospector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Asks the router whom an API key stands for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662, token introspection</a>
 */
public final class IntrospectedKeys implements TokenVerifier {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final SpringReactiveOpaqueTokenIntrospector router;

    public IntrospectedKeys(AccessSettings settings) {
        HttpClient http = HttpClient.create()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) LIMIT.toMillis())
                .responseTimeout(LIMIT);
        this.router = new SpringReactiveOpaqueTokenIntrospector(
                settings.introspectionUri(),
                WebClient.builder()
                        .clientConnector(new ReactorClientHttpConnector(http))
                        .defaultHeaders(headers -> headers.setBearerAuth(settings.serviceCredential()))
                        .build());
    }

    @Override
    public Mono<Verified> verify(String token) {
        return router.introspect(token)
                .map(IntrospectedKeys::verified)
                .onErrorMap(BadOpaqueTokenException.class, bad -> new BadTokenException("There is no such API key"));
    }

    private static Verified verified(OAuth2AuthenticatedPrincipal answer) {
        Object end = answer.getAttribute(OAuth2TokenIntrospectionClaimNames.EXP);
        return new Verified(
                new Caller(
                        Caller.Kind.API_KEY,
                        Objects.requireNonNull(
                                answer.<String>getAttribute(OAuth2TokenIntrospectionClaimNames.CLIENT_ID)),
                        known(answer.getAttribute("roles"), Role::find),
                        known(answer.getAttribute(OAuth2TokenIntrospectionClaimNames.SCOPE), Scope::find),
                        null),
                end instanceof Instant instant ? instant : Instant.MAX);
    }

    private static <T> Set<T> known(@Nullable Object texts, Function<String, Optional<T>> find) {
        Collection<?> all = texts instanceof Collection<?> many ? many : List.of();
        return all.stream()
                .map(String::valueOf)
                .map(find)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }
}
