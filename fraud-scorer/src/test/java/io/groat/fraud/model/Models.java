package io.groat.fraud.model;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.model.Calibration.Knot;
import io.groat.fraud.model.ModelCard.Thresholds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models at random, and cards for them. */
public final class Models {

    private static final List<Zeros> ALL_ZEROS = List.of(Zeros.BY_THRESHOLD, Zeros.LEFT, Zeros.RIGHT);

    private Models() {}

    /** Of the first features there are, in the opposite order, so that no index is a place by chance. */
    static ModelCard card(int features) {
        List<String> names = new ArrayList<>();
        for (int i = features - 1; i >= 0; i--) {
            names.add(FeatureNames.all().get(i));
        }
        ModelCard card = new ModelCard(
                "test 1",
                Instant.parse("2026-11-30T08:00:00.123456789Z"),
                -7,
                FeatureNames.VERSION,
                names,
                Map.of(names.get(0), 1, names.get(1), -1),
                "payments that were made up, \"with\" quotes\nand lines – and more",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-06-01T00:00:00Z"),
                100_000,
                321,
                Map.of("auc", 0.1 + 0.2, "recall@0.1%", Double.MIN_VALUE),
                Map.of("review", 3.0, "missedFraud", 1.0),
                new Thresholds(0.3, 0.9));
        return card.with(
                new Reference(
                        Map.of(names.get(0), new Distribution(List.of(-1.5, 20.0), List.of(0.5, 0.375, 0.125))),
                        new Distribution(List.of(0.25), List.of(0.75, 0.25))),
                List.of(new CurvePoint(0.75, 0.25, 0.0625, 0.5), new CurvePoint(0, 1, 1, 0.0625)));
    }

    static Calibration calibration() {
        return new Calibration(
                List.of(new Knot(0, 0.001), new Knot(0.3, 0.1), new Knot(0.5, 0.1), new Knot(0.9, 0.95)));
    }

    static Model random(long seed, int features, int trees, int leaves) {
        return random(seed, features, trees, leaves, true);
    }

    /** @param withZeros whether there are splits that send zeros elsewhere than other numbers */
    public static Model random(long seed, int features, int trees, int leaves, boolean withZeros) {
        Random random = new Random(seed);
        List<Tree> grown = new ArrayList<>();
        for (int i = 0; i < trees; i++) {
            grown.add(tree(random, features, leaves, withZeros && random.nextInt(4) == 0));
        }
        return new Model(card(features), calibration(), grown);
    }

    /** Grown leaf by leaf, as LightGBM does; splits and leaves are numbered as they come. */
    static Tree tree(Random random, int features, int leaves, boolean withZeros) {
        List<Split> splits = new ArrayList<>();
        List<Leaf> ends = new ArrayList<>();
        ends.add(new Leaf(value(random), 1_000_000));
        List<Integer> parents = new ArrayList<>(List.of(-1));
        while (ends.size() < leaves) {
            int leaf = random.nextInt(ends.size());
            long cover = ends.get(leaf).cover();
            if (cover < 2) {
                continue;
            }
            int split = splits.size();
            int parent = parents.get(leaf);
            if (parent >= 0) {
                Split above = splits.get(parent);
                boolean isLeft = above.left() == ~leaf;
                splits.set(
                        parent,
                        new Split(
                                above.feature(),
                                above.threshold(),
                                isLeft ? split : above.left(),
                                isLeft ? above.right() : split,
                                above.cover(),
                                above.zeros()));
            }
            long toLeft = 1 + random.nextLong(cover - 1);
            splits.add(new Split(
                    random.nextInt(features),
                    random.nextInt(5) == 0 ? 0 : random.nextGaussian(),
                    ~leaf,
                    ~ends.size(),
                    cover,
                    withZeros ? ALL_ZEROS.get(random.nextInt(3)) : Zeros.BY_THRESHOLD));
            ends.set(leaf, new Leaf(value(random), toLeft));
            ends.add(new Leaf(value(random), cover - toLeft));
            parents.set(leaf, split);
            parents.add(split);
        }
        return new Tree(splits, ends);
    }

    private static double value(Random random) {
        return random.nextGaussian() * 0.1;
    }

    /** Numbers as features are: many zeros, some that are exactly a threshold, some far away. */
    static double[] row(Model model, Random random) {
        double[] row = new double[model.card().features().size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = switch (random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> -0.0;
                case 2 -> random.nextGaussian() * 1e300;
                case 3 -> Zeros.NEAR;
                default -> random.nextGaussian();
            };
        }
        for (Tree tree : model.trees()) {
            if (!tree.splits().isEmpty() && random.nextBoolean()) {
                Split split = tree.splits().get(random.nextInt(tree.splits().size()));
                row[split.feature()] = split.threshold();
            }
        }
        return row;
    }
}
