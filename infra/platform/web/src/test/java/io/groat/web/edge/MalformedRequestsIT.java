package io.groat.web.edge;

import static io.groat.web.edge.RunningEdge.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.fuzz.http.RawRequest;
import io.groat.web.problem.WebProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What every service answers to what is no request to it: addresses, methods and bytes, seen from the wire. */
class MalformedRequestsIT {

    private static final RunningEdge EDGE = RunningEdge.shared();

    private final RawHttp http = EDGE.client();

    @AfterEach
    void hangUp() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/things/a%2Fb",
                "/v1//things",
                "//v1/things",
                "/v1/things;a=b",
                "/v1/things/%00",
                "/v1/things/%0d%0aX:y",
                "/v1/things/..%2f..%2fetc",
                "/v1/../v1/things",
                "/v1/things/%2e%2e",
                "/v1/things/a%5cb",
                "/v1/things/%25",
                // What is no URI at all.
                "/v1/things/%zz",
                "/v1/things/a|b",
                "/v1/things/\"{}\"",
                "/v1/things?a=%",
                "/v1/things?a=<>",
                "/v1/things/\u00e9^",
                "/v1/things?%00=1"
            })
    void anAddressThatCanNotBeTakenIsAProblem(String target) throws IOException {
        assertProblem(http.send(RawRequest.get(target)), WebProblem.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        "TRACE, /v1/things, METHOD_NOT_ALLOWED",
        "FOO, /v1/things, METHOD_NOT_ALLOWED",
        "DELETE, /v1/things, METHOD_NOT_ALLOWED",
        "OPTIONS, /v1/things, METHOD_NOT_ALLOWED",
        "TRACE, /health, METHOD_NOT_ALLOWED",
        "TRACE, /v1/nothing, NOT_FOUND",
        "GET, /v1/nothing, NOT_FOUND",
        "GET, /v1/things/, NOT_FOUND",
    })
    void aMethodThatNothingTakesIsAProblem(String method, String target, WebProblem expected) throws IOException {
        RawAnswer answer = http.send(RawRequest.get(target).withMethod(method));

        assertProblem(answer, expected);
        if (expected == WebProblem.METHOD_NOT_ALLOWED) {
            assertThat(answer.header("Allow").split(",\\s*")).contains("GET", "HEAD");
        }
    }

    @Test
    void whatTheServerItselfCanNotReadIsAProblem() throws IOException {
        assertProblem(sent("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), WebProblem.URI_TOO_LONG);
        assertProblem(
                sent("GET /v1/things HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(70_000) + "\r\n\r\n"),
                WebProblem.HEADERS_TOO_LARGE);
        assertProblem(sent("GET /v1/things HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n"), WebProblem.MALFORMED_REQUEST);
        assertProblem(sent("GET /v1/things HTTP/1.1\r\nHost: x\r\nX-Nul: a\0b\r\n\r\n"), WebProblem.MALFORMED_REQUEST);
        assertProblem(
                sent("GET /v1/things HTTP/1.1\r\nHost: x\r\nX-Odd\u00e9: a\r\n\r\n"), WebProblem.MALFORMED_REQUEST);
        assertProblem(sent("nonsense\r\n\r\n"), WebProblem.MALFORMED_REQUEST);
        assertProblem(
                sent("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                WebProblem.MALFORMED_REQUEST);
        assertThat(http.send(RawRequest.get("/v1/things")).status()).isEqualTo(200);
    }

    /** The framework takes it for a failure of its own. */
    @ParameterizedTest
    @CsvSource({"/v1/things, 200", "/v1/things/7, 200", "/health, 200", "/v1/nothing, 404", "/actuator/nothing, 404"})
    void anAcceptThatNamesTooManyTypesSaysNothing(String target, int status) throws IOException {
        for (int types : new int[] {51, 500}) {
            RawAnswer answer =
                    http.send(RawRequest.get(target, "Accept: " + "text/csv,".repeat(types - 1) + "text/csv"));

            assertThat(answer.status()).as("%d types", types).isEqualTo(status);
            assertThat(answer.header("Content-Type")).contains("json");
        }
        assertThat(http.send(RawRequest.get("/v1/things", "Accept: " + "text/csv,".repeat(49) + "text/csv"))
                        .header("Content-Type"))
                .startsWith("text/csv");
    }

    /** The server answers such a body by itself, and whoever was reading it has nothing more to say. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n\r\n",
                "2\r\n{}\r\nzz\r\n\r\n",
                "FFFFFFFFFFFFFFFF\r\n{}",
                "2\r\n{}\r\n0\r\nbad trailer\r\n\r\n"
            })
    void aBodyThatBreaksOffIsAProblemAndNoErrorOfOurs(String chunks) throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            assertProblem(
                    sent("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n" + chunks),
                    WebProblem.MALFORMED_REQUEST);
            // Whatever the first one left to log is there once the next has been answered.
            assertThat(http.send(RawRequest.get("/v1/elsewhere")).status()).isEqualTo(200);
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.ERROR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/things HTTP/1.1\r\n\r\n", "GET /v1/things HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"})
    void aRequestNamesOneHost(String request) throws IOException {
        assertProblem(sent(request), WebProblem.MALFORMED_REQUEST);
        assertThat(sent("GET /v1/things HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
    }

    /** Of answers that another thread ends the server's last step may come after the client's next request. */
    @Test
    void nothingThatCanNotBeReadWaitsForAnAnswer() throws IOException {
        for (int i = 0; i < 300; i++) {
            assertThat(http.send(RawRequest.get("/v1/elsewhere")).status()).isEqualTo(200);
            assertProblem(
                    http.send(RawRequest.get("/v1/things", "X-Long: " + "a".repeat(20_000))),
                    WebProblem.HEADERS_TOO_LARGE);
        }
    }

    /** Two requests at once, of which the second can't be read: the answers come in their order. */
    @Test
    void whatWasAskedBeforeIsAnsweredFirst() throws IOException {
        RawAnswer first = sent("GET /v1/elsewhere HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text()).isEqualTo("{\"where\":\"elsewhere\"}");
    }

    /** Java's own client offers HTTP/2 with its first request, whatever that is. */
    @Test
    void aBodyThatOffersHttp2IsTakenAsItCame() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        URI address = URI.create("http://127.0.0.1:" + EDGE.port() + "/v1/things");
        for (BodyPublisher body : List.of(
                BodyPublishers.ofString("{\"name\":\"ann\"}"),
                BodyPublishers.fromPublisher(BodyPublishers.ofString("{\"name\":\"ann\"}")))) {
            HttpResponse<String> taken = client.send(
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/json")
                            .POST(body)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(taken.body()).isEqualTo("{\"name\":\"ann\"}");
        }
        HttpResponse<String> next = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        assertThat(next.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void allOfItHoldsForHttp2() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        String address = "http://127.0.0.1:" + EDGE.port();
        // The first one upgrades the connection.
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> good = client.send(
                    HttpRequest.newBuilder(URI.create(address + "/v1/things")).build(), BodyHandlers.ofString());
            assertThat(good.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(good.body()).isEqualTo("{\"limit\":\"50\"}");
        }
        for (String target : List.of("/v1/things/a%2Fb", "/v1/bare")) {
            HttpResponse<String> refused = client.send(
                    HttpRequest.newBuilder(URI.create(address + target)).build(), BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(refused.body()).contains("MALFORMED_REQUEST");
        }
    }

    @Test
    void aRefusalWithNothingButItsStatusIsAProblem() throws IOException {
        assertProblem(http.send(RawRequest.get("/v1/bare")), WebProblem.MALFORMED_REQUEST);
        assertThat(http.send(RawRequest.get("/v1/things")).status()).isEqualTo(200);
    }

    private RawAnswer sent(String request) throws IOException {
        return http.send(request.getBytes(StandardCharsets.ISO_8859_1), false);
    }
}
