package io.groat.fraud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.groat.event.FraudReason;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {

    /** If this fails for a feature that is new: give it its line in {@link FeatureWords}. */
    @Test
    void everyFeatureHasWords() {
        assertThat(FeatureWords.missing()).isEmpty();
        for (int place = 0; place < FeatureNames.COUNT; place++) {
            FeatureWords words = FeatureWords.of(place);
            assertThat(words.code()).matches("MODEL_[A-Z_]+");
            for (double value : new double[] {0, 1, 0.034567, 12.345, 1e6, -1, 1e300}) {
                assertThat(words.sentence().apply(value))
                        .isNotBlank()
                        .doesNotContain("  ")
                        .hasSizeLessThan(120);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payment.amount | 8000 | 8000 in one payment",
                "payment.amount | 0.05 | 0.05 in one payment",
                "payment.balanceShare | 0.987 | 98.7% of the balance leaves",
                "payment.balanceShare | 0 | how much of the balance leaves is not known",
                "payment.hour | 3 | paid between 3:00 and 4:00 UTC",
                "payer.accountAgeDays | 1 | the payer's account is 1 day old",
                "payer.accountAgeDays | 0.25 | the payer's account is 0.25 days old",
                "payer.amountToMedian | 12 | paid 12 times what this payer usually pays",
                "payer.amountToMedian | 12.345 | paid 12.3 times what this payer usually pays",
                "payer.amountToMedian | 99.97 | paid 100 times what this payer usually pays",
                "payer.amountToMax | 0.5 | paid 0.5 times the most this payer has paid",
                "payer.firstToPayee | 1 | this payer has not paid this payee before",
                "payer.firstToPayee | 0 | this payer has paid this payee before",
                "payer.secondsSinceLast | 45 | this payer's last payment was 45 seconds ago",
                "payer.secondsSinceLast | 3600 | this payer's last payment was 60 minutes ago",
                "payer.secondsSinceLast | 86400 | this payer's last payment was 24 hours ago",
                "payer.secondsSinceLast | 604800 | this payer's last payment was 7 days ago",
                "payer.secondsSinceLast | 2592000 | this payer has paid nothing within 30 days",
                "payer.count.1m | 1 | 1 payment of this payer within a minute",
                "payer.payees.10m | 20 | this payer has paid 20 payees within ten minutes",
                "payer.failures.24h | 0 | 0 payments of this payer failed within a day",
                "payee.payers.1h | 25 | 25 payers paid this payee within an hour",
                "payee.sum.7d | 1234.4 | this payee got 1234 within a week",
                "payee.passThrough1h | 0.8 | the payee paid on 80% of what it got within an hour",
            })
    void aValueIsSaidInWords(String feature, double value, String text) {
        Integer place = FeatureNames.find(feature);
        assertThat(place).isNotNull();
        assertThat(FeatureWords.of(place).sentence().apply(value)).isEqualTo(text);
    }

    @Test
    void contributionsAddUpToWhatTheProbabilityMoved() {
        Features features = Features.blank();
        features.set(FeatureNames.AMOUNT, 900);
        features.set(FeatureNames.AMOUNT_TO_MEDIAN, 12);
        features.set(FeatureNames.FIRST_TO_PAYEE, 1);
        Model model = new Model(
                card("payment.amount", "payer.amountToMedian", "payer.firstToPayee"),
                Models.calibration(),
                List.of(stump(0, 500, -1, 1.5), stump(1, 3, -0.5, 2), stump(2, 0.5, -0.2, 0.8)));

        List<FraudReason> reasons = model.reasons(features);

        assertThat(reasons)
                .extracting(FraudReason::text)
                .containsExactly(
                        "900 in one payment",
                        "paid 12 times what this payer usually pays",
                        "this payer has not paid this payee before");
        assertThat(reasons.stream().mapToDouble(FraudReason::contribution).sum())
                .isCloseTo(model.probability(features) - model.probabilityOf(model.expectedMargin()), offset(2e-6));
        // Stumps share nothing: each moves by its leaf less its mean, which is half way between its leaves.
        double whole = 1.25 + 1.25 + 0.5;
        assertThat(reasons.get(0).contribution() / reasons.get(2).contribution())
                .isCloseTo(1.25 / 0.5, offset(1e-3));
        assertThat(model.margin(model.row(features)) - model.expectedMargin()).isCloseTo(whole, offset(1e-12));
    }

    @Test
    void featuresOfOneCodeAreOneReasonAndWhatRaisesComesFirst() {
        Features features = Features.blank();
        features.set(FeatureNames.PAYER_COUNT, 7);
        features.set(FeatureNames.PAYER_COUNT + 1, 9);
        features.set(FeatureNames.ACCOUNT_AGE_DAYS, 2_000);
        features.set(FeatureNames.HOUR, 3);
        Model model = new Model(
                card("payer.count.1m", "payer.count.10m", "payer.accountAgeDays", "payment.hour", "payment.amount"),
                Calibration.NONE,
                List.of(
                        stump(0, 5, -0.3, 0.3),
                        stump(1, 5, -0.5, 0.5),
                        stump(2, 100, 2, -2),
                        stump(3, 2, -0.4, 0.4),
                        stump(4, 2, 0.01, -0.01)));

        List<FraudReason> reasons = model.reasons(features);

        assertThat(reasons)
                .extracting(FraudReason::code)
                .containsExactly("MODEL_PAYER_PACE", "MODEL_HOUR", "MODEL_ACCOUNT_AGE");
        assertThat(reasons.get(0).text()).isEqualTo("9 payments of this payer within ten minutes");
        assertThat(reasons.get(0).contribution()).isPositive();
        assertThat(reasons.get(2).contribution()).isNegative();
    }

    @Test
    void thereAreFiveAtMostAndNoneWhereNothingMoves() {
        Random random = new Random(2);
        for (int seed = 0; seed < 30; seed++) {
            Model model = Models.random(seed, FeatureNames.COUNT, 50, 15);
            List<FraudReason> reasons = Reasons.of(model, Models.row(model, random));
            assertThat(reasons)
                    .hasSizeLessThanOrEqualTo(5)
                    .allSatisfy(reason ->
                            assertThat(Double.isFinite(reason.contribution())).isTrue());
            assertThat(reasons).extracting(FraudReason::code).doesNotHaveDuplicates();
        }
        Model level = new Model(card("payment.amount"), Calibration.NONE, List.of(stump(0, 5, 1, 1)));
        assertThat(level.reasons(Features.blank())).isEmpty();
    }

    /** Two that pull as much one way as the other: the probability is where it began, and both are told. */
    @Test
    void whatCancelsOutIsTold() {
        Model model = new Model(
                card("payment.amount", "payment.hour"),
                Calibration.NONE,
                List.of(stump(0, 5, -1, 1), stump(1, 5, 1, -1)));
        Features features = Features.blank();
        features.set(FeatureNames.AMOUNT, 10);
        features.set(FeatureNames.HOUR, 10);
        assertThat(model.reasons(features))
                .containsExactly(
                        new FraudReason("MODEL_AMOUNT", 0.25, "10 in one payment"),
                        new FraudReason("MODEL_HOUR", -0.25, "paid between 10:00 and 11:00 UTC"));
    }

    /** Whatever is shown, it leads from what was expected to the score. */
    @Test
    void anExplanationAddsUp() {
        Random random = new Random(5);
        for (int seed = 0; seed < 30; seed++) {
            Model model = Models.random(seed, FeatureNames.COUNT, 40, 15);
            double[] row = Models.row(model, random);
            Explanation explanation = Reasons.explain(model, row);
            assertThat(explanation.probability()).isEqualTo(Reasons.rounded(model.probability(row)));
            assertThat(explanation.expected()
                            + explanation.moves().stream()
                                    .mapToDouble(FraudReason::contribution)
                                    .sum()
                            + explanation.rest())
                    .isCloseTo(explanation.probability(), offset(1e-9));
            assertThat(explanation.moves()).hasSizeLessThanOrEqualTo(9);
            assertThat(explanation.moves()).extracting(FraudReason::code).doesNotHaveDuplicates();
            List<FraudReason> sorted = new ArrayList<>(explanation.moves());
            sorted.sort(Comparator.comparing((FraudReason move) -> move.contribution() < 0)
                    .thenComparing(move -> -Math.abs(move.contribution())));
            assertThat(explanation.moves()).isEqualTo(sorted);
            assertThat(explanation.moves()).containsAll(Reasons.of(model, row));
        }
    }

    private static Tree stump(int feature, double threshold, double low, double high) {
        return new Tree(
                List.of(new Split(feature, threshold, -1, -2, 100, Zeros.BY_THRESHOLD)),
                List.of(new Leaf(low, 50), new Leaf(high, 50)));
    }

    private static ModelCard card(String... features) {
        ModelCard any = Models.card(2);
        return new ModelCard(
                any.label(),
                any.createdAt(),
                any.seed(),
                any.featureVersion(),
                new ArrayList<>(List.of(features)),
                Map.of(),
                any.trainedOn(),
                any.trainedFrom(),
                any.trainedTo(),
                any.payments(),
                any.frauds(),
                any.figures(),
                any.costs(),
                any.thresholds());
    }
}
