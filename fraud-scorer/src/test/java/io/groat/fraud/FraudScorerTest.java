package io.groat.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.webtest.TestIssuer;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service while everything that it needs is away. */
class FraudScorerTest {
    private static final TestIssuer ISSUER = new TestIssuer();

    private static ConfigurableApplicationContext service;
    private static WebTestClient http;

    @BeforeAll
    static void start() {
        service = SpringApplication.run(
                FraudScorer.class,
                "--server.port=0",
                "--groat.kafka.bootstrap-servers=127.0.0.1:1",
                "--groat.cassandra.port=1",
                "--spring.data.redis.port=1",
                "--groat.access.jwks-uri=" + ISSUER.jwksUri(),
                "--groat.access.service-credential=" + ISSUER.service().text());
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"))
                .build();
    }

    @AfterAll
    static void stop() {
        service.close();
        ISSUER.close();
    }

    @Test
    void saysWhatItMissesWhoItIsAndSinceWhen() {
        http.get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("DOWN")
                .jsonPath("$.parts.cassandra.status")
                .isEqualTo("DOWN")
                .jsonPath("$.parts.cassandra.reason")
                .isNotEmpty()
                .jsonPath("$.parts.streams.reason")
                .isNotEmpty()
                .jsonPath("$.service")
                .isEqualTo("fraud-scorer")
                .jsonPath("$.version")
                .isNotEmpty()
                .jsonPath("$.startedAt")
                .value(
                        String.class,
                        startedAt -> assertThat(Instant.parse(startedAt)).isBefore(Instant.now()));
    }

    @Test
    void callsSayThatTheStoreIsAway() {
        http.get()
                .uri("/v1/reviews")
                .headers(headers -> headers.setBearerAuth(ISSUER.token("ann", "analyst")))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("STORE_UNAVAILABLE");
    }

    @Test
    void isAliveAndReady() {
        for (String probe : new String[] {"liveness", "readiness"}) {
            http.get()
                    .uri("/actuator/health/" + probe)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("UP");
        }
    }

    @Test
    void exportsItsMetricsUnderItsName() {
        http.get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics)
                        .contains("jvm_memory_used_bytes{")
                        .contains("application=\"fraud-scorer\""));
    }

    @Test
    void answersAnUnknownPathWithAProblem() {
        http.get()
                .uri("/nowhere")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo(404)
                .jsonPath("$.instance")
                .isEqualTo("/nowhere");
    }
}
