package io.groat.analytics;

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

class AnalyticsSinkTest {
    private static final TestIssuer ISSUER = new TestIssuer();

    private static ConfigurableApplicationContext service;
    private static WebTestClient http;

    @BeforeAll
    static void start() {
        service = SpringApplication.run(
                AnalyticsSink.class,
                "--server.port=0",
                "--groat.kafka.bootstrap-servers=127.0.0.1:1",
                "--groat.cassandra.port=1",
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
    void startsWithoutWhatItNeedsAndSaysWhatIsMissing() {
        http.get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.service")
                .isEqualTo("analytics-sink")
                .jsonPath("$.startedAt")
                .value(
                        String.class,
                        startedAt -> assertThat(Instant.parse(startedAt)).isBefore(Instant.now()))
                .jsonPath("$.parts.cassandra.status")
                .isEqualTo("DOWN")
                .jsonPath("$.parts.ingest.reason")
                .isEqualTo("the streams have not begun yet");
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
                        .contains("application=\"analytics-sink\""));
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
