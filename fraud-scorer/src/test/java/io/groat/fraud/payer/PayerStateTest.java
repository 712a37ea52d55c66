package io.groat.fraud.payer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.payment.PaymentChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayerStateTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final PayerState alice = PayerState.fresh();

    @Test
    void aFirstPaymentHasNoPast() {
        Features features = alice.features(payment("bob", 5_000, START, 10_000L));
        assertThat(of(features, "payment.amount")).isEqualTo(50);
        assertThat(of(features, "payment.balanceShare")).isEqualTo(0.5);
        assertThat(of(features, "payment.hour")).isEqualTo(12);
        assertThat(of(features, "payer.accountAgeDays")).isEqualTo(2);
        assertThat(of(features, "payer.amountToMedian")).isEqualTo(1);
        assertThat(of(features, "payer.amountToMax")).isEqualTo(1);
        assertThat(of(features, "payer.firstToPayee")).isEqualTo(1);
        assertThat(of(features, "payer.secondsSinceLast")).isEqualTo(2_592_000);
        assertThat(of(features, "payer.hourShare")).isEqualTo(1);
        assertThat(of(features, "payer.count.30d")).isZero();
    }

    @Test
    void laterOnesAreSeenAgainstThePast() {
        pay("bob", 1_000, START);
        pay("bob", 2_000, START.plusSeconds(30));
        UUID failed = pay("carol", 6_000, START.plus(Duration.ofMinutes(5)));
        alice.ended(failed, true);

        Features features = alice.features(payment("carol", 12_000, START.plus(Duration.ofMinutes(6)), null));
        assertThat(of(features, "payer.count.1m")).isZero();
        assertThat(of(features, "payer.count.10m")).isEqualTo(3);
        assertThat(of(features, "payer.sum.10m")).isEqualTo(90);
        assertThat(of(features, "payer.mean.1h")).isEqualTo(30);
        assertThat(of(features, "payer.max.24h")).isEqualTo(60);
        assertThat(of(features, "payer.payees.7d")).isEqualTo(2);
        assertThat(of(features, "payer.failures.1h")).isEqualTo(1);
        assertThat(of(features, "payer.deviation.30d")).isCloseTo(Math.sqrt((400 + 100 + 900) / 3.0), within(1e-9));
        assertThat(of(features, "payer.amountToMedian")).isEqualTo(6);
        assertThat(of(features, "payer.amountToMax")).isEqualTo(2);
        assertThat(of(features, "payer.firstToPayee")).isZero();
        assertThat(of(features, "payer.secondsSinceLast")).isEqualTo(60);
        assertThat(of(features, "payment.balanceShare")).isZero();
    }

    @Test
    void theHourIsSeenAgainstTheHabit() {
        for (int day = 0; day < 20; day++) {
            pay("bob", 100, START.plus(Duration.ofDays(day)));
        }
        Instant next = START.plus(Duration.ofDays(20));
        assertThat(of(alice.features(payment("bob", 100, next.plusSeconds(3_600), null)), "payer.hourShare"))
                .isEqualTo(1);
        assertThat(of(alice.features(payment("bob", 100, next.plusSeconds(7_200), null)), "payer.hourShare"))
                .isZero();
    }

    @Test
    void whoeverWasNeverToppedUpHasNoneOfItsFeaturesAndIsWrittenAsEver() {
        pay("bob", 1_000, START);
        Features features = alice.features(payment("bob", 5_000, at(1), null));
        assertThat(of(features, "payer.instrumentAgeDays")).isEqualTo(30);
        assertThat(of(features, "payer.topUpFailures24h")).isZero();
        assertThat(of(features, "payer.secondsSinceFirstTopUp")).isEqualTo(2_592_000);
        assertThat(of(features, "payer.secondsSinceTopUp")).isEqualTo(2_592_000);
        assertThat(of(features, "payer.topUpShareOut1h")).isZero();
        assertThat(alice.bytes()[0])
                .as("an older release reads what has nothing new in it")
                .isEqualTo((byte) 1);
    }

    @Test
    void whatCameInAndGoesOutAtOnceIsSeen() {
        pay("bob", 90_000, START);
        topUp("old", 10_000, at(5), at(-1_440 * 3));
        topUp("new", 30_000, at(30), at(29));
        pay("bob", 10_000, at(40));
        UUID failed = pay("bob", 50_000, at(41));
        alice.ended(failed, true);

        Features features = alice.features(payment("eve", 20_000, at(60), null));
        assertThat(of(features, "payer.instrumentAgeDays")).isEqualTo(31 / 1_440.0);
        assertThat(of(features, "payer.secondsSinceFirstTopUp")).isEqualTo(55 * 60);
        assertThat(of(features, "payer.secondsSinceTopUp")).isEqualTo(30 * 60);
        assertThat(of(features, "payer.topUpShareOut1h"))
                .as("100 and now 200 of 400; what went out before, or came back, is none of it")
                .isEqualTo(0.75);
        assertThat(of(alice.features(payment("eve", 20_000, at(80), null)), "payer.topUpShareOut1h"))
                .as("only the 300 came within the hour")
                .isEqualTo(1);
        assertThat(of(alice.features(payment("eve", 20_000, at(91), null)), "payer.topUpShareOut1h"))
                .isZero();
    }

    @Test
    void aPaymentThatComesLateIsSeenAsOfItsTime() {
        topUp("first", 10_000, at(10), at(9));
        topUp("second", 10_000, at(30), at(29));
        Features before = alice.features(payment("eve", 20_000, at(5), null));
        assertThat(of(before, "payer.instrumentAgeDays")).isEqualTo(30);
        assertThat(of(before, "payer.secondsSinceFirstTopUp")).isEqualTo(2_592_000);
        assertThat(of(before, "payer.topUpShareOut1h")).isZero();
        Features between = alice.features(payment("eve", 5_000, at(20), null));
        assertThat(of(between, "payer.instrumentAgeDays")).isEqualTo(11 / 1_440.0);
        assertThat(of(between, "payer.secondsSinceTopUp")).isEqualTo(600);
        assertThat(of(between, "payer.topUpShareOut1h")).isEqualTo(0.5);
    }

    @Test
    void failedTopUpsOfADayAreCountedOnceEach() {
        for (int i = 0; i < 100; i++) {
            PaymentChange.TopUpFailed failure = new PaymentChange.TopUpFailed("event-" + i, "alice", at(i));
            alice.topUpFailed(failure);
            alice.topUpFailed(failure);
        }
        assertThat(of(alice.features(payment("eve", 1, at(100), null)), "payer.topUpFailures24h"))
                .isEqualTo(100);
        assertThat(of(alice.features(payment("eve", 1, at(100 + 1_440 * 2), null)), "payer.topUpFailures24h"))
                .isZero();
        UUID order = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            alice.toppedUp(new PaymentChange.ToppedUp(order, "alice", 100, at(100), null, null));
        }
        assertThat(of(alice.features(payment("eve", 5_000, at(101), null)), "payer.topUpShareOut1h"))
                .isEqualTo(0.5);
        assertThat(alice.weight()).isLessThan(800);
    }

    /** Features take no more bytes than before there were these, and are read with what is absent in their place. */
    @Test
    void whatIsAbsentIsNotWrittenAndIsReadAsThat() {
        Features plain = alice.features(payment("bob", 5_000, START, 10_000L));
        assertThat(Features.of(plain.bytes())).isEqualTo(plain);
        assertThat(of(Features.of(plain.bytes()), "payer.secondsSinceFirstTopUp"))
                .isEqualTo(2_592_000);
        topUp("new", 10_000, at(-5), at(-5));
        Features more = alice.features(payment("bob", 5_000, START, 10_000L));
        assertThat(Features.of(more.bytes())).isEqualTo(more).isNotEqualTo(plain);
        assertThat(more.bytes().length).isGreaterThan(plain.bytes().length);
    }

    @Test
    void aPayeeWhoGivesBackAndCapturesLateIsSeen() {
        PayeeState shop = PayeeState.fresh();
        shop.got(new Payment(UUID.randomUUID(), "ann", "shop", 10_000, "EUR", false, START, null, null), true);
        byte[] plain = shop.bytes();
        Features before = Features.blank();
        shop.addFeatures(payment("shop", 1, at(1), null), before);
        assertThat(of(before, "payee.refundRate30d")).isZero();
        assertThat(of(before, "payee.captureDelayHours30d")).isZero();

        PayeeState later = PayeeState.of(plain);
        UUID back = UUID.randomUUID();
        later.gaveBack(back, 25, at(1));
        later.gaveBack(back, 25, at(1));
        later.took(UUID.randomUUID(), 2, at(1));
        later.took(UUID.randomUUID(), 4, at(2));
        Features after = Features.blank();
        PayeeState.of(later.bytes()).addFeatures(payment("shop", 1, at(10), null), after);
        assertThat(of(after, "payee.refundRate30d")).isEqualTo(0.25);
        assertThat(of(after, "payee.captureDelayHours30d")).isEqualTo(3);
        assertThat(plain[0])
                .as("an older release reads what has nothing new in it")
                .isEqualTo((byte) 1);
        Features muchLater = Features.blank();
        later.addFeatures(payment("shop", 1, START.plus(Duration.ofDays(40)), null), muchLater);
        assertThat(of(muchLater, "payee.refundRate30d")).isZero();
    }

    @Test
    void aPayeeWhoPassesOnIsSeen() {
        PayeeState mule = PayeeState.fresh();
        for (int i = 0; i < 3; i++) {
            mule.got(
                    new Payment(UUID.randomUUID(), "payer" + i, "mule", 10_000, "EUR", false, at(i), null, null), true);
        }
        UUID out = UUID.randomUUID();
        mule.paid(out, 240, 0, at(5));
        mule.paid(out, 240, 0, at(5));
        Features features = Features.blank();
        mule.addFeatures(payment("mule", 1, at(10), null), features);
        assertThat(of(features, "payee.payers.10m")).isEqualTo(2);
        assertThat(of(features, "payee.payers.1h")).isEqualTo(3);
        assertThat(of(features, "payee.sum.1h")).isEqualTo(300);
        assertThat(of(features, "payee.passThrough1h")).isEqualTo(0.8);
        mule.addFeatures(payment("mule", 1, at(70), null), features);
        assertThat(of(features, "payee.passThrough1h")).isZero();
    }

    @Test
    void whatCameInSinceTheLastPaymentIsSeenByTheBalance() {
        alice.made(payment("bob", 4_000, START, 10_000L));
        Features passedOn = alice.features(payment("eve", 9_000, at(10), 16_000L));
        assertThat(of(passedOn, "payer.cameIn"))
                .as("60 were left, 160 are there")
                .isEqualTo(100);
        assertThat(of(passedOn, "payer.cameInShareOut")).isEqualTo(0.9);
        assertThat(of(alice.features(payment("eve", 9_000, at(10), 5_000L)), "payer.cameIn"))
                .as("what was taken out otherwise is none of it")
                .isZero();
        assertThat(of(alice.features(payment("eve", 9_000, at(10), null)), "payer.cameIn"))
                .isZero();

        Payment failed = payment("eve", 9_000, at(10), 16_000L);
        alice.made(failed);
        alice.ended(failed.id(), true);
        alice.ended(failed.id(), true);
        Features again = alice.features(payment("eve", 9_000, at(11), 16_000L));
        assertThat(of(again, "payer.cameIn")).as("what failed came back").isZero();
        assertThat(of(again, "payer.cameInShareOut")).isZero();

        Payment held = new Payment(UUID.randomUUID(), "alice", "eve", 5_000, "EUR", true, at(20), 16_000L, at(0));
        alice.made(held);
        assertThat(of(alice.features(payment("eve", 1, at(21), 16_000L)), "payer.cameIn"))
                .as("what is held is still there")
                .isZero();
        Payment francs = new Payment(UUID.randomUUID(), "alice", "eve", 1, "CHF", false, at(22), 99_000L, at(0));
        assertThat(of(alice.features(francs), "payer.cameIn"))
                .as("of another currency nothing is known")
                .isZero();
    }

    @Test
    void newPayeesAndTheLargestOfTheWeekAreSeen() {
        pay("bob", 1_000, START.minus(Duration.ofDays(3)));
        pay("bob", 1_000, at(0));
        pay("carol", 1_000, at(1));
        pay("carol", 7_000, at(2));
        pay("dave", 1_000, at(3));
        Features features = alice.features(payment("eve", 1_000, at(4), null));
        assertThat(of(features, "payer.newPayees24h"))
                .as("carol and dave, each once")
                .isEqualTo(2);
        assertThat(of(features, "payer.maxToMedian7d")).isEqualTo(7);
        assertThat(of(alice.features(payment("eve", 1_000, at(1_440 * 8), null)), "payer.newPayees24h"))
                .isZero();
    }

    @Test
    void howManyAreNewToAPayeeIsSeen() {
        PayeeState shop = PayeeState.fresh();
        for (int i = 0; i < 4; i++) {
            Payment payment = new Payment(UUID.randomUUID(), "ann", "shop", 100, "EUR", false, at(i), null, null);
            shop.got(payment, i == 0);
        }
        shop.got(new Payment(UUID.randomUUID(), "ben", "shop", 100, "EUR", false, at(5), null, null), true);
        Features features = Features.blank();
        PayeeState.of(shop.bytes()).addFeatures(payment("shop", 1, at(6), null), features);
        assertThat(of(features, "payee.newPayers.24h")).isEqualTo(2);
        shop.addFeatures(payment("shop", 1, at(1_440 * 2), null), features);
        assertThat(of(features, "payee.newPayers.24h")).isZero();
        assertThat(of(features, "payee.newPayers.7d")).isEqualTo(2);
    }

    @Test
    void theFirstAndTheLastFraudToAPayeeAreSeenOnceTheyAreKnown() {
        PayeeState shop = PayeeState.fresh();
        Features before = Features.blank();
        shop.addFeatures(payment("shop", 1, at(0), null), before);
        assertThat(of(before, "payee.secondsSinceFraud")).isEqualTo(2_592_000);
        assertThat(of(before, "payee.secondsSinceFirstFraud")).isEqualTo(2_592_000);
        // More than are held one by one: the first is told by its hour.
        for (int hour = 0; hour < 100; hour++) {
            shop.labelled(UUID.randomUUID(), hour % 2 == 0, false, at(60 * hour));
        }
        Features features = Features.blank();
        PayeeState.of(shop.bytes()).addFeatures(payment("shop", 1, at(60 * 100), null), features);
        assertThat(of(features, "payee.secondsSinceFraud")).isEqualTo(2 * 3_600);
        assertThat(of(features, "payee.secondsSinceFirstFraud")).isEqualTo(100 * 3_600);
        Features earlier = Features.blank();
        shop.addFeatures(payment("shop", 1, at(60 * 99 - 1), null), earlier);
        assertThat(of(earlier, "payee.secondsSinceFraud"))
                .as("nothing of later")
                .isEqualTo(3_600 - 60);
        Features muchLater = Features.blank();
        shop.addFeatures(payment("shop", 1, at(1_440 * 40), null), muchLater);
        assertThat(of(muchLater, "payee.secondsSinceFirstFraud")).isEqualTo(2_592_000);
    }

    @Test
    void aFraudThatIsLikeWhatItsPayerPaysTellsAgainstItsPayee() {
        UUID usual = pay("shop", 1_000, at(0));
        UUID twice = pay("shop", 2_000, at(1));
        UUID more = pay("shop", 2_001, at(2));
        pay("bob", 1_000, at(3));
        pay("bob", 900, at(4));
        assertThat(alice.isOrdinary(usual, at(5))).isTrue();
        assertThat(alice.isOrdinary(twice, at(5))).isTrue();
        assertThat(alice.isOrdinary(more, at(5))).isFalse();
        assertThat(alice.isOrdinary(UUID.randomUUID(), at(5))).isFalse();
        assertThat(alice.isOrdinary(usual, at(1_440 * 40)))
                .as("nothing is usual after a month without payments")
                .isFalse();

        PayeeState shop = PayeeState.fresh();
        shop.labelled(usual, true, true, at(60));
        shop.labelled(more, true, false, at(120));
        shop.labelled(twice, false, true, at(180));
        shop.labelled(usual, true, true, at(240));
        Features features = Features.blank();
        PayeeState.of(shop.bytes()).addFeatures(payment("shop", 1, at(300), null), features);
        assertThat(of(features, "payee.frauds.24h")).isEqualTo(2);
        assertThat(of(features, "payee.ordinaryFrauds.24h")).isEqualTo(1);
        assertThat(of(features, "payee.ordinaryFrauds.30d")).isEqualTo(1);
        assertThat(of(features, "payee.secondsSinceFirstOrdinaryFraud")).isEqualTo(240 * 60);
        Features earlier = Features.blank();
        shop.addFeatures(payment("shop", 1, at(59), null), earlier);
        assertThat(of(earlier, "payee.ordinaryFrauds.30d"))
                .as("nothing before it is known")
                .isZero();
        assertThat(of(earlier, "payee.secondsSinceFirstOrdinaryFraud")).isEqualTo(2_592_000);
    }

    /** Whether a state stays in memory or is written and read between any two events makes no difference at all. */
    @Test
    void aStateThatWasWrittenAndReadGoesOnAsBefore() {
        Random random = new Random(42);
        PayerState stays = PayerState.fresh();
        PayerState moves = PayerState.fresh();
        Instant now = START;
        for (int i = 0; i < 1_000; i++) {
            now = now.plusMillis(random.nextInt(4_000_000));
            Payment next = payment("payee" + random.nextInt(400), 1 + random.nextInt(500_000), now, 600_000L);
            assertThat(moves.features(next)).isEqualTo(stays.features(next));
            stays.made(next);
            moves.made(next);
            if (random.nextInt(4) == 0) {
                boolean failed = random.nextInt(3) == 0;
                stays.ended(next.id(), failed);
                moves.ended(next.id(), failed);
            }
            if (random.nextInt(5) == 0) {
                Instant seenAt = now.minusSeconds(random.nextInt(5_000_000));
                PaymentChange.ToppedUp topUp = new PaymentChange.ToppedUp(
                        UUID.randomUUID(), "alice", random.nextInt(9_000), now, "card" + random.nextInt(40), seenAt);
                stays.toppedUp(topUp);
                moves.toppedUp(topUp);
            }
            if (random.nextInt(9) == 0) {
                PaymentChange.TopUpFailed failure = new PaymentChange.TopUpFailed("event" + i, "alice", now);
                stays.topUpFailed(failure);
                moves.topUpFailed(failure);
            }
            if (random.nextInt(3) == 0) {
                moves = PayerState.of(moves.bytes());
            }
        }
        assertThat(moves.bytes()).isEqualTo(stays.bytes());
        assertThat(stays.bytes().length).isLessThan(60_000);
    }

    private void topUp(String instrument, long amountMinor, Instant at, Instant seenAt) {
        alice.toppedUp(
                new PaymentChange.ToppedUp(UUID.randomUUID(), "alice", amountMinor / 100.0, at, instrument, seenAt));
    }

    private UUID pay(String payee, long amountMinor, Instant at) {
        Payment payment = payment(payee, amountMinor, at, null);
        alice.made(payment);
        return payment.id();
    }

    private static Instant at(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private static Payment payment(String payee, long amountMinor, Instant at, @Nullable Long balanceBefore) {
        return new Payment(
                UUID.randomUUID(),
                "alice",
                payee,
                amountMinor,
                "EUR",
                false,
                at,
                balanceBefore,
                at.minus(Duration.ofDays(2)));
    }

    private static double of(Features features, String name) {
        Integer place = FeatureNames.find(name);
        assertThat(place).as(name).isNotNull();
        return place == null ? 0 : features.get(place);
    }
}
