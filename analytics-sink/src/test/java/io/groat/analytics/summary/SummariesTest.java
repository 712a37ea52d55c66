package io.groat.analytics.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.analytics.AnalyticsEvents;
import io.groat.analytics.AnalyticsEvents.Order;
import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.event.CountedEvent;
import io.groat.analytics.event.CountedEvent.Context;
import io.groat.analytics.event.CountedEventReader;
import io.groat.analytics.figure.FigureBytes;
import io.groat.analytics.figure.Figures;
import io.groat.analytics.watch.ConsumerWatch;
import io.groat.analytics.watch.ServiceState;
import io.groat.analytics.watch.Shard;
import io.groat.analytics.watch.Source;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.PaymentFees;
import io.groat.event.ReviewOutcome;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every figure, from events whose figures can be reckoned by hand. */
class SummariesTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private static final Payment ONE = Payment.of("alice", "bob", 1_000, AT);
    private static final Payment TWO =
            Payment.of("alice", "carol", 500, AT).within(1).costing(new PaymentFees(7, 3, 0, 0));
    private static final Payment THREE = Payment.of("dave", "bob", 70, AT).in("USD");
    private static final Payment FOUR = Payment.of("dave", "bob", 90_000, AT);
    private static final Payment FIVE = Payment.of("erin", "bob", 99_000, AT).within(0);
    private static final Payment SIX = Payment.of("erin", "bob", 5, AT);

    private static final Payment IN = Payment.deposit("alice", 2_000, AT);
    private static final Payment REFUSED = Payment.deposit("bob", 9_000, AT);
    private static final Payment OUT = Payment.withdrawal("alice", 300, AT);
    private static final Payment OUT_IN_DOLLARS =
            Payment.withdrawal("dave", 10, AT).in("USD");

    private static final Payment TAKEN_FROM_HOLD =
            Payment.of("alice", "bob", 100, AT).as("CAPTURE");
    private static final Payment BACK =
            Payment.of("bob", "alice", 100, AT).as("REFUND").costing(new PaymentFees(0, 0, 1, 2));
    private static final Payment SHARE =
            Payment.of("funding:_fees", "carol", 2, AT).as("COMMISSION");
    private static final Payment TAKEN = Payment.of("carol", "alice", 500, AT).as("REVERSAL");

    private static final Order BY_UPI = Order.of("acme-pay", "upi", 5_000, AT);
    private static final Order ALSO_BY_UPI = Order.of("acme-pay", "upi", 7_000, AT);
    private static final Order LATE_BY_CARD = Order.of("acme-pay", "card", 100, AT);
    private static final Order UNTAKEN = Order.of(null, "bank", 200, AT);
    private static final Order BY_CARD = Order.of("zeta", "card", 300, AT);
    private static final UUID ARRIVES = AnalyticsEvents.paymentId(AT);
    private static final UUID FAILS = AnalyticsEvents.paymentId(AT);
    private static final UUID GOES_BACK = AnalyticsEvents.paymentId(AT);
    private static final UUID KEPT = AnalyticsEvents.paymentId(AT);
    private static final UUID LOST = AnalyticsEvents.paymentId(AT);

    private static final List<Event> EVENTS = List.of(
            ONE.initiated(),
            ONE.completed(10),
            ONE.scored(FraudDecision.allow, AT),
            ONE.notified(EventType.EmailSent, AT),
            ONE.notified(EventType.SMSFailed, AT),
            ONE.notified(EventType.PushNotificationSent, AT),
            TWO.initiated(),
            TWO.completed(20),
            THREE.initiated(),
            THREE.completed(30),
            FOUR.held(),
            FOUR.scored(FraudDecision.review, AT),
            FOUR.reviewRequired(AT),
            FOUR.reviewResolved(ReviewOutcome.approved, AT.plusSeconds(60)),
            FOUR.failed("ACCOUNT_CLOSED", 70_000),
            FIVE.held(),
            FIVE.scored(FraudDecision.block, AT),
            FIVE.blocked(AT),
            FIVE.cancelled("RISK_DECLINED", 200),
            SIX.initiated(),
            AnalyticsEvents.held("alice", "bob", 400, AT),
            TAKEN_FROM_HOLD.initiated(),
            TAKEN_FROM_HOLD.completed(10),
            BACK.initiated(),
            BACK.completed(10),
            SHARE.initiated(),
            SHARE.completed(10),
            TAKEN.initiated(),
            TAKEN.completed(10),
            IN.initiated(),
            IN.completed(0),
            REFUSED.initiated(),
            REFUSED.failed("ACCOUNT_CLOSED", 0),
            OUT.initiated(),
            OUT.completed(0),
            OUT_IN_DOLLARS.initiated(),
            OUT_IN_DOLLARS.completed(0),
            BY_UPI.created(),
            BY_UPI.attemptFailed(1, 10),
            BY_UPI.attemptFailed(2, 20),
            BY_UPI.credited(250),
            ALSO_BY_UPI.created(),
            ALSO_BY_UPI.failed(500),
            ALSO_BY_UPI.credited(4_000),
            LATE_BY_CARD.created(),
            LATE_BY_CARD.expired(900_000),
            UNTAKEN.created(),
            UNTAKEN.expired(900_000),
            BY_CARD.created(),
            BY_CARD.credited(1_000),
            AnalyticsEvents.payout(EventType.PayoutCreated, ARRIVES, null, "acme-pay", 900, AT, 0),
            AnalyticsEvents.payout(EventType.PayoutSent, ARRIVES, null, "acme-pay", 900, AT, 10),
            AnalyticsEvents.payout(EventType.PayoutSettled, ARRIVES, null, "acme-pay", 900, AT, 60_000),
            AnalyticsEvents.payout(EventType.PayoutReturned, ARRIVES, null, "acme-pay", 900, AT, 90_000),
            AnalyticsEvents.payout(EventType.PayoutCreated, FAILS, null, "zeta", 400, AT, 0),
            AnalyticsEvents.payout(EventType.PayoutFailed, FAILS, null, "zeta", 400, AT, 20),
            AnalyticsEvents.payout(EventType.PayoutCreated, GOES_BACK, BY_UPI.id(), "acme-pay", 5_000, AT, 0),
            AnalyticsEvents.payout(EventType.PayoutSettled, GOES_BACK, BY_UPI.id(), "acme-pay", 5_000, AT, 30_000),
            AnalyticsEvents.dispute(EventType.DisputeOpened, KEPT, "acme-pay", 70, AT),
            AnalyticsEvents.dispute(EventType.DisputeAnswered, KEPT, "acme-pay", 70, AT),
            AnalyticsEvents.dispute(EventType.DisputeWon, KEPT, "acme-pay", 70, AT),
            AnalyticsEvents.dispute(EventType.DisputeOpened, LOST, "acme-pay", 30, AT),
            AnalyticsEvents.dispute(EventType.DisputeLost, LOST, "acme-pay", 30, AT),
            AnalyticsEvents.userCreated("alice", AT));

    private static final SystemState AROUND = new SystemState(
            List.of(
                    shard(0, 3L, Map.of("EUR", BigInteger.valueOf(700))),
                    shard(1, 4L, Map.of("EUR", BigInteger.TEN.pow(19), "USD", BigInteger.ONE))),
            List.of(new ServiceState("notifier", "DOWN", AT, "kafka: away", Map.of("kafka", "DOWN"))),
            List.of(new ConsumerWatch.Lag("fraud-scorer", "payment_events", 7)),
            Map.of("router", new Source(false, AT, "refused")));

    @Test
    void everyFigure() {
        assertThat(text(Summaries.of(figures(EVENTS), AROUND))).isEqualTo("""
                        payments.initiated.count 6
                        payments.completed.count 3
                        payments.failed.count 1
                        payments.cancelled.count 1
                        payments.held.count 2
                        payments.ended.count 5
                        payments.open.count 1
                        payments.successRate.value 0.6
                        payments.sameShard.count 2
                        payments.crossShard.count 4
                        payments.crossShard.share 0.666667
                        payments.flow.sameShard.initiated.count 2
                        payments.flow.sameShard.completed.count 1
                        payments.flow.sameShard.failed.count 0
                        payments.flow.sameShard.cancelled.count 1
                        payments.flow.crossShard.initiated.count 4
                        payments.flow.crossShard.completed.count 2
                        payments.flow.crossShard.failed.count 1
                        payments.flow.crossShard.cancelled.count 0
                        payments.volume.EUR.amount 1500
                        payments.volume.USD.amount 70
                        payments.failures.ACCOUNT_CLOSED.count 1
                        payments.cancellations.RISK_DECLINED.count 1
                        payments.latency.count 3
                        payments.latency.p50Ms 20.136
                        payments.latency.p95Ms 30.04
                        payments.latency.p99Ms 30.04
                        refunds.count 2
                        refunds.volume.EUR.amount 600
                        refunds.share 0.666667
                        payments.netVolume.EUR.amount 900
                        payments.netVolume.USD.amount 70
                        holds.count 1
                        holds.volume.EUR.amount 400
                        captures.count 1
                        captures.volume.EUR.amount 100
                        captures.ofReserved.EUR.share 0.25
                        deposits.count 1
                        deposits.volume.EUR.amount 2000
                        withdrawals.count 2
                        withdrawals.volume.EUR.amount 300
                        withdrawals.volume.USD.amount 10
                        funding.net.EUR.amount 1700
                        funding.net.USD.amount -10
                        fees.count 1
                        fees.volume.EUR.amount 10
                        fees.returned.count 1
                        fees.returned.volume.EUR.amount 3
                        commissions.count 1
                        commissions.volume.EUR.amount 2
                        fees.net.EUR.amount 5
                        orders.created.count 5
                        orders.attemptsFailed.count 2
                        orders.credited.count 3
                        orders.failed.count 1
                        orders.expired.count 2
                        orders.successRate.value 0.5
                        orders.timeToCredit.count 3
                        orders.timeToCredit.p50Ms 1002.428
                        orders.timeToCredit.p95Ms 3984.736
                        orders.volume.EUR.amount 12300
                        orders.gateways._none.bank.created.count 1
                        orders.gateways._none.bank.attemptsFailed.count 0
                        orders.gateways._none.bank.credited.count 0
                        orders.gateways._none.bank.failed.count 0
                        orders.gateways._none.bank.expired.count 1
                        orders.gateways._none.bank.successRate.value 0.0
                        orders.gateways._none.bank.timeToCredit.count 0
                        orders.gateways._none.bank.timeToCredit.p50Ms null
                        orders.gateways._none.bank.timeToCredit.p95Ms null
                        orders.gateways.acme-pay.card.created.count 1
                        orders.gateways.acme-pay.card.attemptsFailed.count 0
                        orders.gateways.acme-pay.card.credited.count 0
                        orders.gateways.acme-pay.card.failed.count 0
                        orders.gateways.acme-pay.card.expired.count 1
                        orders.gateways.acme-pay.card.successRate.value 0.0
                        orders.gateways.acme-pay.card.timeToCredit.count 0
                        orders.gateways.acme-pay.card.timeToCredit.p50Ms null
                        orders.gateways.acme-pay.card.timeToCredit.p95Ms null
                        orders.gateways.acme-pay.upi.created.count 2
                        orders.gateways.acme-pay.upi.attemptsFailed.count 2
                        orders.gateways.acme-pay.upi.credited.count 2
                        orders.gateways.acme-pay.upi.failed.count 1
                        orders.gateways.acme-pay.upi.expired.count 0
                        orders.gateways.acme-pay.upi.successRate.value 0.666667
                        orders.gateways.acme-pay.upi.timeToCredit.count 2
                        orders.gateways.acme-pay.upi.timeToCredit.p50Ms 252.178
                        orders.gateways.acme-pay.upi.timeToCredit.p95Ms 3984.736
                        orders.gateways.acme-pay.upi.volume.EUR.amount 12000
                        orders.gateways.zeta.card.created.count 1
                        orders.gateways.zeta.card.attemptsFailed.count 0
                        orders.gateways.zeta.card.credited.count 1
                        orders.gateways.zeta.card.failed.count 0
                        orders.gateways.zeta.card.expired.count 0
                        orders.gateways.zeta.card.successRate.value 1.0
                        orders.gateways.zeta.card.timeToCredit.count 1
                        orders.gateways.zeta.card.timeToCredit.p50Ms 1002.428
                        orders.gateways.zeta.card.timeToCredit.p95Ms 1002.428
                        orders.gateways.zeta.card.volume.EUR.amount 300
                        payouts.created.count 2
                        payouts.settled.count 1
                        payouts.failed.count 1
                        payouts.returned.count 1
                        payouts.successRate.value 0.5
                        payouts.timeToSettle.count 1
                        payouts.timeToSettle.p50Seconds 60.495
                        payouts.timeToSettle.p95Seconds 60.495
                        payouts.volume.EUR.amount 900
                        payouts.gateways.acme-pay.created.count 1
                        payouts.gateways.acme-pay.settled.count 1
                        payouts.gateways.acme-pay.failed.count 0
                        payouts.gateways.acme-pay.returned.count 1
                        payouts.gateways.acme-pay.successRate.value 1.0
                        payouts.gateways.acme-pay.timeToSettle.count 1
                        payouts.gateways.acme-pay.timeToSettle.p50Seconds 60.495
                        payouts.gateways.acme-pay.timeToSettle.p95Seconds 60.495
                        payouts.gateways.acme-pay.volume.EUR.amount 900
                        payouts.gateways.zeta.created.count 1
                        payouts.gateways.zeta.settled.count 0
                        payouts.gateways.zeta.failed.count 1
                        payouts.gateways.zeta.returned.count 0
                        payouts.gateways.zeta.successRate.value 0.0
                        payouts.gateways.zeta.timeToSettle.count 0
                        payouts.gateways.zeta.timeToSettle.p50Seconds null
                        payouts.gateways.zeta.timeToSettle.p95Seconds null
                        sourceRefunds.created.count 1
                        sourceRefunds.settled.count 1
                        sourceRefunds.failed.count 0
                        sourceRefunds.returned.count 0
                        sourceRefunds.successRate.value 1.0
                        sourceRefunds.timeToSettle.count 1
                        sourceRefunds.timeToSettle.p50Seconds 30.04
                        sourceRefunds.timeToSettle.p95Seconds 30.04
                        sourceRefunds.volume.EUR.amount 5000
                        sourceRefunds.gateways.acme-pay.created.count 1
                        sourceRefunds.gateways.acme-pay.settled.count 1
                        sourceRefunds.gateways.acme-pay.failed.count 0
                        sourceRefunds.gateways.acme-pay.returned.count 0
                        sourceRefunds.gateways.acme-pay.successRate.value 1.0
                        sourceRefunds.gateways.acme-pay.timeToSettle.count 1
                        sourceRefunds.gateways.acme-pay.timeToSettle.p50Seconds 30.04
                        sourceRefunds.gateways.acme-pay.timeToSettle.p95Seconds 30.04
                        sourceRefunds.gateways.acme-pay.volume.EUR.amount 5000
                        disputes.opened.count 2
                        disputes.opened.volume.EUR.amount 100
                        disputes.won.count 1
                        disputes.won.volume.EUR.amount 70
                        disputes.lost.count 1
                        disputes.lost.volume.EUR.amount 30
                        disputes.wonRate.value 0.5
                        disputes.gateways.acme-pay.opened.count 2
                        disputes.gateways.acme-pay.opened.volume.EUR.amount 100
                        disputes.gateways.acme-pay.won.count 1
                        disputes.gateways.acme-pay.won.volume.EUR.amount 70
                        disputes.gateways.acme-pay.lost.count 1
                        disputes.gateways.acme-pay.lost.volume.EUR.amount 30
                        disputes.gateways.acme-pay.wonRate.value 0.5
                        payers.active.count 3
                        payees.active.count 2
                        users.created.count 1
                        payees.top.0.user bob
                        payees.top.0.currency EUR
                        payees.top.0.amount 1000
                        payees.top.0.payments 1
                        payees.top.0.tooHighBy 0
                        payees.top.1.user carol
                        payees.top.1.currency EUR
                        payees.top.1.amount 500
                        payees.top.1.payments 1
                        payees.top.1.tooHighBy 0
                        payees.top.2.user bob
                        payees.top.2.currency USD
                        payees.top.2.amount 70
                        payees.top.2.payments 1
                        payees.top.2.tooHighBy 0
                        fraud.scored.count 3
                        fraud.scored.share 0.5
                        fraud.allowed.count 1
                        fraud.held.count 2
                        fraud.review.count 1
                        fraud.review.share 0.333333
                        fraud.blocked.count 1
                        fraud.blocked.share 0.333333
                        fraud.reviews.approved.count 1
                        fraud.reviews.blocked.count 0
                        fraud.reviewTime.count 1
                        fraud.reviewTime.p50Seconds 60.495
                        fraud.reviewTime.p95Seconds 60.495
                        fraud.reviewTime.p99Seconds 60.495
                        notifications.sent.count 2
                        notifications.failed.count 1
                        notifications.failed.share 0.333333
                        notifications.channels.email.sent.count 1
                        notifications.channels.email.failed.count 0
                        notifications.channels.push.sent.count 1
                        notifications.channels.push.failed.count 0
                        notifications.channels.sms.sent.count 0
                        notifications.channels.sms.failed.count 1
                        accounts.count 7
                        accounts.balances.EUR.amount 10000000000000000700
                        accounts.balances.USD.amount 1""" + shardsText() + """

                        consumers.fraud-scorer.payment_events.waiting 7
                        services.notifier.status DOWN
                        services.notifier.since 2026-01-02T03:04:05Z
                        services.notifier.reason kafka: away
                        services.notifier.parts.kafka.status DOWN
                        sources.router.live false
                        sources.router.since 2026-01-02T03:04:05Z
                        sources.router.reason refused""");
    }

    private static String shardsText() {
        return shardText(0, 3, "EUR.amount 700", 1, 0, 0, "null")
                + shardText(
                        1,
                        4,
                        "EUR.amount 10000000000000000000\n" + "shards.1.balances.USD.amount 1",
                        5,
                        3,
                        1,
                        "20.136");
    }

    private static String shardText(
            int shard, int accounts, String balances, int initiated, int completed, int failed, String latency) {
        return """

                shards.%1$d.state UP
                shards.%1$d.trouble null
                shards.%1$d.breaker CLOSED
                shards.%1$d.roundTripMs 0.5
                shards.%1$d.lane.depth 2
                shards.%1$d.accounts.count %2$d
                shards.%1$d.balances.%3$s
                shards.%1$d.outbox.waiting 1
                shards.%1$d.outbox.oldestAgeMs 2
                shards.%1$d.pending.count 3
                shards.%1$d.pending.oldestAgeMs 4
                shards.%1$d.payments.initiated.count %4$d
                shards.%1$d.payments.completed.count %5$d
                shards.%1$d.payments.failed.count %6$d
                shards.%1$d.latency.p50Ms %7$s
                shards.%1$d.latency.p99Ms %8$s""".formatted(
                shard, accounts, balances, initiated, completed, failed, latency, shard == 1 ? "30.04" : "null");
    }

    @Test
    void nothingIsZeroAndSharesOfNothingAreNotThere() {
        Map<String, @Nullable Object> figures = Summaries.of(
                        new Figures(), new SystemState(List.of(), List.of(), List.of(), Map.of()))
                .figures();
        assertThat(figures)
                .containsEntry("payments.completed.count", 0L)
                .containsEntry("payments.successRate.value", null)
                .containsEntry("payments.latency.p99Ms", null)
                .containsEntry("accounts.count", null)
                .containsEntry("notifications.failed.share", null);
    }

    @Test
    void everyNumberHasAUnitAndADenominator() {
        assertThat(Summaries.of(figures(EVENTS), AROUND).figures().entrySet())
                .filteredOn(figure -> figure.getValue() instanceof Number)
                .allSatisfy(figure -> {
                    assertThat(Catalog.about(figure.getKey()).unit()).isNotEmpty();
                    assertThat(Catalog.about(figure.getKey()).of()).isNotEmpty();
                });
    }

    /** So that a minute's parts, a day's hours, and what is read back, come to the same. */
    @Test
    void figuresOfPartsAreThoseOfTheWhole() {
        for (int cut = 0; cut <= EVENTS.size(); cut++) {
            Figures left = figures(EVENTS.subList(0, cut));
            Figures right = figures(EVENTS.subList(cut, EVENTS.size()));
            // The review's beginning may be in the other part.
            if (right.reviewTime().count() + left.reviewTime().count() == 1) {
                left.add(FigureBytes.read(FigureBytes.write(right)));
                assertThat(left).isEqualTo(figures(EVENTS));
            }
        }
    }

    @Test
    void changesAreWhatIsOther() {
        Summary before = Summaries.of(figures(EVENTS.subList(0, 2)), AROUND);
        Summary after = Summaries.of(figures(EVENTS.subList(0, 3)), AROUND);
        assertThat(after.changesSince(before).keySet())
                .containsExactly(
                        "fraud.scored.count",
                        "fraud.scored.share",
                        "fraud.allowed.count",
                        "fraud.review.share",
                        "fraud.blocked.share");
        assertThat(Summaries.of(new Figures(), AROUND).changesSince(after))
                .containsEntry("payments.volume.EUR.amount", null)
                .containsEntry("payments.initiated.count", 0L);
    }

    private static String text(Summary summary) {
        return summary.figures().entrySet().stream()
                .map(figure -> figure.getKey() + " " + figure.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static Shard shard(int number, long accounts, Map<String, BigInteger> balances) {
        return new Shard(number, "UP", null, "CLOSED", 0.5, 2, accounts, 1L, 2L, 3L, 4L, balances);
    }

    private static Figures figures(List<Event> events) {
        Figures figures = new Figures();
        for (Event event : events) {
            CountedEvent occurrence = CountedEventReader.read(record(event));
            boolean began = events.stream()
                    .anyMatch(other -> other.type() == EventType.ManualReviewRequired
                            && other.key().equals(event.key()));
            occurrence.effect().on(figures, new Context(occurrence.needsContext() && began ? AT : null));
        }
        return figures;
    }

    private static ConsumerRecord<String, byte[]> record(Event event) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                event.type().topic().topicName(),
                0,
                0,
                event.key(),
                event.data().getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", event.type().name().getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_id", event.id().getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_time", event.time().toString().getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
