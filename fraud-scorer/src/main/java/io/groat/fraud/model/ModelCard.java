package io.groat.fraud.model;

import static io.groat.fraud.model.ModelRefused.require;

import io.groat.fraud.feature.FeatureNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What there is to know of a model beside its trees.
 *
 * @param label its name and version, for people
 * @param seed that it was trained with
 * @param featureVersion has to be {@link FeatureNames#VERSION}
 * @param features names of {@link FeatureNames}, in the order of the model's inputs
 * @param monotone features that may only raise (1) or lower (-1) the margin as they grow, as the training was told
 * @param trainedOn in words
 * @param trainedFrom the first moment of the payments that it has learned from
 * @param trainedTo the first moment behind them
 * @param frauds how many of the payments were
 * @param figures what was measured of it, by name
 * @param costs what the thresholds come from, by name, such as of a review
 * @param reference how its features and scores were spread
 * @param curve what it finds at which threshold, the highest threshold first; none where its file does not tell
 */
public record ModelCard(
        String label,
        Instant createdAt,
        long seed,
        int featureVersion,
        List<String> features,
        Map<String, Integer> monotone,
        String trainedOn,
        Instant trainedFrom,
        Instant trainedTo,
        long payments,
        long frauds,
        Map<String, Double> figures,
        Map<String, Double> costs,
        Thresholds thresholds,
        Reference reference,
        List<CurvePoint> curve) {

    static final int MOST_LABEL = 64;
    static final int MOST_TEXT = 2_000;
    static final int MOST_FIGURES = 200;
    static final int MOST_FEATURES = 1_000;
    static final int MOST_POINTS = 200;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._:+-]{0," + (MOST_LABEL - 1) + "}");
    static final int MOST_NAME = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._@%-]{0," + (MOST_NAME - 1) + "}");

    /**
     * Probabilities from which on a payment is reviewed or blocked; a model that never does has one beyond 1 for it.
     *
     * @param review no more than {@code block}
     * @param block at most 2
     */
    public record Thresholds(double review, double block) {

        private static final double MOST = 2;

        /** @throws ModelRefused when they are none, with the field */
        public Thresholds {
            require(review >= 0 && review <= MOST, "thresholds.review", "a number from 0 to 2 is expected");
            require(block >= 0 && block <= MOST, "thresholds.block", "a number from 0 to 2 is expected");
            require(review <= block, "thresholds.review", "it has to be no more than block");
        }
    }

    /** One that tells of no reference and no curve. */
    public ModelCard(
            String label,
            Instant createdAt,
            long seed,
            int featureVersion,
            List<String> features,
            Map<String, Integer> monotone,
            String trainedOn,
            Instant trainedFrom,
            Instant trainedTo,
            long payments,
            long frauds,
            Map<String, Double> figures,
            Map<String, Double> costs,
            Thresholds thresholds) {
        this(
                label,
                createdAt,
                seed,
                featureVersion,
                features,
                monotone,
                trainedOn,
                trainedFrom,
                trainedTo,
                payments,
                frauds,
                figures,
                costs,
                thresholds,
                Reference.NONE,
                List.of());
    }

    /** @throws ModelRefused when something can't be, with the field */
    public ModelCard {
        features = List.copyOf(features);
        curve = List.copyOf(curve);
        monotone = sorted(monotone);
        figures = sorted(figures);
        costs = sorted(costs);
        require(LABEL.matcher(label).matches(), "label", "letters, digits and . _ : + - are expected, at most 64");
        require(
                featureVersion == FeatureNames.VERSION,
                "featureVersion",
                "it is made for features of version " + featureVersion + ", here they are of version "
                        + FeatureNames.VERSION);
        requireFeatures(features);
        for (Map.Entry<String, Integer> one : monotone.entrySet()) {
            String place = "monotone." + one.getKey();
            require(features.contains(one.getKey()), place, "it is no feature of this model");
            require(Math.abs(one.getValue()) == 1, place, "1 or -1 is expected");
        }
        require(
                trainedOn.length() <= MOST_TEXT && isText(trainedOn),
                "trainedOn",
                "a text of at most " + MOST_TEXT + " characters is expected");
        require(!trainedTo.isBefore(trainedFrom), "trainedTo", "it is before trainedFrom");
        require(payments >= 1, "payments", "there are none");
        require(frauds >= 0 && frauds <= payments, "frauds", "as many as payments, at most");
        requireNumbers("figures", figures);
        requireNumbers("costs", costs);
        reference.requireOf(features);
        require(curve.size() <= MOST_POINTS, "curve", "there are more than " + MOST_POINTS);
    }

    /** The same model's, which tells of them. */
    public ModelCard with(Reference itsReference, List<CurvePoint> itsCurve) {
        return with(figures, itsReference, itsCurve);
    }

    /** The same with other figures. */
    public ModelCard with(Map<String, Double> others) {
        return with(others, reference, curve);
    }

    private ModelCard with(Map<String, Double> itsFigures, Reference itsReference, List<CurvePoint> itsCurve) {
        return new ModelCard(
                label,
                createdAt,
                seed,
                featureVersion,
                features,
                monotone,
                trainedOn,
                trainedFrom,
                trainedTo,
                payments,
                frauds,
                itsFigures,
                costs,
                thresholds,
                itsReference,
                itsCurve);
    }

    private static void requireFeatures(List<String> features) {
        require(!features.isEmpty(), "features", "there are none");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < features.size(); i++) {
            String name = features.get(i);
            require(FeatureNames.find(name) != null, "features[" + i + "]", "there is no feature \"" + name + "\"");
            require(seen.add(name), "features[" + i + "]", "\"" + name + "\" stands there twice");
        }
    }

    private static void requireNumbers(String field, Map<String, Double> numbers) {
        require(numbers.size() <= MOST_FIGURES, field, "there are more than " + MOST_FIGURES);
        numbers.forEach((name, number) -> {
            require(NAME.matcher(name).matches(), field, "\"" + name + "\" is no name");
            require(Double.isFinite(number), field + "." + name, "it is not finite");
        });
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
