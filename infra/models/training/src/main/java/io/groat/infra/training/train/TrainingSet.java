package io.groat.infra.training.train;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Payments to learn from, in the order of time: all frauds, and of the others so many that they fit into memory, those kept
 * standing for those left out by their weight. What is kept depends on the seed alone.
 */
public final class TrainingSet {

    /** With some hundred features a gigabyte. */
    private static final int MOST = 1_200_000;

    private static final int PIECE = 4_096;

    private final int most;
    private final SplittableRandom random;
    private final List<double[]> pieces = new ArrayList<>();
    private float[] label = new float[PIECE];
    private float[] weight = new float[PIECE];
    private double[] amount = new double[PIECE];
    private int size;
    private long frauds;
    private long seen;
    /** Of the payments that are none, one of so many is kept. */
    private int oneOf = 1;

    private Instant from = Instant.MAX;
    private Instant to = Instant.MIN;

    public TrainingSet(long seed) {
        this(seed, MOST);
    }

    /** @param most kept */
    TrainingSet(long seed, int most) {
        this.random = new SplittableRandom(seed);
        this.most = most;
    }

    /** Takes a payment. */
    public void add(Features features, boolean fraud, double amountOf, Instant at) {
        seen++;
        from = at.isBefore(from) ? at : from;
        to = at.isAfter(to) ? at : to;
        if (!fraud && oneOf > 1 && random.nextInt(oneOf) != 0) {
            return;
        }
        if (!fraud && size >= Math.max(most, 2 * frauds)) {
            thin();
        }
        if (size == label.length) {
            grow();
        }
        int in = size % PIECE;
        if (in == 0) {
            pieces.add(new double[PIECE * FeatureNames.COUNT]);
        }
        double[] piece = pieces.get(size / PIECE);
        for (int i = 0; i < FeatureNames.COUNT; i++) {
            piece[in * FeatureNames.COUNT + i] = features.get(i);
        }
        label[size] = fraud ? 1 : 0;
        weight[size] = fraud ? 1 : oneOf;
        amount[size] = amountOf;
        frauds += fraud ? 1 : 0;
        size++;
    }

    private void grow() {
        int capacity = Math.multiplyExact(label.length, 2);
        label = Arrays.copyOf(label, capacity);
        weight = Arrays.copyOf(weight, capacity);
        amount = Arrays.copyOf(amount, capacity);
    }

    /** Every other one that is no fraud goes, and the rest stand for twice as many. */
    private void thin() {
        int kept = 0;
        boolean keep = false;
        for (int i = 0; i < size; i++) {
            keep = label[i] == 1 || !keep;
            if (label[i] == 1 || keep) {
                move(i, kept++);
            }
        }
        size = kept;
        oneOf *= 2;
        for (int i = 0; i < size; i++) {
            weight[i] = label[i] == 1 ? 1 : oneOf;
        }
        while (pieces.size() > (size + PIECE - 1) / PIECE) {
            pieces.remove(pieces.size() - 1);
        }
    }

    private void move(int source, int target) {
        System.arraycopy(
                pieces.get(source / PIECE),
                source % PIECE * FeatureNames.COUNT,
                pieces.get(target / PIECE),
                target % PIECE * FeatureNames.COUNT,
                FeatureNames.COUNT);
        label[target] = label[source];
        amount[target] = amount[source];
    }

    /** Payments kept. */
    public int size() {
        return size;
    }

    /** Payments taken, kept or not. */
    public long seen() {
        return seen;
    }

    public long frauds() {
        return frauds;
    }

    /** When the first payment was. */
    public Instant from() {
        return from;
    }

    /** When the last payment was. */
    public Instant to() {
        return to;
    }

    public boolean isFraud(int place) {
        return label[place] == 1;
    }

    /** For how many payments it stands. */
    public double weight(int place) {
        return weight[place];
    }

    /** In major units. */
    public double amount(int place) {
        return amount[place];
    }

    public double value(int place, int feature) {
        return pieces.get(place / PIECE)[place % PIECE * FeatureNames.COUNT + feature];
    }

    /** Places of features that are not the same for all payments, in their order: from the others nothing can be learned. */
    public List<Integer> varying() {
        List<Integer> varying = new ArrayList<>();
        for (int feature = 0; feature < FeatureNames.COUNT; feature++) {
            double first = size == 0 ? 0 : value(0, feature);
            for (int i = 1; i < size; i++) {
                if (value(i, feature) != first) {
                    varying.add(feature);
                    break;
                }
            }
        }
        return varying;
    }

    /** Rows of some features, one after the other. */
    double[] matrix(List<Integer> features, int begin, int end) {
        double[] matrix = new double[Math.multiplyExact(end - begin, features.size())];
        int at = 0;
        for (int i = begin; i < end; i++) {
            double[] piece = pieces.get(i / PIECE);
            int row = i % PIECE * FeatureNames.COUNT;
            for (int feature : features) {
                matrix[at++] = piece[row + feature];
            }
        }
        return matrix;
    }

    float[] labels(int begin, int end) {
        return Arrays.copyOfRange(label, begin, end);
    }

    float[] weights(int begin, int end) {
        return Arrays.copyOfRange(weight, begin, end);
    }
}
