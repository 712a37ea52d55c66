package io.groat.router.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

class OriginIT {

    private static final String WALLET = "https://wallet.example";

    @Test
    void withoutOriginsBrowsersAreToldNothing() {
        RunningRouter router = RunningRouter.shared();

        preflight(router, WALLET).expectHeader().doesNotExist("Access-Control-Allow-Origin");
        router.http
                .get()
                .uri("/v1/transfers?limit=1")
                .header("Origin", WALLET)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Origin");
    }

    @Test
    void onlyPagesOfThoseOriginsMayCall() {
        try (RunningRouter router = RunningRouter.fresh("--groat.cors.origins=" + WALLET)) {
            preflight(router, WALLET)
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("Access-Control-Allow-Origin", WALLET)
                    .expectHeader()
                    .doesNotExist("Access-Control-Allow-Credentials");
            preflight(router, "https://other.example").expectStatus().isForbidden();
            preflight(router, "null").expectStatus().isForbidden();
            router.as("")
                    .get()
                    .uri("/v1/transfers")
                    .header("Origin", WALLET)
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .value(
                            "Access-Control-Expose-Headers",
                            exposed -> assertThat(exposed).contains("Idempotency-Replayed", "Retry-After"));
        }
    }

    private static WebTestClient.ResponseSpec preflight(RunningRouter router, String origin) {
        return router.as("")
                .method(HttpMethod.OPTIONS)
                .uri("/v1/transfers")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,idempotency-key,content-type")
                .exchange();
    }
}
