package io.groat.infra.training.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.model.Calibration;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelCard;
import io.groat.fraud.model.ModelCard.Thresholds;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.model.ModelRefused;
import io.groat.fraud.model.Split;
import io.groat.fraud.model.Tree;
import io.groat.fraud.model.Zeros;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models are trained here, and what is made of them is compared with what LightGBM itself makes. */
class LightGbmTextTest {

    private static final int FEATURES = 12;
    private static final int TRAINED = 3_000;
    private static final int ROWS = 10_000;
    private static final int EXPLAINED = 300;
    private static final String QUIET = " num_threads=1 deterministic=true force_row_wise=true seed=7 verbose=-1";

    /** Of two trees with four leaves. */
    private static String small = "";

    private final Random random = new Random(17);

    @BeforeAll
    static void trainASmallOne() throws LGBMException {
        NativeLibrary.load();
        try (LGBMBooster booster = new LightGbmTextTest().trained("num_leaves=4", 2)) {
            small = textOf(booster);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "num_leaves=31 learning_rate=0.1",
                "num_leaves=31 zero_as_missing=true",
                "num_leaves=7 use_missing=false max_depth=3",
                "num_leaves=63 bagging_fraction=0.7 bagging_freq=1 feature_fraction=0.6 min_data_in_leaf=5",
                "num_leaves=15 monotone_constraints=1,-1,0,0,0,0,0,0,0,0,0,0",
                "num_leaves=15 boost_from_average=false is_unbalance=true",
                "num_leaves=15 boosting=dart",
                "num_leaves=15 data_sample_strategy=goss"
            })
    void whatIsConvertedDoesWhatLightGbmDoes(String parameters) throws LGBMException {
        try (LGBMBooster booster = trained(parameters, 25)) {
            LightGbmText text = LightGbmText.parse(textOf(booster));
            Model model = ModelFile.of(ModelFile.bytes(new Model(card(text), Calibration.NONE, text.trees())));
            double[][] rows = rows(model, ROWS);
            double[] flat = flat(rows, ROWS);

            double[] margins =
                    booster.predictForMat(flat, ROWS, FEATURES, true, PredictionType.C_API_PREDICT_RAW_SCORE);
            double[] probabilities =
                    booster.predictForMat(flat, ROWS, FEATURES, true, PredictionType.C_API_PREDICT_NORMAL);
            double[] contributions = booster.predictForMat(
                    flat(rows, EXPLAINED), EXPLAINED, FEATURES, true, PredictionType.C_API_PREDICT_CONTRIB);

            double[] ours = Stream.of(rows).mapToDouble(model::margin).toArray();
            // To the bit.
            assertThat(ours).isEqualTo(margins);
            double[] likely = Stream.of(rows).mapToDouble(model::probability).toArray();
            assertThat(likely).containsExactly(probabilities, offset(1e-12));
            for (int i = 0; i < EXPLAINED; i++) {
                double[] expected = Arrays.copyOfRange(contributions, i * (FEATURES + 1), (i + 1) * (FEATURES + 1));
                double[] explained = Arrays.copyOf(model.contributions(rows[i]), FEATURES + 1);
                explained[FEATURES] = model.expectedMargin();
                assertThat(explained).containsExactly(expected, offset(1e-9));
            }
        }
    }

    @Test
    void namesAndConstraintsAreTakenOver() throws LGBMException {
        try (LGBMBooster booster = trained("num_leaves=4 monotone_constraints=1,-1,0,0,0,0,0,0,0,0,0,0", 2)) {
            LightGbmText text = LightGbmText.parse(textOf(booster));
            assertThat(text.features()).isEqualTo(names());
            assertThat(text.monotone()).isEqualTo(Map.of(names().get(0), 1, names().get(1), -1));
            assertThat(text.trees()).hasSize(2);
        }
    }

    /** Where nothing can be learned there is one leaf. */
    @Test
    void aTreeOfOneLeafIsTaken() throws LGBMException {
        try (LGBMBooster booster = trained("num_leaves=4 min_data_in_leaf=100000", 1)) {
            Model model = modelOf(booster);
            double[] row = new double[FEATURES];
            assertThat(model.margin(row))
                    .isEqualTo(booster.predictForMatSingleRow(row, PredictionType.C_API_PREDICT_RAW_SCORE));
            assertThat(model.contributions(row)).containsOnly(0);
        }
    }

    @Test
    void zerosGoWhereTheyWentInTraining() throws LGBMException {
        try (LGBMBooster booster = trained("num_leaves=15 zero_as_missing=true", 10)) {
            assertThat(LightGbmText.parse(textOf(booster)).trees())
                    .flatExtracting(Tree::splits)
                    .extracting(Split::zeros)
                    .contains(Zeros.LEFT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tree\\n | tree2\\n | text: it does not begin",
                "version=v4 | version=v9 | head version: v4 is expected",
                "num_class=1 | num_class=3 | head num_class: 1 is expected",
                "num_tree_per_iteration=1 | num_tree_per_iteration=2 | head num_tree_per_iteration: 1 is expected",
                "objective=binary sigmoid:1 | objective=binary sigmoid:2 | head objective: binary sigmoid:1 is expected",
                "objective=binary sigmoid:1 | objective=regression | head objective: binary sigmoid:1 is expected",
                "label_index=0 | average_output | head average_output: it is not known here",
                "label_index=0 | version=v4 | head version: it stands there twice",
                "max_feature_idx=11 | max_feature_idx=12 | max_feature_idx: there are 12 features",
                "max_feature_idx=11 | max_feature_idx=x | head max_feature_idx: a number is expected",
                "Tree=1 | Tree=2 | Tree=1: another line stands in its place",
                "end of trees | the end | Tree=2: another line stands in its place",
                "(?s)end of trees.* | | text: it ends too early",
                "num_cat=0 | num_cat=1 | Tree=0 num_cat: 0 is expected",
                "is_linear=0 | is_linear=1 | Tree=0 is_linear: 0 is expected",
                "num_leaves=4 | num_leaves=5 | Tree=0 leaf_value: 5 are expected",
                "num_leaves=4 | num_leaves=-1 | Tree=0 leaf_value: -1 are expected",
                "decision_type=2 | decision_type=3 | Tree=0 decision_type: splits by categories can't be served",
                "decision_type=2 | decision_type=14 | Tree=0 decision_type: 14 is not known",
                "decision_type=2 | decision_type=-2 | Tree=0 decision_type: -2 is not known",
                "split_feature=\\d+ | split_feature=12 | Tree=0 split_feature: there is no such feature",
                "split_feature=\\d+ | split_feature=-1 | there is no feature -1",
                "threshold=[^ ]+ | threshold=nan | Tree=0 threshold: a number is expected",
                "threshold=[^ ]+ | threshold=1d | Tree=0 threshold: a number is expected",
                "threshold=[^ ]+ | threshold=1e999 | its threshold is not finite",
                "left_child=\\d+ | left_child=0 | it leads back to split 0",
                "leaf_count=\\d+ | leaf_count=1 | its cover is",
                "threshold=.*\\n | | Tree=0 threshold: it is missing",
                "shrinkage=1 | colour=1 | Tree=0 colour: it is not known here"
            })
    void whatCouldMeanSomethingElseIsRefused(String found, @Nullable String instead, String message) {
        String changed = small.replaceFirst(found, instead == null ? "" : instead.replace("\\n", "\n"));
        assertThat(changed).isNotEqualTo(small);
        assertThatThrownBy(() -> LightGbmText.parse(changed))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n\n", "tree", "tree\nversion=v4\n", "\u0000\u0001", "{\"trees\":[]}"})
    void whatIsNoModelIsRefused(String text) {
        assertThatThrownBy(() -> LightGbmText.parse(text)).isInstanceOf(ModelRefused.class);
    }

    @Test
    void eachTruncationIsRefused() {
        String needed = small.substring(0, small.indexOf("end of trees") + "end of trees".length());
        assertThat(LightGbmText.parse(needed).trees()).hasSize(2);
        for (int length = 0; length < needed.length(); length++) {
            String cut = needed.substring(0, length);
            assertThatThrownBy(() -> LightGbmText.parse(cut)).isInstanceOf(ModelRefused.class);
        }
    }

    /** Whatever was done to it, it is refused as such, or trees that hold together come out of it. */
    @Test
    void nothingElseComesOfAMutation() {
        int read = 0;
        for (int i = 0; i < 2_000; i++) {
            StringBuilder mutated = new StringBuilder(small);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int at = random.nextInt(small.indexOf("end of trees"));
                char with = "0123456789-=. \nae\u0000".charAt(random.nextInt(18));
                switch (random.nextInt(3)) {
                    case 0 -> mutated.setCharAt(at, with);
                    case 1 -> mutated.insert(at, with);
                    default -> mutated.delete(at, at + random.nextInt(4));
                }
            }
            try {
                read += LightGbmText.parse(mutated.toString()).trees().isEmpty() ? 0 : 1;
            } catch (ModelRefused refused) {
                assertThat(refused.field()).isNotEmpty();
            }
        }
        assertThat(read).isBetween(1, 1_999);
    }

    @Test
    void aLineIsNoLongerThanItMayBe() {
        String text = small.replaceFirst("feature_infos=", "feature_infos=" + "0 ".repeat(600_000));
        assertThatThrownBy(() -> LightGbmText.parse(text)).hasMessage("text: a line is longer than 1048576 characters");
    }

    private LGBMBooster trained(String parameters, int trees) throws LGBMException {
        double[] values = new double[TRAINED * FEATURES];
        float[] labels = new float[TRAINED];
        for (int i = 0; i < TRAINED; i++) {
            for (int feature = 0; feature < FEATURES; feature++) {
                values[i * FEATURES + feature] = value();
            }
            double sum = values[i * FEATURES] + values[i * FEATURES + 3] * values[i * FEATURES + 5];
            labels[i] = sum + random.nextGaussian() > 2 ? 1 : 0;
        }
        try (LGBMDataset data = LGBMDataset.createFromMat(values, TRAINED, FEATURES, true, parameters + QUIET, null)) {
            data.setFeatureNames(names().toArray(String[]::new));
            data.setField("label", labels);
            LGBMBooster booster = LGBMBooster.create(data, "objective=binary " + parameters + QUIET);
            for (int i = 0; i < trees; i++) {
                booster.updateOneIter();
            }
            return booster;
        }
    }

    /** As features are: whole, zero, small, wide. */
    private double value() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(10);
            case 2 -> Math.exp(random.nextGaussian() * 3) * (random.nextBoolean() ? 1 : -1);
            default -> random.nextGaussian();
        };
    }

    /** Also values that are a threshold or next to one, that are next to zero, and that are huge. */
    private double[][] rows(Model model, int many) {
        List<Split> splits =
                model.trees().stream().flatMap(tree -> tree.splits().stream()).toList();
        return IntStream.range(0, many)
                .mapToObj(i -> {
                    double[] row = IntStream.range(0, FEATURES)
                            .mapToDouble(feature -> switch (random.nextInt(12)) {
                                case 0 -> -0.0;
                                case 1 -> (random.nextBoolean() ? 1 : -1) * 1e-35f;
                                case 2 -> (random.nextBoolean() ? 1 : -1) * 1e-36;
                                case 3 -> (random.nextBoolean() ? 1 : -1) * Double.MAX_VALUE;
                                default -> value();
                            })
                            .toArray();
                    for (int k = 0; k < 6; k++) {
                        Split split = splits.get(random.nextInt(splits.size()));
                        row[split.feature()] = switch (random.nextInt(4)) {
                            case 0 -> Math.nextUp(split.threshold());
                            case 1 -> Math.nextDown(split.threshold());
                            default -> split.threshold();
                        };
                    }
                    return row;
                })
                .toArray(double[][]::new);
    }

    private static double[] flat(double[][] rows, int many) {
        double[] flat = new double[many * FEATURES];
        for (int i = 0; i < many; i++) {
            System.arraycopy(rows[i], 0, flat, i * FEATURES, FEATURES);
        }
        return flat;
    }

    private static List<String> names() {
        return FeatureNames.all().subList(3, 3 + FEATURES);
    }

    private static String textOf(LGBMBooster booster) throws LGBMException {
        return booster.saveModelToString(0, 0, FeatureImportanceType.GAIN);
    }

    private static Model modelOf(LGBMBooster booster) throws LGBMException {
        LightGbmText text = LightGbmText.parse(textOf(booster));
        return new Model(card(text), Calibration.NONE, text.trees());
    }

    private static ModelCard card(LightGbmText text) {
        return new ModelCard(
                "test",
                Instant.EPOCH,
                7,
                FeatureNames.VERSION,
                text.features(),
                text.monotone(),
                "numbers at random",
                Instant.EPOCH,
                Instant.EPOCH,
                TRAINED,
                1,
                Map.of(),
                Map.of(),
                new Thresholds(0.5, 0.9));
    }
}
