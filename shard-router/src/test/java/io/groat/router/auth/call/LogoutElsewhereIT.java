package io.groat.router.auth.call;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.TestServers;
import io.groat.other.OtherService;
import io.groat.router.RunningRouter;
import io.groat.router.auth.call.People.Person;
import io.groat.web.token.ApiKey;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Whoever is logged out at the router is out in another service. */
class LogoutElsewhereIT {

    /** Known, and not one who may make that call: the token is good. */
    private static final int GOOD = 403;

    private static final int REFUSED = 401;

    private static final People PEOPLE = People.shared();
    private static final ConfigurableApplicationContext OTHER = start();

    private static ConfigurableApplicationContext start() {
        SpringApplication application = new SpringApplication(OtherService.class);
        application.addInitializers(context -> {
            ReactorResourceFactory resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
        });
        String router = "http://127.0.0.1:" + PEOPLE.router.port();
        return application.run(
                "--spring.config.location=classpath:io/groat/web/defaults.yaml",
                "--spring.application.name=other",
                "--server.port=0",
                "--groat.access.cache-time=1s",
                "--groat.access.jwks-uri=" + router + "/.well-known/jwks.json",
                "--groat.access.introspection-uri=" + router + "/v1/auth/introspect",
                "--groat.access.service-credential="
                        + ApiKey.create(ApiKey.SERVICE).text(),
                "--spring.data.redis.port=" + TestServers.redis().port());
    }

    @AfterAll
    static void stop() {
        OTHER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout", "revocation", "password", "closing"})
    void aTokenIsRefusedOnceItsSessionHasEnded(String end) {
        Person ada = PEOPLE.somebody();
        Person elsewhere = PEOPLE.again(ada);
        assertThat(List.of(status(ada.access()), status(elsewhere.access()))).containsOnly(GOOD);

        assertThat(end(end, ada, elsewhere)).isIn(200, 204);

        await().atMost(PATIENCE).until(() -> status(ada.access()) == REFUSED);
        if (end.equals("closing")) {
            await().atMost(PATIENCE).until(() -> status(elsewhere.access()) == REFUSED);
        } else {
            assertThat(status(elsewhere.access())).isEqualTo(GOOD);
        }
    }

    /** Ends the first of somebody's sessions. */
    private static int end(String how, Person ada, Person elsewhere) {
        return switch (how) {
            case "logout" ->
                PEOPLE.send(ada.access(), "DELETE", "/v1/auth/session", null).status();
            case "revocation" ->
                PEOPLE.send(elsewhere.access(), "DELETE", "/v1/auth/sessions/" + ada.session(), null)
                        .status();
            case "password" ->
                PEOPLE.send(
                                elsewhere.access(),
                                "POST",
                                "/v1/auth/password",
                                "{\"oldPassword\":\"" + People.PASSWORD + "\",\"newPassword\":\"one more good one\"}")
                        .status();
            default ->
                PEOPLE.send(RunningRouter.ADMIN.text(), "PATCH", "/v1/users/" + ada.id(), "{\"status\":\"CLOSED\"}")
                        .status();
        };
    }

    private static int status(String token) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + OTHER.getEnvironment().getRequiredProperty("local.server.port"))
                .build()
                .get()
                .uri("/who")
                .headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
