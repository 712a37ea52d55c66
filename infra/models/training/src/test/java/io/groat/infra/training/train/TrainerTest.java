package io.groat.infra.training.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.model.Calibration;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelCard;
import io.groat.fraud.model.ModelFile;
import io.groat.infra.launcher.console.LauncherException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void learnsWhatMakesAFraudAndSaysHowProbableItIs() {
        Model model = train(set(6_000, 1), 1);
        assertThat(model.probability(payment(5_000, 1))).isGreaterThan(0.5);
        assertThat(model.probability(payment(50, 0))).isLessThan(0.02);
        assertThat(model.card().features()).containsExactly("payment.amount", "payer.firstToPayee");
        assertThat(model.card().frauds()).isPositive();
        assertThat(model.card().thresholds().review()).isBetween(0.0, 0.9);
    }

    @Test
    void theSamePaymentsAndSeedMakeTheSameModel() {
        assertThat(ModelFile.bytes(train(set(3_000, 1), 1))).isEqualTo(ModelFile.bytes(train(set(3_000, 1), 1)));
        assertThat(ModelFile.bytes(train(set(3_000, 1), 1))).isNotEqualTo(ModelFile.bytes(train(set(3_000, 1), 2)));
    }

    @Test
    void tooLittleToLearnFromIsTold() {
        assertThatThrownBy(() -> train(set(20, 1), 1))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("too little to learn from");
    }

    @Test
    void ofManyPaymentsAllFraudsAreKeptAndTheOthersByTheirWeight() {
        TrainingSet set = new TrainingSet(1, 1_000);
        int frauds = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean fraud = i % 97 == 0;
            frauds += fraud ? 1 : 0;
            set.add(payment(i, 0), fraud, i, NOW.plusSeconds(i));
        }
        double others = 0;
        int kept = 0;
        double before = -1;
        for (int i = 0; i < set.size(); i++) {
            kept += set.isFraud(i) ? 1 : 0;
            others += set.isFraud(i) ? 0 : set.weight(i);
            assertThat(set.value(i, FeatureNames.AMOUNT))
                    .isEqualTo(set.amount(i))
                    .isGreaterThan(before);
            before = set.amount(i);
        }
        assertThat(kept).isEqualTo(frauds);
        assertThat(set.frauds()).isEqualTo(frauds);
        assertThat(set.seen()).isEqualTo(20_000);
        assertThat(set.size()).isLessThanOrEqualTo(1_000);
        assertThat(others).isCloseTo(20_000 - frauds, within(3_000.0));
    }

    @Test
    void probabilitiesAreSharesOfFrauds() {
        Random random = new Random(5);
        List<Isotonic.Scored> scored = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            double score = random.nextDouble();
            scored.add(new Isotonic.Scored(score, random.nextDouble() < score * score, 1));
        }
        Calibration calibration = Isotonic.of(scored);
        for (double score = 0.1; score < 1; score += 0.1) {
            assertThat(calibration.of(score)).isCloseTo(score * score, within(0.05));
        }
        for (double score = 0; score < 0.999; score += 0.001) {
            assertThat(calibration.of(score)).isLessThan(calibration.of(score + 0.001));
        }
    }

    @Test
    void thresholdsAreThoseThatCostLeast() {
        List<Cheapest.Judged> judged = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            judged.add(new Cheapest.Judged(i / 1_000.0, i >= 900, 100, 1));
        }
        // Blocking is free of mistakes from 0.9 on, and a review costs something.
        ModelCard.Thresholds sharp = Cheapest.of(judged, new TrainingSettings.Costs(5, 40));
        assertThat(sharp.block()).isCloseTo(0.9, within(0.02));
        assertThat(sharp.review()).isBetween(0.8, sharp.block());
        // What costs more than it saves is not done.
        List<Cheapest.Judged> small = List.of(
                new Cheapest.Judged(0.9, true, 1, 1),
                new Cheapest.Judged(0.9, false, 1, 1),
                new Cheapest.Judged(0.1, false, 1, 1));
        assertThat(Cheapest.of(small, new TrainingSettings.Costs(5, 40)).review())
                .isGreaterThan(0.9);
    }

    private static Model train(TrainingSet set, long seed) {
        TrainingSettings settings =
                new TrainingSettings("test", seed, 1, 60, 2, 15, 0.1, List.of(), new TrainingSettings.Costs(5, 40));
        return new Trainer(settings, line -> {}).train(set, "a test", NOW);
    }

    /** Frauds are high amounts to strangers, most of them. */
    private static TrainingSet set(int many, long seed) {
        Random random = new Random(seed);
        TrainingSet set = new TrainingSet(seed);
        for (int i = 0; i < many; i++) {
            double amount = Math.exp(3 + 2 * random.nextGaussian());
            int first = random.nextInt(2);
            boolean fraud = amount > 300 && first == 1 && random.nextInt(10) > 0;
            set.add(payment(amount, first), fraud, amount, NOW.minusSeconds(many - i));
        }
        return set;
    }

    private static Features payment(double amount, int first) {
        Features features = Features.blank();
        features.set(FeatureNames.AMOUNT, amount);
        features.set(FeatureNames.FIRST_TO_PAYEE, first);
        return features;
    }
}
