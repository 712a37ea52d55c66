package io.groat.infra.training.train;

import io.groat.fraud.model.CurvePoint;
import io.groat.fraud.model.Distribution;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How features and scores are spread over payments, and what scores find. A bin holds a tenth of the payments or more; one value
 * that so many have alone is a bin by itself, and then what lies below it may be less.
 */
final class Spreads {

    private static final int MOST_ROWS = 100_000;
    private static final double LEAST_SHARE = 0.1;
    private static final int MOST_POINTS = 100;

    private Spreads() {}

    /** Of a sample in which payments stand as often as their weights say. */
    static Reference of(TrainingSet set, List<Integer> features, Model model) {
        int[] rows = sample(set);
        Map<String, Distribution> spreads = new HashMap<>();
        for (int k = 0; k < features.size(); k++) {
            int feature = features.get(k);
            spreads.put(
                    model.card().features().get(k),
                    of(Arrays.stream(rows)
                            .mapToDouble(row -> set.value(row, feature))
                            .toArray()));
        }
        return new Reference(spreads, of(scores(set, features, model, rows)));
    }

    private static double[] scores(TrainingSet set, List<Integer> features, Model model, int[] rows) {
        double[] scores = new double[rows.length];
        double[] values = new double[features.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < values.length; k++) {
                values[k] = set.value(rows[i], features.get(k));
            }
            scores[i] = model.probability(values);
        }
        return scores;
    }

    private static int[] sample(TrainingSet set) {
        double all = 0;
        for (int i = 0; i < set.size(); i++) {
            all += set.weight(i);
        }
        double step = Math.max(1, all / MOST_ROWS);
        int[] rows = new int[MOST_ROWS + 1];
        int many = 0;
        double seen = 0;
        for (int i = 0; i < set.size(); i++) {
            seen += set.weight(i);
            for (; many < rows.length && seen > (many + 0.5) * step; many++) {
                rows[many] = i;
            }
        }
        return Arrays.copyOf(rows, many);
    }

    /** @param values at least one */
    static Distribution of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double first = sorted[0];
        if (first == sorted[sorted.length - 1]) {
            return new Distribution(List.of(Math.nextDown(first), first), List.of(0.0, 1.0, 0.0));
        }
        double least = LEAST_SHARE * sorted.length;
        List<Double> edges = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        int begin = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            if (to - from >= least && from > begin) {
                edges.add(sorted[from - 1]);
                shares.add((double) (from - begin) / sorted.length);
                begin = from;
            }
            if (to - begin >= least && to < sorted.length) {
                edges.add(sorted[from]);
                shares.add((double) (to - begin) / sorted.length);
                begin = to;
            }
            from = to;
        }
        shares.add((double) (sorted.length - begin) / sorted.length);
        return new Distribution(edges, shares);
    }

    /** What scores find: of all thresholds some that lie evenly, the highest first; none when there is nothing to tell apart. */
    static List<CurvePoint> curve(List<Isotonic.Scored> scored) {
        double frauds = weight(scored, true);
        double others = weight(scored, false);
        List<CurvePoint> points = new ArrayList<>();
        if (frauds == 0 || others == 0) {
            return points;
        }
        List<Isotonic.Scored> highest = scored.stream()
                .sorted(Comparator.comparingDouble(Isotonic.Scored::score).reversed())
                .toList();
        double found = 0;
        double wrong = 0;
        double told = 0;
        for (int i = 0; i < highest.size(); i++) {
            Isotonic.Scored one = highest.get(i);
            found += one.fraud() ? one.weight() : 0;
            wrong += one.fraud() ? 0 : one.weight();
            boolean isLast = i + 1 == highest.size();
            if (!isLast && highest.get(i + 1).score() == one.score()) {
                continue;
            }
            double moved = found / frauds + wrong / others;
            if (isLast || moved - told >= 2.0 / MOST_POINTS) {
                points.add(new CurvePoint(
                        one.score(),
                        Math.min(1, found / frauds),
                        Math.min(1, wrong / others),
                        found / (found + wrong)));
                told = moved;
            }
        }
        return points;
    }

    private static double weight(List<Isotonic.Scored> scored, boolean fraud) {
        return scored.stream()
                .filter(one -> one.fraud() == fraud)
                .mapToDouble(Isotonic.Scored::weight)
                .sum();
    }
}
