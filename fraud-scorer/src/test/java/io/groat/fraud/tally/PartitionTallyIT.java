package io.groat.fraud.tally;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.FraudDecision;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.model.Distribution;
import io.groat.fraud.model.Reference;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.score.ModelScores;
import io.groat.fraud.score.Score;
import io.groat.fraud.tally.PartitionTally.Taken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Each payment is counted once, wherever the process that counts dies and wherever the next one begins again. */
class PartitionTallyIT {

    private static final int PAYMENTS = 40;
    private static final int PARTITION = 3;
    private static final AtomicInteger VERSIONS = new AtomicInteger(1_000_000);

    private final TallyStore store = RunningScorer.shared().bean(TallyStore.class);
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private final long seed = System.nanoTime() % 1_000_000;
    private final Random random = new Random(seed);
    /** Which no other test has. */
    private final int champion = VERSIONS.incrementAndGet();

    private final int shadow = VERSIONS.incrementAndGet();
    private final String source = "topic-" + UUID.randomUUID();
    private final Map<UUID, Features> stored = new HashMap<>();
    private final List<Score> scores = new ArrayList<>();

    @Test
    void whereverItDiesEachIsCountedOnce() {
        history();
        int written = 0;
        for (int life = 0; written < PAYMENTS; life++) {
            written = live(written, life);
        }
        assertAll();
    }

    /** One that was taken over from, and has not noticed, is late with what it knows. */
    @Test
    void whoIsLateTakesNothingBack() {
        history();
        PartitionTally late = tally();
        take(late, 0, 10);
        PartitionTally next = tally();
        take(next, 0, PAYMENTS);
        write(next);
        write(late);
        assertAll();
    }

    /** Takes from where all is settled, in batches, and dies somewhere: behind a write or before it. */
    private int live(int settled, int life) {
        PartitionTally tally = tally();
        int from = settled;
        int written = settled;
        while (from < PAYMENTS) {
            int to = Math.min(PAYMENTS, from + 1 + random.nextInt(9));
            take(tally, from, to);
            from = to;
            if (random.nextInt(3) == 0 || from == PAYMENTS) {
                write(tally);
                // The position may move on later, or never.
                written = random.nextBoolean() || from == PAYMENTS ? from : written;
            }
            if (random.nextInt(4) == 0 && life < 20) {
                return written;
            }
        }
        return written;
    }

    /** Payments of two hours, one in eight without a model. */
    private void history() {
        for (int i = 0; i < PAYMENTS; i++) {
            UUID id = UUID.randomUUID();
            Features features = Features.blank();
            features.set(FeatureNames.AMOUNT, i);
            stored.put(id, features);
            Instant at = hour.minus(i < PAYMENTS / 2 ? Duration.ofMinutes(30) : Duration.ZERO);
            scores.add(new Score(
                    new Payment(id, "al", "bo", i, "EUR", false, at, null, null),
                    0.5,
                    i % 3 == 0 ? FraudDecision.review : FraudDecision.allow,
                    List.of(),
                    1,
                    at,
                    i % 8 == 7 ? null : new ModelScores(champion, 0.5, shadow, i / 100.0, FraudDecision.review)));
        }
    }

    private PartitionTally tally() {
        Bins bins = new Bins(new Reference(
                Map.of("payment.amount", new Distribution(List.of(9.0), List.of(0.5, 0.5))),
                new Distribution(List.of(0.1), List.of(0.5, 0.5))));
        return new PartitionTally(
                store, version -> Mono.just(bins), id -> Mono.justOrEmpty(stored.get(id)), source, PARTITION);
    }

    /** As a partition's work does it: features of what comes again may have to be looked up. */
    private void take(PartitionTally tally, int from, int to) {
        List<Taken> taken = new ArrayList<>();
        for (int i = from; i < to; i++) {
            UUID id = scores.get(i).payment().id();
            taken.add(new Taken(id, 100 + i, random.nextBoolean() ? stored.get(id) : null));
        }
        tally.take(taken, scores.subList(from, to), 100 + to).block(PATIENCE);
    }

    private static void write(PartitionTally tally) {
        tally.write().block(PATIENCE);
    }

    private void assertAll() {
        Instant from = hour.minus(Duration.ofHours(1));
        Agreement all = new Agreement();
        store.agreements(from, hour.plusSeconds(1))
                .toIterable()
                .forEach(one -> all.add(one.byPair().getOrDefault(new ModelPair(champion, shadow), new Agreement())));
        // 5 of 40 had no model; of the others those by threes were reviewed.
        assertThat(all.payments()).as("with seed %d", seed).isEqualTo(35);
        assertThat(all.count(FraudDecision.review, FraudDecision.review))
                .as("with seed %d", seed)
                .isEqualTo(12);
        assertThat(all.count(FraudDecision.allow, FraudDecision.review)).isEqualTo(23);
        assertThat(all.agreed()).isEqualTo(12);

        Spread ofShadow = spread(shadow);
        assertThat(ofShadow.payments()).isEqualTo(35);
        assertThat(ofShadow.feature(FeatureNames.AMOUNT))
                .as("with seed %d", seed)
                .containsExactly(9L, 26L);
        assertThat(ofShadow.score()).containsExactly(10L, 25L);
        assertThat(spread(champion).score()).containsExactly(0L, 35L);
        assertThat(ofShadow.feature(FeatureNames.HOUR)).isEmpty();
    }

    private Spread spread(int version) {
        Spread spread = store.spread(version, hour.minus(Duration.ofHours(1)), hour.plusSeconds(1))
                .block(PATIENCE);
        assertThat(spread).isNotNull();
        return spread;
    }
}
