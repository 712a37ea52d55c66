package io.groat.infra.training.train;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** LightGBM, as far as models here need it. */
final class Booster {

    private static final String DATA = "min_data_in_bin=3 feature_pre_filter=false verbose=-1";
    // Bins hold as many payments each: with few bins all large amounts of a week fall into one, frauds and others.
    private static final int FEWEST_BINS = 255;
    private static final int MOST_BINS = 1_023;
    private static final int USUALLY_IN_BIN = 50;
    private static final int PATIENCE = 60;
    private static final int MOST_PARTS = 100;

    /** Rows, one after the other in one array, with what they are. */
    static final class Rows {
        private final double[] values;
        private final float[] labels;
        private final float[] weights;

        Rows(double[] values, float[] labels, float[] weights) {
            this.values = values;
            this.labels = labels;
            this.weights = weights;
        }
    }

    private Booster() {}

    /** Settings of a training, as LightGBM takes them. */
    static String parameters(TrainingSettings settings, int part, List<Integer> monotone) {
        String constraints = monotone.stream().map(String::valueOf).collect(Collectors.joining(","));
        return "objective=binary metric=average_precision boosting=gbdt deterministic=true force_row_wise=true verbose=-1"
                + " seed=" + Math.floorMod(settings.seed() * MOST_PARTS + part, Integer.MAX_VALUE)
                + " num_threads=" + settings.threads()
                + " learning_rate=" + settings.rate()
                + " num_leaves=" + settings.leaves()
                + " min_data_in_leaf=15 min_sum_hessian_in_leaf=0.05 feature_fraction=0.3 bagging_fraction=0.7 bagging_freq=1"
                + " lambda_l2=10 max_depth=10 feature_pre_filter=false"
                + (monotone.stream().allMatch(one -> one == 0)
                        ? ""
                        : " monotone_constraints_method=intermediate monotone_constraints=" + constraints);
    }

    /**
     * The number of trees after which what was not learned from is told apart best.
     *
     * @param progress is told each tree
     * @return that number, and so many trees
     */
    static Stopped stoppedEarly(
            Rows learned, Rows judged, String parameters, int most, List<String> features, IntConsumer progress)
            throws LGBMException {
        LGBMDataset data = dataset(learned, features, null);
        LGBMDataset valid = dataset(judged, features, data);
        LGBMBooster booster = LGBMBooster.create(data, parameters);
        try {
            booster.addValidData(valid);
            int best = 0;
            double bestFigure = Double.NEGATIVE_INFINITY;
            for (int tree = 1; tree <= most && tree - best <= PATIENCE; tree++) {
                boolean done = booster.updateOneIter();
                double figure = booster.getEval(1)[0];
                if (figure > bestFigure) {
                    bestFigure = figure;
                    best = tree;
                }
                progress.accept(tree);
                if (done) {
                    break;
                }
            }
            return new Stopped(best, text(booster, best));
        } finally {
            booster.close();
            valid.close();
            data.close();
        }
    }

    /**
     * Trees that were stopped early.
     *
     * @param model as LightGBM writes it
     */
    record Stopped(int trees, String model) {}

    /** So many trees of all rows, as LightGBM writes them. */
    static String trained(Rows rows, String parameters, int trees, List<String> features, IntConsumer progress)
            throws LGBMException {
        LGBMDataset data = dataset(rows, features, null);
        LGBMBooster booster = LGBMBooster.create(data, parameters);
        try {
            for (int tree = 1; tree <= trees; tree++) {
                progress.accept(tree);
                if (booster.updateOneIter()) {
                    break;
                }
            }
            return text(booster, trees);
        } finally {
            booster.close();
            data.close();
        }
    }

    private static String text(LGBMBooster booster, int trees) throws LGBMException {
        return booster.saveModelToString(0, trees, LGBMBooster.FeatureImportanceType.GAIN);
    }

    /** How values are taken together, of so many rows. */
    private static String data(int rows) {
        return DATA + " max_bin=" + Math.max(FEWEST_BINS, Math.min(MOST_BINS, rows / USUALLY_IN_BIN));
    }

    private static LGBMDataset dataset(Rows rows, List<String> features, @Nullable LGBMDataset like)
            throws LGBMException {
        LGBMDataset data = LGBMDataset.createFromMat(
                rows.values, rows.labels.length, features.size(), true, data(rows.labels.length), like);
        data.setField("label", rows.labels);
        data.setField("weight", rows.weights);
        data.setFeatureNames(features.toArray(String[]::new));
        return data;
    }
}
