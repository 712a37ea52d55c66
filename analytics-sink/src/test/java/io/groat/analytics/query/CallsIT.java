package io.groat.analytics.query;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.analytics.AnalyticsEvents.Order;
import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.RunningSink;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

/** The calls, as a client makes them. */
class CallsIT {

    private final RunningSink sink = RunningSink.shared();

    @Test
    void whatHappensIsInTheSummaryAndInItsStory() {
        int completed = sink.read("/v1/summary?window=all", "$.payments.completed.count");
        Payment payment = Payment.of("alice", "bob", 1_500, Instant.now().minus(20, ChronoUnit.MINUTES));
        RunningSink.send(List.of(
                payment.initiated(),
                payment.completed(4),
                payment.scored(FraudDecision.allow, payment.at().plusMillis(2)),
                payment.notified(EventType.EmailSent, payment.at().plusMillis(9))));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(sink.<Integer>read("/v1/summary?window=1h", "$.payments.completed.count"))
                                .isPositive());
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(sink.<Integer>read("/v1/summary?window=all", "$.payments.completed.count"))
                                .isGreaterThan(completed));
        String timeline = "/v1/payments/" + payment.id() + "/timeline";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sink.<List<String>>read(timeline, "$.events[*].type"))
                        .containsExactly("PaymentInitiated", "FraudScoreCalculated", "PaymentCompleted", "EmailSent"));
        assertThat(sink.<List<Integer>>read(timeline, "$.events[?(@.type == 'PaymentCompleted')].body.amount"))
                .containsExactly(1_500);
        assertThat(sink.<Map<String, Object>>read("/v1/summary", "$.about['payments.completed.count']"))
                .containsEntry("unit", "payments")
                .containsEntry("of", "payments that ended in the window");
    }

    @Test
    void aSeriesHasAPointForEveryStretch() {
        // A day on which no other test's payments are.
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(2, ChronoUnit.DAYS);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Payment payment =
                    Payment.of("carol", "bob", 100, day.plusSeconds(60L * i)).within(i % 2);
            events.add(payment.initiated());
            events.add(i == 5 ? payment.failed("INSUFFICIENT_FUNDS", 1) : payment.completed(10));
        }
        RunningSink.send(events);
        String range = "&granularity=minute&from=" + day + "&to=" + day.plusSeconds(600);
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> theSeriesAreWhole(day, range));
    }

    private void theSeriesAreWhole(Instant day, String range) {
        assertThat(sink.<List<Integer>>read(
                        "/v1/series?metric=payments.initiated" + range, "$.series[0].points[*].value"))
                .containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 0, 0);
        assertThat(sink.<List<Integer>>read(
                        "/v1/series?metric=payments.completed&by=shard" + range,
                        "$.series[?(@.key == '1')].points[*].value"))
                .containsExactly(0, 1, 0, 1, 0, 0, 0, 0, 0, 0);
        assertThat(sink.<List<Integer>>read(
                        "/v1/series?metric=payments.failed&by=reason" + range,
                        "$.series[?(@.key == 'INSUFFICIENT_FUNDS')].points[5].value"))
                .containsExactly(1);
        assertThat(sink.<List<Double>>read(
                        "/v1/series?metric=payments.successRate" + range, "$.series[0].points[4:7].value"))
                .containsExactly(1.0, 0.0, null);
        assertThat(sink.<Integer>read(
                        "/v1/series?metric=payments.volume&by=currency&granularity=day&from=" + day + "&to="
                                + day.plusSeconds(60),
                        "$.series[0].points[0].value"))
                .isEqualTo(500);
        assertThat(csv("/v1/series?metric=payments.completed" + range))
                .startsWith("at,metric,by,key,value,unit,of\r\n" + day
                        + ",payments.completed,,,1,payments,payments ended\r\n");
    }

    @Test
    void ordersAreAnsweredByGatewayAndMethod() {
        // A day on which no other test's orders are.
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
        Order first = Order.of("acme-pay", "upi", 500, day.plusSeconds(60));
        Order second = Order.of("acme-pay", "card", 700, day.plusSeconds(70));
        Order third = Order.of("zeta", "card", 900, day.plusSeconds(80));
        Event credited = first.credited(2_000);
        RunningSink.send(List.of(
                first.created(),
                credited,
                second.created(),
                second.failed(5),
                third.created(),
                third.credited(4),
                credited));
        String range = "&granularity=day&from=" + day + "&to=" + day.plusSeconds(600);
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(sink.<List<Double>>read(
                            "/v1/series?metric=orders.successRate&by=gateway" + range, "$.series[*].points[0].value"))
                    .containsExactly(0.5, 1.0);
            assertThat(sink.<List<Integer>>read(
                            "/v1/series?metric=orders.credited&by=method" + range, "$.series[*].points[0].value"))
                    .containsExactly(1, 1);
            assertThat(sink.<Integer>read(
                            "/v1/series?metric=orders.volume&by=currency" + range, "$.series[0].points[0].value"))
                    .isEqualTo(1_400);
        });
        assertThat(sink.<Integer>read("/v1/summary?window=all", "$.orders.gateways.zeta.card.credited.count"))
                .isPositive();
        assertThat(sink.<List<String>>read("/v1/payments/" + first.id() + "/timeline", "$.events[*].type"))
                .containsExactly("OrderCreated", "OrderCredited");
    }

    @Test
    void theSummaryComesAsCsvToo() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(csv("/v1/summary?window=24h"))
                        .startsWith("window,at,figure,value,unit,of\r\n24h,")
                        .contains(",payments.completed.count,"));
    }

    private String csv(String uri) {
        return RunningSink.body(sink.asAnalyst()
                .get()
                .uri(uri)
                .accept(MediaType.parseMediaType("text/csv"))
                .exchange()
                .expectStatus()
                .isOk());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/summary?window=2h                                            | INVALID_FIELD | window",
                "/v1/summary?windows=1h                                           | UNKNOWN_FIELD | windows",
                "/v1/stream?window=x                                              | INVALID_FIELD | window",
                "/v1/series                                                       | UNKNOWN_METRIC | metric",
                "/v1/series?metric=payments.lost                                  | UNKNOWN_METRIC | metric",
                "/v1/series?metric=payments.failed&granularity=week               | INVALID_FIELD | granularity",
                "/v1/series?metric=payments.failed&by=payee                       | INVALID_FIELD | by",
                "/v1/series?metric=payments.initiated&by=reason                   | INVALID_FIELD | by",
                "/v1/series?metric=payments.volume                                | INVALID_FIELD | by",
                "/v1/series?metric=payments.failed&from=yesterday                 | INVALID_FIELD | from",
                "/v1/series?metric=payments.failed&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | INVALID_FIELD | from",
                "/v1/series?metric=payments.failed&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z | TOO_MANY_POINTS | granularity",
                "/v1/services/health?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z | TOO_MANY_POINTS | from"
            })
    void badInputIsNamed(String uri, String code, String field) {
        sink.asAnalyst()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.field")
                .isEqualTo(field);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String id : List.of(UUID.randomUUID().toString(), "nonsense")) {
            sink.asAnalyst()
                    .get()
                    .uri("/v1/payments/{id}/timeline", id)
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
    }
}
