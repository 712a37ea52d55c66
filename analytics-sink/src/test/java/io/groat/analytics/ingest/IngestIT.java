package io.groat.analytics.ingest;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.analytics.AnalyticsEvents.Order;
import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.RunningSink;
import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.figure.Count;
import io.groat.analytics.figure.FigureBytes;
import io.groat.analytics.figure.Figures;
import io.groat.analytics.figure.GatewayStep;
import io.groat.analytics.figure.Gateways;
import io.groat.analytics.figure.StepFigures;
import io.groat.analytics.rebuild.GenerationStore;
import io.groat.analytics.rebuild.IngestHealth;
import io.groat.event.Event;
import io.groat.event.ReviewOutcome;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.streams.EventStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Figures are exact, whatever happens on the way: each event sent once or several times, the sink killed, Cassandra
 * away, everything read again from the topics' start. Kafka dies where the whole stack is at work.
 */
class IngestIT {

    private static final int PAYMENTS = 1_500;
    private static final int PIECE = 250;
    private static final int KILLED_AFTER = 3;
    private static final int AWAY_AFTER = 5;

    @Test
    void figuresAreExactThroughKillsAndRepeats() throws Exception {
        // Days of its own, so that events of other tests are not among them; no older than Kafka keeps events.
        Instant day = lateOn(3);
        Expected expected = new Expected();
        List<Event> events = expected.payments(day);
        String name = RunningSink.name();
        ServerHandle killed = RunningSink.process(name);
        for (int from = 0; from < KILLED_AFTER * PIECE; from += PIECE) {
            RunningSink.send(withRepeats(events, from));
        }
        killed.kill();
        try (RunningSink sink = RunningSink.named(name)) {
            for (int from = KILLED_AFTER * PIECE; from < events.size(); from += PIECE) {
                RunningSink.send(withRepeats(events, from));
                if (from / PIECE == AWAY_AFTER) {
                    TestServers.cassandra().kill();
                    TestServers.cassandra().start();
                }
            }
            // Cassandra may still be on its way back.
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> expected.check(figures(sink, day)));
            Map<Granularity, Map<Long, Figures>> before = figures(sink, day);

            sink.as("admin").post().uri("/v1/rebuild").exchange().expectStatus().isAccepted();
            await().atMost(PATIENCE).until(() -> {
                // What the stream of figures to come is up to is no trouble of those that are shown.
                assertThat(sink.bean(IngestHealth.class).trouble()).isNotEqualTo(EventStream.NOT_CONNECTED);
                return sink.bean(GenerationStore.class).get().toFuture().get().current() == 2;
            });
            expected.check(figures(sink, day));
            assertThat(figures(sink, day)).isEqualTo(before);

            // It goes on from there.
            RunningSink.send(expected.payments(day.plusSeconds(900)));
            RunningSink.send(events.subList(0, PIECE));
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> expected.check(figures(sink, day)));
        }
    }

    /** Half an hour before midnight, so many days ago. */
    private static Instant lateOn(int daysAgo) {
        return Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .minus(daysAgo, ChronoUnit.DAYS)
                .minus(30, ChronoUnit.MINUTES);
    }

    /** More stretches than are kept open, so that some are fetched again and again. */
    @Test
    void stretchesThatWereClosedAreOpenedAgain() throws Exception {
        Instant day = lateOn(5);
        Expected expected = new Expected();
        RunningSink sink = RunningSink.shared();
        for (int round = 0; round < 3; round++) {
            RunningSink.send(expected.payments(day));
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> expected.check(figures(sink, day)));
        }
    }

    /** The piece, and now and then some of those before it, as a relay sends them that was not told of the success. */
    private static List<Event> withRepeats(List<Event> events, int from) {
        Random random = new Random(from);
        List<Event> piece = new ArrayList<>(events.subList(from, Math.min(events.size(), from + PIECE)));
        int again = random.nextInt(from + 1);
        piece.addAll(events.subList(again, Math.min(from + PIECE, again + 200)));
        return piece;
    }

    /** By granularity and start, of the generation that is shown; two days. */
    private static Map<Granularity, Map<Long, Figures>> figures(RunningSink sink, Instant day) throws Exception {
        int generation = sink.bean(GenerationStore.class).get().toFuture().get().current();
        Map<Granularity, Map<Long, Figures>> all = new TreeMap<>();
        for (Granularity granularity : Granularity.values()) {
            Map<Long, Figures> stretches = new TreeMap<>();
            sink.bean(AggregateStore.class)
                    .range(
                            generation,
                            granularity,
                            Granularity.day.startOf(day),
                            Granularity.day.startOf(day.plus(2, ChronoUnit.DAYS)))
                    .collectList()
                    .toFuture()
                    .get()
                    .forEach(slice -> stretches
                            .computeIfAbsent(slice.key().start(), start -> new Figures())
                            .add(FigureBytes.read(slice.data())));
            all.put(granularity, stretches);
        }
        return all;
    }

    /** What the figures have to be, reckoned another way. */
    private static final class Expected {

        private final Random random = new Random(5);
        private final Map<Long, Map<Count, Long>> minutes = new TreeMap<>();
        private final Map<Long, Long> volume = new TreeMap<>();
        private final Map<String, Long> credited = new TreeMap<>();
        private long creditedMinor;
        private long reviews;

        /** Payments of some minutes around midnight, in the order of their events. */
        private List<Event> payments(Instant from) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < PAYMENTS; i++) {
                Instant at = from.plusMillis(random.nextInt(3_600_000));
                Payment payment = Payment.of("payer-" + random.nextInt(200), "payee-" + random.nextInt(50), 1 + i, at);
                events.add(count(payment.initiated(), Count.INITIATED));
                int end = random.nextInt(10);
                if (end < 7) {
                    events.add(count(payment.completed(random.nextInt(90_000)), Count.COMPLETED));
                    volume.merge(minute(events.get(events.size() - 1)), payment.amount(), Long::sum);
                } else if (end == 7) {
                    events.add(count(payment.failed("INSUFFICIENT_FUNDS", 3), Count.FAILED));
                } else if (end == 8) {
                    events.add(payment.reviewRequired(at));
                    events.add(payment.reviewResolved(ReviewOutcome.blocked, at.plusSeconds(30)));
                    events.add(count(payment.cancelled("RISK_DECLINED", 31_000), Count.CANCELLED));
                    reviews++;
                }
                if (i % 5 == 0) {
                    events.addAll(order(at));
                }
            }
            return events;
        }

        /** One of few gateways has it; one of three fails. */
        private List<Event> order(Instant at) {
            String gateway = "gateway-" + random.nextInt(3);
            Order order = Order.of(gateway, "upi", 1 + random.nextInt(9_000), at);
            if (random.nextInt(3) == 0) {
                return List.of(order.created(), order.attemptFailed(1, 5), order.failed(10));
            }
            credited.merge(gateway, 1L, Long::sum);
            creditedMinor += order.amount();
            return List.of(order.created(), order.attemptFailed(1, 5), order.credited(3_000));
        }

        private Event count(Event event, Count count) {
            minutes.computeIfAbsent(minute(event), start -> new EnumMap<>(Count.class))
                    .merge(count, 1L, Long::sum);
            return event;
        }

        private static long minute(Event event) {
            return Granularity.minute.startOf(event.time());
        }

        private void check(Map<Granularity, Map<Long, Figures>> found) {
            for (Granularity granularity : Granularity.values()) {
                Map<Long, Figures> stretches = found.getOrDefault(granularity, Map.of());
                for (Count count : List.of(Count.INITIATED, Count.COMPLETED, Count.FAILED, Count.CANCELLED)) {
                    Map<Long, Long> wanted = new TreeMap<>();
                    minutes.forEach((start, counts) -> {
                        Long counted = counts.get(count);
                        if (counted != null) {
                            wanted.merge(of(granularity, start), counted, Long::sum);
                        }
                    });
                    Map<Long, Long> got = new TreeMap<>();
                    stretches.forEach((start, figures) -> {
                        if (figures.count(count) > 0) {
                            got.put(start, figures.count(count));
                        }
                    });
                    assertThat(got).as(granularity + " " + count).isEqualTo(wanted);
                }
                Figures all = new Figures();
                stretches.values().forEach(all::add);
                assertThat(all.volume().get("EUR"))
                        .isEqualTo(BigInteger.valueOf(volume.values().stream()
                                .mapToLong(Long::longValue)
                                .sum()));
                assertThat(all.latency().count()).isEqualTo(all.count(Count.COMPLETED));
                assertThat(all.reviewTime().count()).isEqualTo(reviews);
                assertThat(all.reviewTime().quantile(1)).isBetween(29_700.0, 30_300.0);
                checkOrders(all.gateways());
            }
        }

        private void checkOrders(Gateways gateways) {
            credited.forEach((gateway, count) -> assertThat(gateways.sum(GatewayStep.ORDER_CREDITED, gateway, null)
                            .count())
                    .isEqualTo(count));
            StepFigures all = gateways.sum(GatewayStep.ORDER_CREDITED, null, "upi");
            assertThat(all.amountMinor()).isEqualTo(BigInteger.valueOf(creditedMinor));
            assertThat(all.took().count()).isEqualTo(all.count());
            assertThat(all.took().quantile(0.5)).isBetween(2_970.0, 3_030.0);
            long created = gateways.sum(GatewayStep.ORDER_CREATED, null, null).count();
            assertThat(gateways.sum(GatewayStep.ORDER_ATTEMPT_FAILED, null, null)
                            .count())
                    .isEqualTo(created);
            assertThat(gateways.sum(GatewayStep.ORDER_FAILED, null, null).count())
                    .isEqualTo(created - all.count());
        }

        private static long of(Granularity granularity, long minute) {
            return granularity.startOf(Instant.ofEpochSecond(minute));
        }
    }
}
