package io.groat.fraud.pipeline;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.PaymentLabelled;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.payer.PayerState;
import io.groat.fraud.payment.Hashes;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.payment.PaymentChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;

/**
 * Events of some days among a few users, and the features that each payment has to have: those of an undisturbed run,
 * in memory, over the same events in the same order.
 *
 * <p>Users pay those alone whose events are in the same partition, so that there is one order for payees as well.
 */
final class Traffic {

    private static final int USERS_OF_A_PARTITION = 4;

    private final Random random;
    private final List<List<String>> groups = new ArrayList<>();
    private final Map<UUID, Features> expected = new LinkedHashMap<>();
    private final Map<String, PayerState> payers = new HashMap<>();
    private final Map<String, PayeeState> payees = new HashMap<>();
    private Instant now = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MILLIS);

    Traffic(long seed, int partitions, int groupCount) {
        random = new Random(seed);
        for (int group = 0; group < groupCount; group++) {
            List<String> users = new ArrayList<>();
            while (users.size() < USERS_OF_A_PARTITION) {
                String user = RunningScorer.user("u" + random.nextInt(1_000_000));
                if (Utils.toPositive(Utils.murmur2(user.getBytes(StandardCharsets.UTF_8))) % partitions == group) {
                    users.add(user);
                }
            }
            groups.add(users);
        }
    }

    /** The next payments with their ends; one of ten events is told twice, one of twenty comes late. */
    List<Event> next(int payments) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < payments; i++) {
            List<String> users = groups.get(random.nextInt(groups.size()));
            String payer = users.get(random.nextInt(users.size()));
            String payee = users.get((users.indexOf(payer) + 1 + random.nextInt(users.size() - 1)) % users.size());
            now = now.plusMillis(1 + random.nextInt(60_000));
            Instant at = random.nextInt(20) == 0 ? now.minusSeconds(random.nextInt(7_200)) : now;
            UUID id = RunningScorer.paymentId(at);
            if (random.nextInt(6) == 0) {
                events.add(topUp(payer, at));
            }
            events.add(RunningScorer.initiated(id, payer, payee, 1 + random.nextInt(90_000), at, "INITIATED"));
            if (random.nextInt(4) != 0) {
                EventType end = random.nextInt(5) == 0 ? EventType.PaymentFailed : EventType.PaymentCompleted;
                events.add(RunningScorer.ended(id, payer, end, at));
            }
            if (random.nextInt(5) == 0) {
                events.add(labelled(id, payer, payee));
            }
            if (random.nextInt(10) == 0) {
                events.add(events.get(random.nextInt(events.size())));
            }
        }
        events.forEach(this::replay);
        return events;
    }

    /** Of few cards and accounts of each user; one of three fails. */
    private Event topUp(String user, Instant at) {
        Instant then = at.minusSeconds(random.nextInt(5_400));
        UUID id = RunningScorer.paymentId(then);
        int outcome = random.nextInt(6);
        EventType type = outcome == 0
                ? EventType.OrderFailed
                : outcome == 1 ? EventType.OrderAttemptFailed : EventType.OrderCredited;
        int instrument = random.nextInt(20);
        Instant seenAt = now.minusSeconds(instrument * 40_000L + 1);
        return RunningScorer.order(
                type,
                user,
                1 + random.nextInt(200_000),
                then,
                id,
                "",
                instrument == 0 ? null : "card-" + instrument,
                instrument == 0 ? null : seenAt);
    }

    /** Some find it to be a fraud, others to be none; now and then both. */
    private Event labelled(UUID id, String payer, String payee) {
        String by = random.nextBoolean() ? "analyst" : "payer";
        return new Event(
                EventType.PaymentLabelled,
                payer,
                id + ":" + EventType.PaymentLabelled + ":" + by,
                now,
                EventJson.write(new PaymentLabelled(id, payer, payee, random.nextBoolean(), by, now)));
    }

    /** What each payment's features have to be. */
    Map<UUID, Features> expected() {
        return expected;
    }

    private void replay(Event event) {
        PaymentChange change = PaymentChange.of(event);
        if (change instanceof PaymentChange.Made made) {
            replay(made.payment());
        } else if (change instanceof PaymentChange.Ended ended) {
            payer(ended.payer()).ended(ended.paymentId(), ended.failed());
        } else if (change instanceof PaymentChange.ToppedUp topUp) {
            payer(topUp.payer()).toppedUp(topUp);
        } else if (change instanceof PaymentChange.TopUpFailed failure) {
            payer(failure.payer()).topUpFailed(failure);
        } else if (change instanceof PaymentChange.Labelled labelled) {
            payer(labelled.payer()).labelled(labelled.paymentId(), labelled.fraud(), labelled.knownAt());
            payee(Objects.requireNonNull(labelled.payee()))
                    .labelled(
                            labelled.paymentId(),
                            labelled.fraud(),
                            payer(labelled.payer()).isOrdinary(labelled.paymentId(), labelled.knownAt()),
                            labelled.knownAt());
        }
    }

    private void replay(Payment payment) {
        PayerState payer = payer(payment.payer());
        if (payer.knows(payment)) {
            return;
        }
        Features features = payer.features(payment);
        payer.made(payment);
        PayeeState payee = payee(Objects.requireNonNull(payment.payee()));
        payee.addFeatures(payment, features);
        payee.got(payment, features.get(FeatureNames.FIRST_TO_PAYEE) == 1);
        payee(payment.payer()).paid(payment.id(), payment.amount(), Hashes.of(payment.payee()), payment.at());
        expected.put(payment.id(), features);
    }

    private PayerState payer(String user) {
        return payers.computeIfAbsent(user, unknown -> PayerState.fresh());
    }

    private PayeeState payee(String user) {
        return payees.computeIfAbsent(user, unknown -> PayeeState.fresh());
    }
}
