package io.groat.infra.training.train;

import io.github.metarank.lightgbm4j.LGBMException;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.model.Calibration;
import io.groat.fraud.model.CurvePoint;
import io.groat.fraud.model.Leaf;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelCard;
import io.groat.fraud.model.Tree;
import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.training.lightgbm.LightGbmText;
import io.groat.infra.training.lightgbm.NativeLibrary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Trains a model: first on the earlier four fifths, to find out on the rest after how many trees it gets no better, what its
 * scores are worth in probability, and which thresholds cost least; then on all, with as many trees.
 */
public final class Trainer {

    private static final int FEWEST_FRAUDS = 10;
    private static final int FEWEST_TO_STOP_BY = 15;
    private static final int USUAL_TREES = 100;
    private static final double LEARNED = 0.8;
    private static final int TOLD_EVERY = 20;
    /** With more payments it takes more trees to say the same. */
    private static final double MORE_TREES = 1.1;

    private final TrainingSettings settings;
    private final Consumer<String> progress;

    /** @param progress is told how far it is, to be shown on one line */
    public Trainer(TrainingSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Trains on payments.
     *
     * @param trainedOn in words
     * @param createdAt as the model tells
     * @throws LauncherException when there is too little to learn from
     */
    public Model train(TrainingSet set, String trainedOn, Instant createdAt) {
        long frauds = set.frauds();
        if (frauds < FEWEST_FRAUDS || frauds == set.size()) {
            throw new LauncherException("There is too little to learn from: " + frauds + " known frauds among "
                    + set.seen() + " payments; at least " + FEWEST_FRAUDS + " are needed, and payments that are none.");
        }
        List<Integer> features = set.varying().stream().filter(this::isWanted).toList();
        if (features.isEmpty()) {
            throw new LauncherException("There is nothing to learn from: all payments have the same features.");
        }
        NativeLibrary.load();
        try {
            return train(set, features, trainedOn, createdAt);
        } catch (LGBMException failed) {
            throw new LauncherException("LightGBM failed: " + failed.getMessage(), failed);
        }
    }

    private Model train(TrainingSet set, List<Integer> features, String trainedOn, Instant createdAt)
            throws LGBMException {
        List<String> names = features.stream().map(FeatureNames.all()::get).toList();
        List<Integer> monotone = names.stream().map(Monotone::of).toList();
        int split = (int) (set.size() * LEARNED);
        Map<String, Double> figures = new TreeMap<>();
        Calibration calibration = Calibration.NONE;
        ModelCard.Thresholds thresholds = new ModelCard.Thresholds(0.5, 0.9);
        List<CurvePoint> curve = List.of();
        int trees = Math.min(settings.trees(), USUAL_TREES);
        if (frauds(set, 0, split) >= FEWEST_TO_STOP_BY && frauds(set, split, set.size()) >= FEWEST_TO_STOP_BY) {
            Booster.Rows learned = rows(set, features, 0, split);
            Booster.Stopped stopped = Booster.stoppedEarly(
                    learned,
                    rows(set, features, split, set.size()),
                    Booster.parameters(settings, 0, monotone),
                    settings.trees(),
                    names,
                    tree -> tell("Looking for the number of trees", tree));
            List<Tree> early = new ArrayList<>(part(stopped.model()));
            for (int part = 1; part < settings.parts(); part++) {
                early.addAll(part(learned, part, monotone, stopped.trees(), names));
            }
            Model judge =
                    new Model(card(set, names, trainedOn, createdAt, Map.of(), thresholds), Calibration.NONE, early);
            List<Isotonic.Scored> scored = scored(set, features, split, judge);
            calibration = Isotonic.of(scored);
            curve = Spreads.curve(calibrated(scored, calibration));
            thresholds = Cheapest.of(judged(set, split, scored, calibration), settings.costs());
            trees = Math.max(1, (int) Math.min(settings.trees(), Math.round(stopped.trees() * MORE_TREES)));
            figures.put("validationPayments", (double) set.size() - split);
            figures.put("validationFrauds", (double) frauds(set, split, set.size()));
        }
        Booster.Rows all = rows(set, features, 0, set.size());
        List<Tree> parts = new ArrayList<>();
        for (int part = 0; part < settings.parts(); part++) {
            parts.addAll(part(all, part, monotone, trees, names));
        }
        Model model = new Model(card(set, names, trainedOn, createdAt, figures, thresholds), calibration, parts);
        return new Model(
                model.card().with(Spreads.of(set, features, model), curve), model.calibration(), model.trees());
    }

    private static List<Isotonic.Scored> calibrated(List<Isotonic.Scored> scored, Calibration calibration) {
        return scored.stream()
                .map(one -> new Isotonic.Scored(calibration.of(one.score()), one.fraud(), one.weight()))
                .toList();
    }

    private List<Tree> part(Booster.Rows rows, int part, List<Integer> monotone, int trees, List<String> names)
            throws LGBMException {
        return part(Booster.trained(
                rows,
                Booster.parameters(settings, part, monotone),
                trees,
                names,
                tree -> tell("Training, part " + (part + 1) + " of " + settings.parts(), tree)));
    }

    /** The trees of one part, whose leaves add what it is of the mean. */
    private List<Tree> part(String text) {
        return LightGbmText.parse(text).trees().stream()
                .map(tree -> new Tree(
                        tree.splits(),
                        tree.leaves().stream()
                                .map(leaf -> new Leaf(leaf.value() / settings.parts(), leaf.cover()))
                                .toList()))
                .toList();
    }

    private boolean isWanted(int feature) {
        String name = FeatureNames.all().get(feature);
        return settings.without().stream().noneMatch(name::startsWith);
    }

    private void tell(String what, int tree) {
        if (tree % TOLD_EVERY == 0) {
            progress.accept(what + ": tree " + tree);
        }
    }

    private ModelCard card(
            TrainingSet set,
            List<String> names,
            String trainedOn,
            Instant createdAt,
            Map<String, Double> figures,
            ModelCard.Thresholds thresholds) {
        Map<String, Integer> monotone = new HashMap<>();
        names.stream().filter(name -> Monotone.of(name) != 0).forEach(name -> monotone.put(name, Monotone.of(name)));
        return new ModelCard(
                settings.label(),
                createdAt,
                settings.seed(),
                FeatureNames.VERSION,
                names,
                monotone,
                trainedOn,
                set.from(),
                set.to().plusNanos(1),
                set.seen(),
                set.frauds(),
                figures,
                Map.of(
                        "review",
                        settings.costs().review(),
                        "block",
                        settings.costs().block()),
                thresholds);
    }

    private static Booster.Rows rows(TrainingSet set, List<Integer> features, int begin, int end) {
        return new Booster.Rows(set.matrix(features, begin, end), set.labels(begin, end), set.weights(begin, end));
    }

    private static long frauds(TrainingSet set, int begin, int end) {
        long frauds = 0;
        for (int i = begin; i < end; i++) {
            frauds += set.isFraud(i) ? 1 : 0;
        }
        return frauds;
    }

    private static List<Isotonic.Scored> scored(TrainingSet set, List<Integer> features, int split, Model model) {
        List<Isotonic.Scored> scored = new ArrayList<>();
        double[] row = new double[features.size()];
        for (int i = split; i < set.size(); i++) {
            for (int k = 0; k < row.length; k++) {
                row[k] = set.value(i, features.get(k));
            }
            scored.add(new Isotonic.Scored(model.probability(row), set.isFraud(i), set.weight(i)));
        }
        return scored;
    }

    private static List<Cheapest.Judged> judged(
            TrainingSet set, int split, List<Isotonic.Scored> scored, Calibration calibration) {
        List<Cheapest.Judged> judged = new ArrayList<>();
        for (int i = 0; i < scored.size(); i++) {
            judged.add(new Cheapest.Judged(
                    calibration.of(scored.get(i).score()),
                    scored.get(i).fraud(),
                    set.amount(split + i),
                    set.weight(split + i)));
        }
        return judged;
    }
}
