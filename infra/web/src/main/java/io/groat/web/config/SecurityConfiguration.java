package io.groat.web.config;

import io.groat.web.guard.AccessProblems;
import io.groat.web.guard.OriginSettings;
import io.groat.web.guard.RouteAuthorization;
import io.groat.web.guard.SecurityHeaders;
import io.groat.web.guard.StreamEnd;
import io.groat.web.guard.TokenAuthentication;
import io.groat.web.http.Problems;
import io.groat.web.http.RouteTable;
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
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;

/** Who may call: Spring Security with our tokens and our routes' rules. Stateless, so there is nothing to forge. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration"
        })
@EnableWebFluxSecurity
@EnableConfigurationProperties({AccessSettings.class, OriginSettings.class})
public class SecurityConfiguration {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> SENT = List.of("Authorization", "Content-Type", "Idempotency-Key", "traceparent");
    private static final List<String> READ = List.of(
            "Location", "Idempotency-Replayed", "Retry-After", "RateLimit", "RateLimit-Policy", "WWW-Authenticate");

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
    TokenCheck tokenCheck(TokenVerifier tokenVerifier, AccessSettings settings) {
        return new TokenCheck(new VerifiedTokens(tokenVerifier, settings, InstantSource.system()), settings);
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
                        .authenticationEntryPoint(answers)
                        .accessDeniedHandler(answers))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .authorizeExchange(exchanges -> exchanges.anyExchange().access(new RouteAuthorization(routes)))
                .build();
    }

    /** Before all else, since a browser asks without its token first. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    @ConditionalOnExpression("!'${groat.cors.origins:}'.isBlank() || !'${groat.cors.origins[0]:}'.isBlank()")
    CorsWebFilter originFilter(OriginSettings settings) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(settings.origins());
        configuration.setAllowedMethods(METHODS);
        configuration.setAllowedHeaders(SENT);
        configuration.setExposedHeaders(READ);
        configuration.setAllowCredentials(false);
        configuration.setMaxAge(Duration.ofHours(1));
        return new CorsWebFilter(exchange -> configuration);
    }
}
