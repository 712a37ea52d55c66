package io.groat.router.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCallIT {

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void saysItIsUpOnAllShards() {
        router.http
                .get()
                .uri("/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("Server")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP")
                .jsonPath("$.service")
                .isEqualTo("shard-router")
                .jsonPath("$.version")
                .isNotEmpty()
                .jsonPath("$.startedAt")
                .value(String.class, text -> assertThat(Instant.parse(text)).isBefore(Instant.now()))
                .jsonPath("$.shards.length()")
                .isEqualTo(4)
                .jsonPath("$.shards[3].state")
                .isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void isAliveAndReady(String probe) {
        router.http
                .get()
                .uri("/actuator/health/" + probe)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void exportsItsMetrics() {
        String payer = router.wallet(0, 100);
        router.transfer(router.key(), RunningRouter.body(payer, router.wallet(1, 0), 10));
        router.transfer(router.key(), RunningRouter.body(payer, payer, 10));

        router.http
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(metrics -> assertThat(metrics)
                        .contains("groat_lane_depth{")
                        .contains("groat_lane_batch_size_count{")
                        .contains("groat_leg_seconds_count{")
                        .contains("groat_transfers_pending{")
                        .contains("groat_transfers_pending_age")
                        .contains("groat_refusals_total{application=\"shard-router\",code=\"SAME_ACCOUNT\"}")
                        .containsPattern("groat_transfers_total\\{.*outcome=\"completed\",way=\"cross\"\\}")
                        .contains("resilience4j_circuitbreaker_state{")
                        .contains("resilience4j_bulkhead_available_concurrent_calls{")
                        .contains("http_server_requests_seconds_count{")
                        .contains("uri=\"/v1/transfers\""));
    }
}
