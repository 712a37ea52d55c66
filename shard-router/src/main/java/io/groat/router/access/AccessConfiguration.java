package io.groat.router.access;

import io.groat.engine.AccountEngine;
import io.groat.engine.ShardGateway;
import io.groat.router.audit.AuditLog;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.groat.web.token.AccessSettings;
import io.groat.web.token.JwtVerifier;
import io.groat.web.token.LiveSessions;
import io.groat.web.token.PublicKeys;
import io.groat.web.token.TokenKinds;
import io.groat.web.token.TokenVerifier;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

/** API keys, and tokens checked here, where their keys and sessions are. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    ApiKeyStore apiKeyStore(ShardGateway gateway) {
        return new ApiKeyStore(gateway);
    }

    @Bean
    BootstrapKeys bootstrapKeys(AccessSettings settings, InstantSource clock) {
        return new BootstrapKeys(settings, clock);
    }

    @Bean
    KeyUse keyUse(ApiKeyStore store, BootstrapKeys bootstrap, InstantSource clock) {
        return new KeyUse(store, bootstrap, clock);
    }

    /** The keys are on shards. */
    @Bean
    LifecycleAdapter keyUseLifecycle(KeyUse use) {
        return LifecycleAdapter.ofPrompt(use::start, use::stop).inPhase(ShardsLifecycle.PHASE + 1);
    }

    /** By all keys that are known; without any, no JWT is good. */
    @Bean
    TokenVerifier tokenVerifier(
            ApiKeyStore store,
            BootstrapKeys bootstrap,
            KeyUse use,
            InstantSource clock,
            AccessSettings settings,
            ObjectProvider<PublicKeys> keys,
            LiveSessions sessions) {
        List<PublicKeys> known = keys.stream().toList();
        PublicKeys all = () -> Flux.fromIterable(known).concatMap(PublicKeys::current);
        TokenVerifier jwts = JwtVerifier.with(all, settings, sessions);
        return new TokenKinds(new ApiKeys(store, bootstrap, use, clock), jwts, settings);
    }

    @Bean
    Payer payer(AccountEngine accounts) {
        return new Payer(accounts);
    }

    @Bean
    Routes accessRoutes(ApiKeyStore store, TokenVerifier tokens, AuditLog audit, Bodies bodies, InstantSource clock) {
        return new ApiKeyCalls(store, audit, bodies, clock).routes().and(new IntrospectCall(tokens, bodies).route());
    }
}
