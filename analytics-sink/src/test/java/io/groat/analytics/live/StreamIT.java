package io.groat.analytics.live;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.RunningSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** Figures as they change. */
class StreamIT {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final RunningSink sink = RunningSink.shared();

    @Test
    void aSnapshotThenChangesAndOnFromWhereItBrokeOff() {
        List<ServerSentEvent<String>> first = events("1h", null, 3);
        assertThat(first.get(0).event()).isEqualTo("snapshot");
        assertThat(first.get(0).data()).contains("\"payments.completed.count\":", "\"totals\":{\"initiated\":");
        ServerSentEvent<String> change = first.stream()
                .filter(one -> "change".equals(one.event()))
                .findFirst()
                .orElseThrow();
        assertThat(change.data())
                .hasSizeLessThan(Objects.requireNonNull(first.get(0).data()).length());

        List<ServerSentEvent<String>> again = events("1h", first.get(0).id(), 1);
        assertThat(again.get(0).event()).isEqualTo("change");
        assertThat(number(again.get(0))).isEqualTo(number(first.get(0)) + 1);

        // Of another window, and of another process, it has seen nothing.
        assertThat(events("5m", first.get(0).id(), 1).get(0).event()).isEqualTo("snapshot");
        assertThat(events("1h", "other-1h-7", 1).get(0).event()).isEqualTo("snapshot");
    }

    @Test
    void twoPlacesToGoOnFromAreNone() {
        sink.asAnalyst()
                .get()
                .uri("/v1/stream?window=1h")
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", "a-1h-1", "a-1h-2")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_FIELD")
                .jsonPath("$.field")
                .isEqualTo("Last-Event-ID");
    }

    @Test
    void paymentsAreToldAtOnce() {
        List<String> heard = new ArrayList<>();
        Disposable listening = stream("5m", null)
                .filter(event -> "totals".equals(event.event()))
                .subscribe(event -> {
                    synchronized (heard) {
                        heard.add(String.valueOf(event.data()));
                    }
                });
        try {
            Payment payment = Payment.of("alice", "bob", 5, Instant.now().minus(Duration.ofMinutes(20)));
            RunningSink.send(List.of(payment.initiated(), payment.completed(1)));
            await().atMost(PATIENCE).until(() -> {
                synchronized (heard) {
                    return !heard.isEmpty();
                }
            });
        } finally {
            listening.dispose();
        }
    }

    /** However many watch, figures are reckoned once a second. */
    @Test
    void manyViewersCostOneReckoningASecond() {
        MeterRegistry meters = sink.bean(MeterRegistry.class);
        Disposable.Composite viewers = Disposables.composite();
        try {
            IntStream.range(0, 100)
                    .forEach(one -> viewers.add(stream("1h", null).subscribe()));
            await().atMost(PATIENCE)
                    .until(() -> meters.get("groat.live.viewers").gauge().value() >= 100);
            long before = meters.get("groat.live.reckoning").timer().count();
            Instant from = Instant.now();
            await().atMost(PATIENCE)
                    .until(() -> meters.get("groat.live.reckoning").timer().count() >= before + 6);
            // One may come late and the next in time.
            assertThat(Duration.between(from, Instant.now())).isGreaterThan(Duration.ofSeconds(4));
        } finally {
            viewers.dispose();
        }
        await().atMost(PATIENCE)
                .until(() -> meters.get("groat.live.viewers").gauge().value() < 100);
    }

    private List<ServerSentEvent<String>> events(String window, @Nullable String seen, int count) {
        return Objects.requireNonNull(stream(window, seen)
                .filter(event -> !"totals".equals(event.event()))
                .take(count)
                .collectList()
                .toFuture()
                .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                .join());
    }

    private Flux<ServerSentEvent<String>> stream(String window, @Nullable String seen) {
        WebTestClient.RequestHeadersSpec<?> request = sink.asAnalyst()
                .get()
                .uri("/v1/stream?window=" + window)
                .headers(headers -> {
                    headers.set("Accept", "text/event-stream");
                    if (seen != null) {
                        headers.set("Last-Event-ID", seen);
                    }
                });
        return Flux.defer(() ->
                request.exchange().expectStatus().isOk().returnResult(EVENT).getResponseBody());
    }

    private static long number(ServerSentEvent<String> event) {
        String id = Objects.requireNonNull(event.id());
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }
}
