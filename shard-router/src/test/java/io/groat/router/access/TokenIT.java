package io.groat.router.access;

import static io.groat.router.RunningRouter.ISSUER;
import static io.groat.router.RunningRouter.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.groat.infra.webtest.TestIssuer;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import io.groat.web.token.ApiKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenIT {

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void aGoodTokenIsTaken() {
        router.as(ISSUER.token("op", "operator"))
                .get()
                .uri("/v1/shards")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @SuppressWarnings("JavaUtilDate") // What the library takes.
    static Stream<Arguments> badTokens() throws Exception {
        ECKey other = TestIssuer.newKey();
        ECKey sameId =
                new ECKey.Builder(other).keyID(ISSUER.publicKey().getKeyID()).build();
        String good = ISSUER.token("op", "operator");
        String[] parts = good.split("\\.", -1);
        String asAdmin = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("operator", "admin")
                        .getBytes(StandardCharsets.UTF_8));
        SignedJWT mac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(ISSUER.publicKey().getKeyID())
                        .build(),
                TestIssuer.claims("op", "operator").build());
        mac.sign(new MACSigner(ISSUER.publicKey().toPublicKey().getEncoded()));
        Date past = Date.from(Instant.now().minusSeconds(60));
        Date later = Date.from(Instant.now().plusSeconds(600));
        return Stream.of(
                Arguments.of("expired", ISSUER.token("op", claims -> claims.expirationTime(past), "operator")),
                Arguments.of("without an end", ISSUER.token("op", claims -> claims.expirationTime(null), "operator")),
                Arguments.of("not yet", ISSUER.token("op", claims -> claims.notBeforeTime(later), "operator")),
                Arguments.of(
                        "another key",
                        TestIssuer.sign(TestIssuer.claims("op", "operator").build(), other)),
                Arguments.of(
                        "another key of that id",
                        TestIssuer.sign(TestIssuer.claims("op", "operator").build(), sameId)),
                Arguments.of(
                        "alg none",
                        new PlainJWT(TestIssuer.claims("op", "operator").build()).serialize()),
                Arguments.of("the public key as a secret", mac.serialize()),
                Arguments.of("another audience", ISSUER.token("op", claims -> claims.audience("other"), "operator")),
                Arguments.of("no audience", ISSUER.token("op", claims -> claims.audience((String) null), "operator")),
                Arguments.of("another issuer", ISSUER.token("op", claims -> claims.issuer("https://x"), "operator")),
                Arguments.of("no subject", ISSUER.token("op", claims -> claims.subject(null), "operator")),
                Arguments.of("unknown scope", ISSUER.token("op", claims -> claims.claim("scope", "all"), "operator")),
                Arguments.of("tampered claims", parts[0] + "." + asAdmin + "." + parts[2]),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("cut short", good.substring(0, good.length() - 10)),
                Arguments.of("nonsense", "nonsense"),
                Arguments.of("an API key that is none", ApiKey.create().text()),
                Arguments.of(
                        "an API key with another secret",
                        new ApiKey(RunningRouter.OPERATOR.id(), ApiKey.create().secret()).text()),
                Arguments.of("an API key's beginning", "groat_" + RunningRouter.OPERATOR.id()),
                Arguments.of(
                        "another service's credential",
                        ApiKey.create(ApiKey.SERVICE).text()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aBadTokenIsNot(String what, String token) {
        var answer = router.as(token).get().uri("/v1/shards").exchange();

        answer.expectHeader()
                .value("WWW-Authenticate", value -> assertThat(value).contains("error=\"invalid_token\""));
        expectProblem(answer, WebProblem.UNAUTHENTICATED);
    }

    @Test
    void aRoleThatTokensCanNotHaveIsNone() {
        expectProblem(
                router.as(ISSUER.token("x", "service", "root"))
                        .post()
                        .uri("/v1/auth/introspect")
                        .exchange(),
                WebProblem.FORBIDDEN);
    }

    @Test
    void aScopeHoldsATokenBack() {
        String reader = ISSUER.token("op", claims -> claims.claim("scope", "transfers:read"), "operator");

        router.as(reader)
                .get()
                .uri("/v1/transfers?limit=1")
                .exchange()
                .expectStatus()
                .isOk();
        expectProblem(router.as(reader).get().uri("/v1/shards").exchange(), WebProblem.FORBIDDEN);
    }

    @Test
    void whoTriesTooManyIsTurnedAway() {
        try (RunningRouter strict = RunningRouter.fresh("--groat.access.failures=5")) {
            strict.awaitShardsUp(4);
            for (int attempt = 0; attempt < 5; attempt++) {
                expectProblem(
                        strict.as(ApiKey.create().text())
                                .get()
                                .uri("/v1/shards")
                                .exchange(),
                        WebProblem.UNAUTHENTICATED);
            }

            expectProblem(
                    strict.as(ApiKey.create().text()).get().uri("/v1/shards").exchange(), WebProblem.RATE_LIMITED);
        }
    }
}
