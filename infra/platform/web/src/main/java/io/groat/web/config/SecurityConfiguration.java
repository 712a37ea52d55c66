package io.groat.web.config;

import io.groat.web.guard.AccessProblems;
import io.groat.web.guard.OneBearerToken;
import io.groat.web.guard.OriginFilter;
import io.groat.web.guard.OriginSettings;
import io.groat.web.guard.ProxyFilter;
import io.groat.web.guard.ProxySettings;
import io.groat.web.guard.RouteAuthorization;
import io.groat.web.guard.SecurityHeaders;
import io.groat.web.guard.StreamEnd;
import io.groat.web.guard.TokenAuthentication;
import io.groat.web.http.Problems;
import io.groat.web.http.RouteTable;
import io.groat.web.problem.Problem;
import io.groat.web.problem.WebProblem;
import io.groat.web.redis.RedisLink;
import io.groat.web.token.AccessSettings;
import io.groat.web.token.IntrospectedKeys;
import io.groat.web.token.JwtVerifier;
import io.groat.web.token.LiveSessions;
import io.groat.web.token.RedisSessions;
import io.groat.web.token.TokenCheck;
import io.groat.web.token.TokenKinds;
import io.groat.web.token.TokenVerifier;
import io.groat.web.token.VerifiedTokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/** Who may call: Spring Security with our tokens and our routes' rules. Stateless, so there is nothing to forge. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration"
        })
@EnableWebFluxSecurity
@EnableConfigurationProperties({AccessSettings.class, OriginSettings.class, ProxySettings.class})
public class SecurityConfiguration {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    /** All that a call reads, and what libraries for event streams and traces send of themselves. */
    private static final List<String> SENT = List.of(
            "Accept",
            "Authorization",
            "Cache-Control",
            "Content-Type",
            "Idempotency-Key",
            "Last-Event-ID",
            "baggage",
            "traceparent",
            "tracestate");

    private static final List<String> READ = List.of(
            "Allow",
            "Location",
            "Idempotency-Replayed",
            "Retry-After",
            "RateLimit",
            "RateLimit-Policy",
            "WWW-Authenticate",
            "traceresponse");

    /** The router knows the keys itself. */
    @Bean
    @ConditionalOnMissingBean(name = "tokenVerifier")
    TokenVerifier tokenVerifier(AccessSettings settings, LiveSessions sessions) {
        return new TokenKinds(
                new IntrospectedKeys(settings), JwtVerifier.withPublishedKeys(settings, sessions), settings);
    }

    @Bean
    LiveSessions liveSessions(RedisLink redis) {
        return new RedisSessions(redis);
    }

    @Bean
    TokenCheck tokenCheck(TokenVerifier tokenVerifier, AccessSettings settings, InstantSource clock) {
        return new TokenCheck(new VerifiedTokens(tokenVerifier, settings, clock), settings);
    }

    @Bean
    TokenAuthentication tokenAuthentication(TokenCheck check) {
        return new TokenAuthentication(check);
    }

    @Bean
    StreamEnd streamEnd(TokenCheck check, LiveSessions sessions) {
        return new StreamEnd(check, sessions);
    }

    @Bean
    SecurityHeaders securityHeaders() {
        return new SecurityHeaders();
    }

    @Bean
    ProxyFilter proxyFilter(ProxySettings settings) {
        return new ProxyFilter(settings);
    }

    /** Spring's own way with forwarded headers believes whoever sends them; {@link ProxyFilter} is the only one to look. */
    @Bean
    ForwardedHeaderTransformer forwardedHeaderTransformer() {
        return new ForwardedHeaderTransformer() {
            @Override
            public ServerHttpRequest apply(ServerHttpRequest request) {
                return request;
            }
        };
    }

    /**
     * Keeps away addresses that parts of a system may read in different ways. What a header says harms nobody, and
     * a method that nothing takes is refused as such.
     */
    @Bean
    ServerWebExchangeFirewall addressFirewall() {
        StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    @Bean
    ServerExchangeRejectedHandler rejectedAddresses(Problems problems) {
        return (exchange, rejected) -> problems.send(
                exchange,
                Problem.of(
                        WebProblem.MALFORMED_REQUEST,
                        null,
                        "The address may have no encoded slash, point, percent or control character, no //, ; or \\"),
                Map.of());
    }

    /**
     * The server measures and traces each call as a whole; a span and a timer of each filter and each decision beside it
     * would cost more than they do.
     */
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityWebFilterChain securityFilters(
            ServerHttpSecurity http, TokenAuthentication tokens, RouteTable routes, Problems problems) {
        AccessProblems answers = new AccessProblems(problems);
        return http.csrf(CsrfSpec::disable)
                .formLogin(FormLoginSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .logout(LogoutSpec::disable)
                .requestCache(RequestCacheSpec::disable)
                .headers(HeaderSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(tokens)
                        .bearerTokenConverter(new OneBearerToken())
                        .authenticationEntryPoint(answers)
                        .accessDeniedHandler(answers))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .authorizeExchange(exchanges -> exchanges.anyExchange().access(new RouteAuthorization(routes)))
                .build();
    }

    @Bean
    @ConditionalOnExpression("!'${groat.cors.origins:}'.isBlank() || !'${groat.cors.origins[0]:}'.isBlank()")
    OriginFilter originFilter(OriginSettings settings, Problems problems) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(settings.origins());
        configuration.setAllowedMethods(METHODS);
        configuration.setAllowedHeaders(SENT);
        configuration.setExposedHeaders(READ);
        configuration.setAllowCredentials(false);
        configuration.setMaxAge(Duration.ofHours(1));
        return new OriginFilter(configuration, problems);
    }
}
