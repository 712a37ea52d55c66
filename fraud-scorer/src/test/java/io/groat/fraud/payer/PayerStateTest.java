package io.groat.fraud.payer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.payment.Payment;
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
    void aPayeeWhoGivesBackAndCapturesLateIsSeen() {
        PayeeState shop = PayeeState.fresh();
        shop.got(new Payment(UUID.randomUUID(), "ann", "shop", 10_000, "EUR", false, START, null, null));
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
            mule.got(new Payment(UUID.randomUUID(), "payer" + i, "mule", 10_000, "EUR", false, at(i), null, null));
        }
        UUID out = UUID.randomUUID();
        mule.paid(out, 240, at(5));
        mule.paid(out, 240, at(5));
        Features features = Features.blank();
        mule.addFeatures(payment("mule", 1, at(10), null), features);
        assertThat(of(features, "payee.payers.10m")).isEqualTo(2);
        assertThat(of(features, "payee.payers.1h")).isEqualTo(3);
        assertThat(of(features, "payee.sum.1h")).isEqualTo(300);
        assertThat(of(features, "payee.passThrough1h")).isEqualTo(0.8);
        mule.addFeatures(payment("mule", 1, at(70), null), features);
        assertThat(of(features, "payee.passThrough1h")).isZero();
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
                stays.ended(next.id(), false);
                moves.ended(next.id(), false);
            }
            if (random.nextInt(3) == 0) {
                moves = PayerState.of(moves.bytes());
            }
        }
        assertThat(moves.bytes()).isEqualTo(stays.bytes());
        assertThat(stays.bytes().length).isLessThan(60_000);
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
