package io.groat.router.problem;

import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class ProblemHandlerIT {

    private final RunningRouter router = RunningRouter.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/v1", "/v1/", "/v1/transfers/x/y", "/v1/accounts/", "/v2/transfers"})
    void nothingIsAtOtherPaths(String path) {
        expectProblem(router.get(path), WebProblem.NOT_FOUND)
                .jsonPath("$.instance")
                .isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/transfers/batch,  POST",
        "DELETE, /v1/transfers,        'GET,HEAD,POST'",
        "PUT,    /v1/accounts/x,       'GET,HEAD,PATCH'",
        "POST,   /health,              'GET,HEAD'",
        "GET,    /create_account/a/1,  POST"
    })
    void aPathTakesItsMethodsOnly(String method, String path, String allowed) {
        var answer = router.http.method(HttpMethod.valueOf(method)).uri(path).exchange();

        answer.expectHeader()
                .values(
                        "Allow",
                        values -> assertThat(String.join(",", values)
                                        .replace(" ", "")
                                        .split(","))
                                .containsExactlyInAnyOrder(allowed.split(",")));
        expectProblem(answer, WebProblem.METHOD_NOT_ALLOWED);
    }

    @Test
    void bodiesHaveATypeAndALimit() {
        expectProblem(
                router.http
                        .post()
                        .uri("/v1/transfers")
                        .header("Content-Type", "text/plain")
                        .header("Idempotency-Key", router.key())
                        .bodyValue("x")
                        .exchange(),
                WebProblem.UNSUPPORTED_MEDIA_TYPE);
        expectProblem(
                router.http
                        .post()
                        .uri("/v1/transfers/stream")
                        .header("Content-Type", "application/json")
                        .bodyValue("{}")
                        .exchange(),
                WebProblem.UNSUPPORTED_MEDIA_TYPE);
        expectProblem(
                router.transfer(router.key(), body("alice", "bob", 1) + " ".repeat(64 << 10)),
                WebProblem.BODY_TOO_LARGE);
        expectProblem(router.post("/v1/accounts", " ".repeat((64 << 10) + 1)), WebProblem.BODY_TOO_LARGE);
    }

    /** Without a length in front nobody knows before how much comes. */
    @Test
    void theLimitHoldsForBodiesOfUnknownLength() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
            var out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));
            byte[] chunk = ("8000\r\n" + " ".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < 3; sent++) {
                out.write(chunk);
            }
            out.flush();
            byte[] start = socket.getInputStream().readNBytes(12);

            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void whatTakesTooLongIsGivenUp() throws IOException {
        try (RunningRouter impatient = RunningRouter.fresh("--groat.http.body-time=300ms");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            socket.getOutputStream().write(head("Content-Length: 100"));
            byte[] start = socket.getInputStream().readNBytes(12);

            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void largeAnswersAreCompressedForThoseWhoTakeThem() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + "/v3/api-docs"))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .contains("openAccount");
    }

    @Test
    void speaksHttp2WithoutTls() throws Exception {
        var answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static byte[] head(String length) {
        return """
                POST /v1/accounts HTTP/1.1
                Host: x
                %s
                Content-Type: application/json
                %s

                """.formatted(RunningRouter.AUTHORIZATION, length)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
