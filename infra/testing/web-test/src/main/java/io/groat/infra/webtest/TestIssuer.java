package io.groat.infra.webtest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.groat.web.access.Role;
import io.groat.web.token.ApiKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** Signs tokens as the router does, with a key of its own, and publishes that key on the loopback address. */
public final class TestIssuer implements AutoCloseable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final ApiKey service = ApiKey.create(ApiKey.SERVICE);
    private final ECKey key;
    /** Of its own: a service that stops takes the shared ones with it, and a port on those could never be closed. */
    private final LoopResources loops = LoopResources.create("issuer", 1, true);

    private final DisposableServer server;

    public TestIssuer() {
        this.key = newKey();
        String published = new JWKSet(key.toPublicJWK()).toString();
        this.server = HttpServer.create()
                .runOn(loops)
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                        "/.well-known/jwks.json",
                        (request, response) -> response.header("Content-Type", "application/json")
                                .sendString(Mono.just(published))))
                .bindNow();
    }

    /** The key, its public half. */
    public ECKey publicKey() {
        return key.toPublicJWK();
    }

    /** Where it is published. */
    public String jwksUri() {
        return "http://127.0.0.1:" + server.port() + "/.well-known/jwks.json";
    }

    /** A good token for a user with those roles. */
    public String token(String userId, String... roles) {
        return token(userId, claims -> claims, roles);
    }

    /** A token with claims changed as told. */
    public String token(String userId, UnaryOperator<JWTClaimsSet.Builder> change, String... roles) {
        return sign(change.apply(claims(userId, roles)).build(), key);
    }

    /** A good token for each role: a service that asks the router about nothing else takes all of them. */
    public Map<Role, String> tokens() {
        return Arrays.stream(Role.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        role -> role == Role.SERVICE ? service.text() : token("somebody", role.text())));
    }

    /** By which services know each other in the test. */
    public ApiKey service() {
        return service;
    }

    /** Claims of a good token. */
    public static JWTClaimsSet.Builder claims(String userId, String... roles) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("https://groat.local")
                .audience("groat")
                .subject(userId)
                .claim("roles", List.of(roles))
                .claim("scope", "")
                .claim("iat", now.getEpochSecond())
                .claim("exp", now.plusSeconds(900).getEpochSecond())
                .jwtID(UUID.randomUUID().toString());
    }

    public static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Those claims, signed with that key. */
    public static String sign(JWTClaimsSet claims, ECKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.disposeNow(LONGEST_STOP);
        loops.dispose();
    }
}
