package io.groat.web.edge;

import static io.groat.web.edge.RunningEdge.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.fuzz.http.RawRequest;
import io.groat.web.problem.WebProblem;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests come from: through proxies, which may be trusted, and from pages in browsers. */
class OriginsIT {

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "framework"})
    void withoutTrustedProxiesForwardedHeadersSayNothing(String strategy) throws IOException {
        try (RunningEdge edge = RunningEdge.with("--server.forward-headers-strategy=" + strategy);
                RawHttp client = edge.client()) {
            for (String header : List.of(
                    "X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9", "X-Forwarded-For: nonsense")) {
                assertThat(client.send(RawRequest.get("/v1/from", header)).text())
                        .as(header)
                        .isEqualTo("{\"from\":\"127.0.0.1\"}");
                assertThat(client.send(RawRequest.get("/actuator/prometheus", header))
                                .status())
                        .as(header)
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "framework"})
    void whatATrustedProxyWroteCountsAndNothingBesideIt(String strategy) throws IOException {
        try (RunningEdge edge = RunningEdge.with(
                        "--server.forward-headers-strategy=" + strategy,
                        "--groat.http.trusted-proxies=127.0.0.0/8,10.0.0.0/8");
                RawHttp client = edge.client()) {
            assertThat(client.send(RawRequest.get(
                                    "/v1/from",
                                    "Forwarded: for=127.0.0.1",
                                    "X-Forwarded-For: 127.0.0.1",
                                    "X-Forwarded-For: 203.0.113.9, 10.1.1.1"))
                            .text())
                    .isEqualTo("{\"from\":\"203.0.113.9\"}");
            for (String value : List.of("127.0.0.1", "203.0.113.9", "nonsense", "127.0.0.1, 10.1.1.1")) {
                assertProblem(
                        client.send(RawRequest.get("/actuator/prometheus", "X-Forwarded-For: " + value)),
                        WebProblem.UNAUTHENTICATED);
            }
            assertThat(client.send(RawRequest.get("/actuator/prometheus")).status())
                    .isEqualTo(200);
        }
    }

    // Browsers

    @Test
    void aBrowserMaySendWhatCallsRead() throws IOException {
        try (RunningEdge edge = RunningEdge.with("--groat.cors.origins=https://wallet.example");
                RawHttp client = edge.client()) {
            RawRequest preflight = RawRequest.get(
                            "/v1/stream",
                            "Origin: https://wallet.example",
                            "Access-Control-Request-Method: GET",
                            "Access-Control-Request-Headers: authorization,last-event-id,cache-control,tracestate")
                    .withMethod("OPTIONS");
            RawAnswer answer = client.send(preflight);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Headers"))
                    .contains("authorization", "last-event-id", "cache-control", "tracestate");
            assertProblem(
                    client.send(preflight
                            .without("Access-Control-Request-Headers")
                            .with("Access-Control-Request-Headers: x-other")),
                    WebProblem.ORIGIN_NOT_ALLOWED);
            assertProblem(
                    client.send(RawRequest.get("/v1/things", "Origin: https://other.example")),
                    WebProblem.ORIGIN_NOT_ALLOWED);
            for (String odd : List.of("n o n e", "http://[", "http://x:y", "\u00e9", "null")) {
                assertProblem(
                        client.send(RawRequest.get("/v1/things", "Origin: " + odd)), WebProblem.ORIGIN_NOT_ALLOWED);
            }
        }
    }
}
