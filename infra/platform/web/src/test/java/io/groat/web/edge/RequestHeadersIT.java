package io.groat.web.edge;

import static io.groat.web.edge.RunningEdge.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.fuzz.http.RawRequest;
import io.groat.web.problem.WebProblem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every service makes of headers and parameters before one of its calls has the request, seen from the wire. */
class RequestHeadersIT {

    private static final RunningEdge EDGE = RunningEdge.shared();

    private final RawHttp http = EDGE.client();

    @AfterEach
    void hangUp() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent: caf\u00e9 \u00ff\u0080",
                "User-Agent: M\u00f6bel/1.0 (\u00a9)",
                "User-Agent:",
                "Referer: http://\u00fc.example/%zz",
                "Cookie: a=\u00e9; =; ;;",
                "traceparent: nonsense",
                "X-Forwarded-For: \u00e9",
                "Forwarded: for=\"",
                "If-Modified-Since: yesterday",
                "Range: bytes=5-1",
                "Content-Type: ;",
                "Accept-Language: *;q=x",
                "Accept-Charset: \u00e9"
            })
    void aHeaderThatTheClientCanNotHelpHarmsNobody(String header) throws IOException {
        assertThat(http.send(RawRequest.get("/v1/things", header)).status()).isEqualTo(200);
    }

    @Test
    void aHeaderThatIsReadIsThereOnce() throws IOException {
        RawRequest other = RawRequest.get("/v1/things", "Authorization: Basic YTpi");
        RawRequest later = RawRequest.get("/v1/stream", "Last-Event-ID: 7");
        assertThat(http.send(other).status()).isEqualTo(200);
        assertThat(http.send(later).status()).isEqualTo(200);

        assertProblem(http.send(other.with("authorization: Basic YTpi")), WebProblem.UNAUTHENTICATED);
        RawAnswer refused = http.send(later.with("last-event-id: 7"));
        assertProblem(refused, WebProblem.INVALID_FIELD);
        assertThat(refused.text()).contains("\"field\":\"Last-Event-ID\"");
    }

    // Bodies and what they are said to be

    @ParameterizedTest
    @ValueSource(
            strings = {
                "json",
                ";",
                "application/",
                "/json",
                "application/json, application/json",
                "*/*",
                "application/*",
                "text/plain",
                "application/json;charset=\"",
                "caf\u00e9",
                "v=3.0",
                "application/x-www-form-urlencoded",
                "multipart/form-data"
            })
    void aBodyOfAnotherTypeOrOfNoneThatThereIsIsRefused(String type) throws IOException {
        assertProblem(http.send(post("Content-Type: " + type)), WebProblem.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json",
                "Content-Type: APPLICATION/JSON; charset=utf-8",
                "Content-Type:",
                "X-None: 1"
            })
    void aBodyThatIsJsonIsTaken(String header) throws IOException {
        RawAnswer answer = http.send(post(header));

        assertThat(answer.text()).isEqualTo("{\"name\":\"a\"}");
    }

    @Test
    void twoTypesAreNone() throws IOException {
        assertProblem(
                http.send(post("Content-Type: application/json").with("Content-Type: text/plain")),
                WebProblem.UNSUPPORTED_MEDIA_TYPE);
    }

    private static RawRequest post(String header) {
        return new RawRequest("POST", "/v1/things", List.of(header), "{\"name\":\"a\"}");
    }

    // What is answered in

    @Test
    void streamsAnswerWhoeverTakesAnything() throws IOException {
        for (String accept : List.of("X-None: 1", "Accept: */*", "Accept:", "Accept: text/event-stream, */*;q=0.1")) {
            RawAnswer answer = http.send(RawRequest.get("/v1/stream", accept));
            assertThat(answer.status()).as(accept).isEqualTo(200);
            assertThat(answer.isOf("text/event-stream")).as(accept).isTrue();
        }
        for (String accept : List.of("application/json", "text/event-stream;q=0")) {
            assertProblem(http.send(RawRequest.get("/v1/stream", "Accept: " + accept)), WebProblem.NOT_ACCEPTABLE);
        }
    }

    @Test
    void negotiationReachesTheCalls() throws IOException {
        assertThat(http.send(RawRequest.get("/v1/things", "Accept: text/csv;q=0.1, application/json"))
                        .isOf("application/json"))
                .isTrue();
        assertThat(http.send(RawRequest.get("/v1/things", "Accept: application/json;q=0.1", "Accept: text/csv"))
                        .isOf("text/csv"))
                .isTrue();
        assertProblem(http.send(RawRequest.get("/v1/things", "Accept: text/x")), WebProblem.NOT_ACCEPTABLE);
    }

    /** Calls that look at it refuse it; to one that answers in JSON whatever is asked for, or a library's, it says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "v=3.0", ";", "text/", "text/csv, json", "text/x;q=7", "\u00e9/\u00e9", "text/x;="})
    void anAcceptThatCanNotBeReadIsRefusedWhereItMatters(String accept) throws IOException {
        for (String path : List.of("/v1/things", "/v1/stream")) {
            assertProblem(http.send(RawRequest.get(path, "Accept: " + accept)), WebProblem.NOT_ACCEPTABLE);
        }
        for (String path :
                List.of("/v1/things/a", "/health", "/actuator/health", "/actuator/prometheus", "/actuator/info")) {
            RawAnswer without = http.send(RawRequest.get(path));
            RawAnswer with = http.send(RawRequest.get(path, "Accept: " + accept));

            assertThat(without.status()).as(path).isEqualTo(200);
            assertThat(with.status()).as(path).isEqualTo(200);
            assertThat(with.header("Content-Type")).as(path).isEqualTo(without.header("Content-Type"));
        }
        assertProblem(http.send(RawRequest.get("/v1/nothing", "Accept: " + accept)), WebProblem.NOT_FOUND);
    }

    @Test
    void whatLibrariesServeTheyNegotiate() throws IOException {
        assertProblem(http.send(RawRequest.get("/actuator/prometheus", "Accept: text/x")), WebProblem.NOT_ACCEPTABLE);
        for (String path : List.of("/actuator/health", "/actuator/prometheus", "/actuator/info")) {
            assertThat(http.send(RawRequest.get(path, "Content-Type: json")).status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    // HEAD

    @ParameterizedTest
    @ValueSource(strings = {"/v1/things", "/v1/things?limit=7", "/v1/things/a", "/v1/things?limit=x", "/v1/nothing"})
    void headIsGetWithoutItsBody(String target) throws IOException {
        RawAnswer get = http.send(RawRequest.get(target));
        RawAnswer head = http.send(RawRequest.get(target).withMethod("HEAD"));

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.body()).isEmpty();
        assertThat(comparable(head)).isEqualTo(comparable(get));
        // The connection goes on with the next one: nothing of a body was sent.
        assertThat(http.send(RawRequest.get(target)).status()).isEqualTo(get.status());
    }

    @Test
    void headOfAStreamEnds() throws IOException {
        RawAnswer head = http.send(RawRequest.get("/v1/stream").withMethod("HEAD"));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.isOf("text/event-stream")).isTrue();
        assertThat(http.send(RawRequest.get("/v1/things")).status()).isEqualTo(200);
    }

    /** But for what differs from one request to the next. */
    private static Map<String, List<String>> comparable(RawAnswer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers());
        headers.remove("ratelimit");
        headers.remove("traceresponse");
        return headers;
    }

    // Parameters

    @ParameterizedTest
    @CsvSource({
        "/v1/things?limit=1&limit=1, limit",
        "/v1/things?limit=1&limit=2, limit",
        "/v1/things/a?b=1&c=2&b=3, b",
        "/v1/from?x&x, x",
        "/health?a=1&a=2, a"
    })
    void aParameterIsThereOnce(String target, String parameter) throws IOException {
        RawAnswer answer = http.send(RawRequest.get(target));

        assertProblem(answer, WebProblem.INVALID_FIELD);
        assertThat(answer.text()).contains("\"field\":\"" + parameter + "\"");
    }
}
