package io.groat.router.access;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.ADMIN;
import static io.groat.router.RunningRouter.ANALYST;
import static io.groat.router.RunningRouter.ISSUER;
import static io.groat.router.RunningRouter.OPERATOR;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;

import io.groat.infra.testservers.TestServers;
import io.groat.other.OtherService;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import io.groat.web.token.ApiKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Another service trusts what the router says of API keys, and tokens that the router's keys have signed. */
class OtherServiceIT {

    private static final RunningRouter ROUTER = RunningRouter.shared();
    private static final ConfigurableApplicationContext OTHER =
            start(ISSUER.service().text(), "http://127.0.0.1:" + ROUTER.port() + "/v1/auth/introspect");

    private static ConfigurableApplicationContext start(String credential, String introspection) {
        SpringApplication application = new SpringApplication(OtherService.class);
        application.addInitializers(context -> {
            ReactorResourceFactory resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
        });
        return application.run(
                "--spring.config.location=classpath:io/groat/web/defaults.yaml",
                "--spring.application.name=other",
                "--server.port=0",
                "--groat.access.cache-time=1s",
                "--groat.access.outage-grace=0s",
                "--groat.access.jwks-uri=" + ISSUER.jwksUri(),
                "--groat.access.introspection-uri=" + introspection,
                "--groat.access.service-credential=" + credential,
                "--spring.data.redis.port=" + TestServers.redis().port());
    }

    @AfterAll
    static void stop() {
        OTHER.close();
    }

    @Test
    void knowsCallersByTheirKeysAndTokens() {
        who(OTHER, ANALYST.text())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.caller")
                .isEqualTo("api_key:" + ANALYST.id());
        who(OTHER, ISSUER.token("alice", "user"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.caller")
                .isEqualTo("user:alice");
    }

    @Test
    void turnsAwayTheOthers() {
        expectProblem(who(OTHER, ""), WebProblem.UNAUTHENTICATED);
        expectProblem(who(OTHER, ApiKey.create().text()), WebProblem.UNAUTHENTICATED);
        expectProblem(
                who(OTHER, ISSUER.token("alice", claims -> claims.audience("x"), "user")), WebProblem.UNAUTHENTICATED);
        expectProblem(who(OTHER, OPERATOR.text()), WebProblem.FORBIDDEN);
    }

    @Test
    void learnsOfARevocationWithinTheCacheTime() {
        WebTestClient admin = ROUTER.as(ADMIN.text());
        String key = read(
                admin.post()
                        .uri("/v1/api-keys")
                        .header("Content-Type", "application/json")
                        .bodyValue("{\"name\":\"other\",\"roles\":[\"analyst\"]}")
                        .exchange(),
                "$.key");
        who(OTHER, key).expectStatus().isOk();

        admin.delete()
                .uri("/v1/api-keys/" + key.split("_", -1)[1])
                .exchange()
                .expectStatus()
                .isNoContent();

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        who(OTHER, key).returnResult(Void.class).getStatus().value() == 401);
    }

    @Test
    void withoutARouterOrACredentialItSaysThatItCannotTell() {
        try (ConfigurableApplicationContext lost = start(ISSUER.service().text(), "http://127.0.0.1:1/")) {
            expectProblem(who(lost, ANALYST.text()), WebProblem.TOKEN_CHECK_UNAVAILABLE);
        }
        try (ConfigurableApplicationContext stranger = start(
                ApiKey.create(ApiKey.SERVICE).text(), "http://127.0.0.1:" + ROUTER.port() + "/v1/auth/introspect")) {
            expectProblem(who(stranger, ANALYST.text()), WebProblem.TOKEN_CHECK_UNAVAILABLE);
        }
    }

    private static ResponseSpec who(ConfigurableApplicationContext service, String token) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"))
                .build()
                .get()
                .uri("/who")
                .headers(headers -> {
                    if (!token.isEmpty()) {
                        headers.setBearerAuth(token);
                    }
                })
                .exchange();
    }
}
