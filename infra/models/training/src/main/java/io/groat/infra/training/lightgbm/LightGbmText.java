package io.groat.infra.training.lightgbm;

import io.groat.fraud.model.Leaf;
import io.groat.fraud.model.ModelRefused;
import io.groat.fraud.model.Split;
import io.groat.fraud.model.Tree;
import io.groat.fraud.model.Zeros;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A model as LightGBM writes it ({@code saveModelToString}, its {@code src/boosting/gbdt_model_text.cpp} and {@code
 * src/io/tree.cpp}): a head of {@code name=value}, then a block for each tree. Its numbers are exact, so trees read from it
 * decide and add as LightGBM's own do. Taken are binary classifications with splits by numbers; what could mean anything
 * else is refused.
 *
 * @param features names in the order of the inputs
 * @param monotone features that may only raise (1) or lower (-1) the margin
 */
public record LightGbmText(List<String> features, Map<String, Integer> monotone, List<Tree> trees) {

    private static final int MOST_CHARACTERS = 64 << 20;
    private static final int MOST_LINE = 1 << 20;
    private static final int MOST_TREES = 2_000;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");

    private static final Set<String> HEAD = Set.of(
            "version",
            "num_class",
            "num_tree_per_iteration",
            "label_index",
            "max_feature_idx",
            "objective",
            "feature_names",
            "monotone_constraints",
            "feature_infos",
            "tree_sizes");
    private static final Set<String> TREE = Set.of(
            "num_leaves",
            "num_cat",
            "split_feature",
            "split_gain",
            "threshold",
            "decision_type",
            "left_child",
            "right_child",
            "leaf_value",
            "leaf_weight",
            "leaf_count",
            "internal_value",
            "internal_weight",
            "internal_count",
            "is_linear",
            "shrinkage");

    /** The bits of {@code decision_type}: see LightGBM's {@code include/LightGBM/tree.h}. */
    private static final int CATEGORICAL = 1;

    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;
    private static final int MISSING_NONE = 0;
    private static final int MISSING_ZERO = 1;
    private static final int MISSING_NAN = 2;

    /** LightGBM's {@code kZeroThreshold}. */
    private static final double NEAR_ZERO = 1e-35f;

    public LightGbmText {
        features = List.copyOf(features);
        monotone = Map.copyOf(monotone);
        trees = List.copyOf(trees);
    }

    /** @throws ModelRefused when it can't be used, with the field */
    public static LightGbmText parse(String text) {
        require(text.length() <= MOST_CHARACTERS, "text", "it is longer than " + MOST_CHARACTERS + " characters");
        Lines lines = new Lines(text);
        require(lines.next().equals("tree"), "text", "it does not begin as LightGBM's models do");
        Block head = lines.block("head", HEAD);
        head.requireText("version", "v4");
        head.requireText("num_class", "1");
        head.requireText("num_tree_per_iteration", "1");
        head.requireText("objective", "binary sigmoid:1");
        List<String> features = head.list("feature_names", Function.identity());
        require(
                head.whole("max_feature_idx") == features.size() - 1,
                "max_feature_idx",
                "there are " + features.size() + " features");
        List<Tree> trees = new ArrayList<>();
        String line = lines.next();
        while (!line.equals("end of trees")) {
            require(trees.size() < MOST_TREES, "trees", "there are more than " + MOST_TREES);
            require(line.equals("Tree=" + trees.size()), "Tree=" + trees.size(), "another line stands in its place");
            trees.add(tree(lines.block(line, TREE), features.size()));
            line = lines.next();
        }
        require(!trees.isEmpty(), "trees", "there are none");
        return new LightGbmText(features, monotone(head, features), trees);
    }

    private static Map<String, Integer> monotone(Block head, List<String> features) {
        if (!head.has("monotone_constraints")) {
            return Map.of();
        }
        List<Integer> signs = head.list("monotone_constraints", Integer::valueOf);
        require(signs.size() == features.size(), "monotone_constraints", "there are " + features.size() + " features");
        Map<String, Integer> monotone = new LinkedHashMap<>();
        for (int i = 0; i < signs.size(); i++) {
            if (signs.get(i) != 0) {
                monotone.put(features.get(i), signs.get(i));
            }
        }
        return monotone;
    }

    private static Tree tree(Block block, int features) {
        block.requireText("num_cat", "0");
        block.requireText("is_linear", "0");
        int many = block.whole("num_leaves");
        List<Double> values = block.list("leaf_value", many, LightGbmText::number);
        if (many == 1) {
            // It has seen all payments; how many is not always said, and nothing depends on it.
            return block.tree(List.of(), List.of(new Leaf(values.get(0), 1)));
        }
        List<Long> leafCounts = block.list("leaf_count", many, Long::valueOf);
        List<Leaf> leaves = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            leaves.add(new Leaf(values.get(i), leafCounts.get(i)));
        }
        List<Integer> splitFeatures = block.list("split_feature", many - 1, Integer::valueOf);
        List<Double> thresholds = block.list("threshold", many - 1, LightGbmText::number);
        List<Integer> decisions = block.list("decision_type", many - 1, Integer::valueOf);
        List<Integer> left = block.list("left_child", many - 1, Integer::valueOf);
        List<Integer> right = block.list("right_child", many - 1, Integer::valueOf);
        List<Long> counts = block.list("internal_count", many - 1, Long::valueOf);
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i < many - 1; i++) {
            require(splitFeatures.get(i) < features, block.name() + " split_feature", "there is no such feature");
            splits.add(new Split(
                    splitFeatures.get(i),
                    threshold(thresholds.get(i)),
                    left.get(i),
                    right.get(i),
                    counts.get(i),
                    zeros(decisions.get(i), block.name())));
        }
        return block.tree(splits, leaves);
    }

    /**
     * LightGBM takes values within {@link #NEAR_ZERO} of zero for zero when they come in ({@code RowPairFunctionFromDenseMatric}
     * in its {@code src/c_api.cpp}). A threshold that lies there decides the same without that when it is moved to the end of
     * that range to which zero does not go.
     */
    private static double threshold(double threshold) {
        if (threshold >= 0 && threshold < NEAR_ZERO) {
            return NEAR_ZERO;
        }
        return threshold < 0 && threshold >= -NEAR_ZERO ? Math.nextDown(-NEAR_ZERO) : threshold;
    }

    /**
     * Features are always finite, so what LightGBM decides of those that are not a number never matters. With zeros as
     * missing it sends them where the bit says; else they go by the threshold.
     */
    private static Zeros zeros(int decision, String tree) {
        String field = tree + " decision_type";
        require((decision & CATEGORICAL) == 0, field, "splits by categories can't be served");
        return switch (decision >> MISSING_SHIFT) {
            case MISSING_NONE, MISSING_NAN -> Zeros.BY_THRESHOLD;
            case MISSING_ZERO -> (decision & DEFAULT_LEFT) != 0 ? Zeros.LEFT : Zeros.RIGHT;
            default -> throw new ModelRefused(field, decision + " is not known");
        };
    }

    /** Java would take more than LightGBM writes, such as {@code 1d} and {@code NaN}. */
    private static double number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(text);
    }

    private static void require(boolean holds, String field, String reason) {
        if (!holds) {
            throw new ModelRefused(field, reason);
        }
    }

    /** The text, line by line; empty lines stand between blocks. */
    private static final class Lines {
        private final String text;
        private int at;

        Lines(String text) {
            this.text = text;
        }

        /** The next that is not empty. */
        String next() {
            String line = "";
            while (line.isEmpty()) {
                require(at < text.length(), "text", "it ends too early");
                line = untilEnd();
            }
            return line;
        }

        private String untilEnd() {
            int found = text.indexOf('\n', at);
            int end = found < 0 ? text.length() : found;
            require(end - at <= MOST_LINE, "text", "a line is longer than " + MOST_LINE + " characters");
            String line = text.substring(at, end);
            at = Math.min(end + 1, text.length());
            return line.strip();
        }

        /** Fields up to the next empty line. */
        Block block(String name, Set<String> known) {
            Map<String, String> fields = new HashMap<>();
            String line = next();
            while (!line.isEmpty()) {
                int equals = line.indexOf('=');
                String field = equals < 0 ? line : line.substring(0, equals);
                String place = name + " " + (field.length() <= 40 ? field : field.substring(0, 40));
                require(equals >= 0 && known.contains(field), place, "it is not known here");
                require(fields.put(field, line.substring(equals + 1)) == null, place, "it stands there twice");
                line = untilEnd();
            }
            return new Block(name, fields);
        }
    }

    /** What is said of one tree, or of all. */
    private record Block(String name, Map<String, String> fields) {

        boolean has(String field) {
            return fields.containsKey(field);
        }

        private String text(String field) {
            String text = fields.get(field);
            if (text == null) {
                throw new ModelRefused(name + " " + field, "it is missing");
            }
            return text;
        }

        void requireText(String field, String expected) {
            require(text(field).equals(expected), name + " " + field, expected + " is expected");
        }

        int whole(String field) {
            return list(field, 1, Integer::valueOf).get(0);
        }

        <T> List<T> list(String field, int many, Function<String, T> element) {
            List<T> list = list(field, element);
            require(list.size() == many, name + " " + field, many + " are expected");
            return list;
        }

        <T> List<T> list(String field, Function<String, T> element) {
            List<T> list = new ArrayList<>();
            try {
                for (String one : text(field).split(" ", -1)) {
                    list.add(element.apply(one));
                }
            } catch (NumberFormatException notOne) {
                throw new ModelRefused(name + " " + field, "a number is expected");
            }
            return list;
        }

        Tree tree(List<Split> splits, List<Leaf> leaves) {
            try {
                return new Tree(splits, leaves);
            } catch (ModelRefused refused) {
                throw new ModelRefused(name + " " + refused.field(), String.valueOf(refused.getMessage()));
            }
        }
    }
}
