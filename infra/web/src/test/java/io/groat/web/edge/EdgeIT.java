package io.groat.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.fuzz.http.RawRequest;
import io.groat.infra.testservers.TestServers;
import io.groat.web.problem.WebProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** What every service does with requests before one of its calls has them, seen from the wire. */
class EdgeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ConfigurableApplicationContext SERVICE = start();

    private final RawHttp http = client(SERVICE);

    private static ConfigurableApplicationContext start(String... settings) {
        SpringApplication application = new SpringApplication(EdgeService.class);
        application.addInitializers(context -> {
            ReactorResourceFactory resources = new ReactorResourceFactory();
            resources.setUseGlobalResources(false);
            ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> resources);
        });
        return application.run(Stream.concat(
                        Stream.of(
                                "--spring.config.location=classpath:io/groat/web/defaults.yaml",
                                "--spring.application.name=edge",
                                "--server.port=0",
                                "--groat.access.jwks-uri=http://127.0.0.1:9/",
                                "--spring.data.redis.port="
                                        + TestServers.redis().port()),
                        Stream.of(settings))
                .toArray(String[]::new));
    }

    private static RawHttp client(ConfigurableApplicationContext service) {
        return new RawHttp(
                "127.0.0.1",
                Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port")),
                PATIENCE);
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @AfterEach
    void hangUp() {
        http.close();
    }

    // Addresses, methods and headers

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

    @Test
    void allOfItHoldsForHttp2() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        String address = "http://127.0.0.1:" + SERVICE.getEnvironment().getRequiredProperty("local.server.port");
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

    private RawAnswer sent(String request) throws IOException {
        return http.send(request.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    @Test
    void aRefusalWithNothingButItsStatusIsAProblem() throws IOException {
        assertProblem(http.send(RawRequest.get("/v1/bare")), WebProblem.MALFORMED_REQUEST);
        assertThat(http.send(RawRequest.get("/v1/things")).status()).isEqualTo(200);
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
        for (String accept :
                List.of("application/json", "csv", "v=3.0", "text/event-stream;q=0", "text/event-stream;")) {
            RawAnswer answer = http.send(RawRequest.get("/v1/stream", "Accept: " + accept));
            if (!accept.equals("text/event-stream;")) {
                assertProblem(answer, WebProblem.NOT_ACCEPTABLE);
            }
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
        assertProblem(http.send(RawRequest.get("/v1/things", "Accept: csv")), WebProblem.NOT_ACCEPTABLE);
        assertThat(http.send(RawRequest.get("/health", "Accept: csv")).status()).isBetween(200, 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept: csv", "Accept: v=3.0", "Accept: ;", "Content-Type: json", "Accept: text/x"})
    void whatLibrariesServeTakesOddHeadersOrRefusesThem(String header) throws IOException {
        for (String path : List.of("/actuator/health", "/actuator/prometheus", "/actuator/info")) {
            RawAnswer answer = http.send(RawRequest.get(path, header));
            if (answer.status() != 200) {
                assertProblem(answer, WebProblem.NOT_ACCEPTABLE);
            }
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

    // Where requests come from

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "framework"})
    void withoutTrustedProxiesForwardedHeadersSayNothing(String strategy) throws IOException {
        try (ConfigurableApplicationContext service = start("--server.forward-headers-strategy=" + strategy);
                RawHttp client = client(service)) {
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
        try (ConfigurableApplicationContext service = start(
                        "--server.forward-headers-strategy=" + strategy,
                        "--groat.http.trusted-proxies=127.0.0.0/8,10.0.0.0/8");
                RawHttp client = client(service)) {
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
        try (ConfigurableApplicationContext service = start("--groat.cors.origins=https://wallet.example");
                RawHttp client = client(service)) {
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

    private static void assertProblem(RawAnswer answer, WebProblem code) {
        assertThat(answer.text()).contains("\"code\":\"" + code + "\"", "\"status\":" + code.status());
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(answer.isOf("application/problem+json")).isTrue();
    }
}
