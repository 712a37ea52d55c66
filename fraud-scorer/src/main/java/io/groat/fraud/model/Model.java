package io.groat.fraud.model;

import static io.groat.fraud.model.ModelRefused.require;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model of how probable it is that a payment is a fraud: gradient boosted trees, whose leaves add up to the margin in
 * log odds, and a {@link Calibration} of what follows from it. It may be used by all threads.
 *
 * <p>It takes a row of numbers in the order of the card's features, all of them finite; {@link #row} takes them from a
 * payment's features.
 */
public final class Model {

    static final int MOST_TREES = 2_000;

    private final ModelCard card;
    private final Calibration calibration;
    private final List<Tree> trees;
    private final Forest forest;
    /** What is faster than walking, where it can be used. */
    private final @Nullable QuickScorer quick;

    private final Contributions contributions;
    /** Of each of the model's features the place among all. */
    private final int[] places;

    private final double expectedMargin;

    /** @throws ModelRefused when they don't fit together, with the field */
    public Model(ModelCard card, Calibration calibration, List<Tree> trees) {
        this.card = card;
        this.calibration = calibration;
        this.trees = List.copyOf(trees);
        require(!trees.isEmpty() && trees.size() <= MOST_TREES, "trees", "1 to " + MOST_TREES + " are expected");
        for (int i = 0; i < trees.size(); i++) {
            List<Split> splits = trees.get(i).splits();
            for (int k = 0; k < splits.size(); k++) {
                int feature = splits.get(k).feature();
                require(
                        feature < card.features().size(),
                        "trees[" + i + "].splits[" + k + "]",
                        "there is no feature " + feature);
            }
        }
        forest = new Forest(trees);
        quick = QuickScorer.find(trees, card.features().size());
        contributions = new Contributions(trees, forest);
        places = card.features().stream()
                .mapToInt(name -> Objects.requireNonNull(FeatureNames.find(name)))
                .toArray();
        expectedMargin = trees.stream().mapToDouble(Tree::expected).reduce(0, Double::sum);
    }

    public ModelCard card() {
        return card;
    }

    public Calibration calibration() {
        return calibration;
    }

    public List<Tree> trees() {
        return trees;
    }

    /** A payment's features in the order of the card's. */
    public double[] row(Features features) {
        double[] row = new double[places.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = features.get(places[i]);
        }
        return row;
    }

    /**
     * The sum of the leaves, in the order of the trees.
     *
     * @throws IllegalArgumentException when a value is not finite, or there are more or fewer than features
     */
    public double margin(double[] row) {
        requireFinite(row);
        return quick == null ? forest.margin(row) : quick.margin(row);
    }

    /**
     * How probable a fraud is, from 0 to 1.
     *
     * @throws IllegalArgumentException when a value is not finite, or there are more or fewer than features
     */
    public double probability(double[] row) {
        return probabilityOf(margin(row));
    }

    /** The same of a payment's features. */
    public double probability(Features features) {
        return probability(row(features));
    }

    /** How probable a fraud is at a margin; it never falls as the margin grows. */
    public double probabilityOf(double margin) {
        // The same on every machine, which Math.exp need not be.
        return calibration.of(1 / (1 + StrictMath.exp(-margin)));
    }

    /** The mean margin over the payments of the training; what contributions start from. */
    public double expectedMargin() {
        return expectedMargin;
    }

    /**
     * What each feature contributes to the margin, in the order of the card's: added to {@link #expectedMargin} they are
     * the margin. It takes more than a hundred times as long as the margin itself.
     *
     * @throws IllegalArgumentException when a value is not finite, or there are more or fewer than features
     */
    public double[] contributions(double[] row) {
        requireFinite(row);
        return contributions.of(row);
    }

    /** What the thresholds say to a probability. */
    public FraudDecision decision(double probability) {
        if (probability >= card.thresholds().block()) {
            return FraudDecision.block;
        }
        return probability >= card.thresholds().review() ? FraudDecision.review : FraudDecision.allow;
    }

    /** What moved the probability most, for analysts. */
    public List<FraudReason> reasons(Features features) {
        return Reasons.of(this, row(features));
    }

    /** All that moved the probability, for a picture of it. It takes as long as {@link #reasons}. */
    public Explanation explain(Features features) {
        return Reasons.explain(this, row(features));
    }

    /** The probability, to six digits, with the decision that follows from what is shown, and its reasons. */
    public Judged judge(Features features) {
        Judged told = judgeWithoutReasons(features);
        return new Judged(told.score(), told.decision(), reasons(features));
    }

    /** The same without reasons, which take by far the longest. */
    public Judged judgeWithoutReasons(Features features) {
        double probability = Reasons.rounded(probability(features));
        return new Judged(probability, decision(probability), List.of());
    }

    /** Of a feature that a row has the place among all. */
    int place(int feature) {
        return places[feature];
    }

    private void requireFinite(double[] row) {
        if (row.length != places.length) {
            throw new IllegalArgumentException(places.length + " values are expected, not " + row.length);
        }
        for (int i = 0; i < row.length; i++) {
            if (!Double.isFinite(row[i])) {
                throw new IllegalArgumentException(card.features().get(i) + " is " + row[i]);
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Model that
                && card.equals(that.card)
                && calibration.equals(that.calibration)
                && trees.equals(that.trees);
    }

    @Override
    public int hashCode() {
        return Objects.hash(card, calibration, trees);
    }

    @Override
    public String toString() {
        return card.label() + " with " + trees.size() + " trees";
    }
}
