package io.groat.infra.training.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * How well scores put frauds before other payments. Payments of the same score have no order: figures are those of all of
 * them taken together.
 */
public final class Ranking {

    private static final int CURVE = 400;

    /**
     * A point of the curves: all scores from {@code score} on are taken for frauds.
     *
     * @param recall share of frauds among them
     * @param precision share of them that are frauds
     * @param falsePositives share of the other payments among them
     */
    public record Point(double score, double recall, double precision, double falsePositives) {}

    private final double[] frauds;
    private final double[] others;

    private Ranking(double[] frauds, double[] others) {
        this.frauds = frauds;
        this.others = others;
    }

    /** Of all payments. */
    public static Ranking of(Judgements judged) {
        return of(judged, 0, judged.size());
    }

    /** Of a part of them. */
    static Ranking of(Judgements judged, int from, int to) {
        return new Ranking(
                judged.sorted(from, to, judged::isFraud), judged.sorted(from, to, place -> !judged.isFraud(place)));
    }

    /** Of the frauds of one kind among all that are none. */
    public static Ranking ofKind(Judgements judged, String kind) {
        return new Ranking(
                judged.sorted(0, judged.size(), place -> judged.isOf(place, kind)),
                judged.sorted(0, judged.size(), place -> !judged.isFraud(place)));
    }

    /** How many frauds there are. */
    public int frauds() {
        return frauds.length;
    }

    /** Whether there are frauds and other payments: without either there is nothing to tell apart. */
    public boolean isTold() {
        return frauds.length > 0 && others.length > 0;
    }

    /** The probability that a fraud has the higher score of two; NaN when there is nothing to tell apart. */
    public double auc() {
        if (!isTold()) {
            return Double.NaN;
        }
        double below = 0;
        int less = 0;
        int upTo = 0;
        for (double fraud : frauds) {
            while (less < others.length && others[less] < fraud) {
                less++;
            }
            upTo = Math.max(upTo, less);
            while (upTo < others.length && others[upTo] <= fraud) {
                upTo++;
            }
            below += less + (upTo - less) / 2.0;
        }
        return below / frauds.length / others.length;
    }

    /** The precision at each fraud found, on average: the area below the curve, without interpolation. NaN without frauds. */
    public double averagePrecision() {
        if (frauds.length == 0) {
            return Double.NaN;
        }
        double sum = 0;
        int f = frauds.length - 1;
        int o = others.length - 1;
        while (f >= 0) {
            double score = frauds[f];
            int before = f;
            while (f >= 0 && frauds[f] == score) {
                f--;
            }
            while (o >= 0 && others[o] >= score) {
                o--;
            }
            int found = frauds.length - 1 - f;
            int taken = found + others.length - 1 - o;
            sum += (double) (before - f) * found / taken;
        }
        return sum / frauds.length;
    }

    /** The share of frauds found when no more than that share of the other payments is taken for frauds. */
    public double recallAt(double falsePositives) {
        if (!isTold()) {
            return Double.NaN;
        }
        int allowed = (int) Math.floor(falsePositives * others.length);
        // The others' highest score that may not be reached.
        double bar = allowed >= others.length ? Double.NEGATIVE_INFINITY : others[others.length - 1 - allowed];
        int found = 0;
        while (found < frauds.length && frauds[frauds.length - 1 - found] > bar) {
            found++;
        }
        return (double) found / frauds.length;
    }

    /** Points from the highest score down; at most some hundreds. */
    public List<Point> curve() {
        List<Point> points = new ArrayList<>();
        if (!isTold()) {
            return points;
        }
        int f = frauds.length - 1;
        int o = others.length - 1;
        double told = -1;
        while (f >= 0 || o >= 0) {
            double score = Math.max(
                    f >= 0 ? frauds[f] : Double.NEGATIVE_INFINITY, o >= 0 ? others[o] : Double.NEGATIVE_INFINITY);
            while (f >= 0 && frauds[f] == score) {
                f--;
            }
            while (o >= 0 && others[o] == score) {
                o--;
            }
            int found = frauds.length - 1 - f;
            int wrong = others.length - 1 - o;
            Point point = new Point(
                    score,
                    (double) found / frauds.length,
                    (double) found / (found + wrong),
                    (double) wrong / others.length);
            if (point.recall() + point.falsePositives() - told >= 2.0 / CURVE || (f < 0 && o < 0)) {
                points.add(point);
                told = point.recall() + point.falsePositives();
            }
        }
        return points;
    }
}
