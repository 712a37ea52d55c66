package io.groat.web.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.groat.event.TraceLog;
import io.groat.event.TraceParent;
import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.fuzz.http.RawRequest;
import io.groat.web.http.ProblemHandler;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The trace of a request, seen from the wire, in the log and where traces are collected. */
class TracesIT {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + ID + "-" + PARENT + "-01";
    private static final String NOT_SAMPLED = "00-5bf92f3577b34da6a3ce929d0e0e4736-" + PARENT + "-00";

    private final RawHttp http = RunningEdge.shared().client();

    @AfterEach
    void hangUp() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {SAMPLED, NOT_SAMPLED})
    void aTraceThatIsNamedIsThatOfTheRequest(String named) throws IOException {
        RawAnswer answer = http.send(RawRequest.get("/v1/trace", "traceparent: " + named));

        assertThat(trace(answer)).hasToString(named);
        assertThat(answer.text()).as("on another thread").isEqualTo("{\"trace\":\"" + named + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-None: 1",
                "traceparent:",
                "traceparent: nonsense",
                "traceparent: ff-" + ID + "-" + PARENT + "-01"
            })
    void aRequestThatNamesNoneBeginsOne(String header) throws IOException {
        TraceParent first = trace(http.send(RawRequest.get("/v1/things", header)));
        TraceParent second = trace(http.send(RawRequest.get("/v1/things", header)));

        assertThat(first.isSampled()).isFalse();
        assertThat(second.traceId()).isNotEqualTo(first.traceId());
    }

    @Test
    void twoAreNone() throws IOException {
        RawAnswer answer =
                http.send(RawRequest.get("/v1/things", "traceparent: " + SAMPLED, "traceparent: " + NOT_SAMPLED));

        assertThat(trace(answer).traceId()).isNotIn(ID, NOT_SAMPLED.substring(3, 35));
    }

    @Test
    void aProblemNamesItsTrace() throws IOException {
        RawAnswer named = http.send(RawRequest.get("/v1/nothing", "traceparent: " + SAMPLED));
        RawAnswer begun = http.send(RawRequest.get("/v1/things?limit=x"));

        assertThat(named.text()).contains("\"traceId\":\"" + ID + "\"");
        assertThat(begun.text()).contains("\"traceId\":\"" + trace(begun).traceId() + "\"");
    }

    @Test
    void whatBrokeIsLoggedUnderItsTrace() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(ProblemHandler.class);
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        logger.addAppender(seen);
        try {
            RawAnswer answer = http.send(RawRequest.get("/v1/broken", "traceparent: " + SAMPLED));

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text())
                    .contains("It is in the log as trace " + ID)
                    .doesNotContain("it broke");
            assertThat(seen.list)
                    .singleElement()
                    .satisfies(line -> assertThat(line.getMDCPropertyMap()).containsEntry(TraceLog.KEY, ID));
        } finally {
            logger.detachAppender(seen);
        }
    }

    @Test
    void nothingIsRecordedUnlessACollectorIsNamed() {
        assertThat(RunningEdge.shared().has(Tracer.class)).isFalse();
    }

    /** By Spring Boot's own settings; who is not to be recorded is not, and its trace goes on all the same. */
    @Test
    void tracesAreCollectedWhereTheSettingsSay() throws IOException {
        List<String> collected = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            collected.add(HexFormat.of().formatHex(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (RunningEdge edge = RunningEdge.with(
                        "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
                                + collector.getAddress().getPort() + "/v1/traces",
                        "--management.opentelemetry.tracing.export.schedule-delay=50ms");
                RawHttp client = edge.client()) {
            TraceParent unsampled = trace(client.send(RawRequest.get("/v1/things", "traceparent: " + NOT_SAMPLED)));
            RawAnswer answer = client.send(RawRequest.get("/v1/trace", "traceparent: " + SAMPLED));
            TraceParent sampled = trace(answer);

            assertThat(unsampled.traceId()).isEqualTo(NOT_SAMPLED.substring(3, 35));
            assertThat(unsampled.isSampled()).isFalse();
            assertThat(sampled.traceId()).isEqualTo(ID);
            assertThat(sampled.isSampled()).isTrue();
            assertThat(sampled.parentId()).as("the server's own step").isNotEqualTo(PARENT);
            assertThat(answer.text()).contains(sampled.text());
            await().untilAsserted(() ->
                    assertThat(collected).anyMatch(spans -> spans.contains(ID) && spans.contains(sampled.parentId())));
            assertThat(collected).noneMatch(spans -> spans.contains(unsampled.traceId()));
        } finally {
            collector.stop(0);
        }
    }

    private static TraceParent trace(RawAnswer answer) {
        assertThat(answer.status()).isBetween(200, 500);
        return new TraceParent(answer.header("traceresponse"));
    }
}
