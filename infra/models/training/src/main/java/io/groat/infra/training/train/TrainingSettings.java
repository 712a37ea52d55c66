package io.groat.infra.training.train;

import java.util.List;

/**
 * How a model is trained.
 *
 * @param label its name and version
 * @param seed the same one makes the same model of the same payments
 * @param threads that the trainer takes
 * @param trees at most, of each of the parts
 * @param parts trained apart from each other, each with a chance of its own, of which the mean is taken
 * @param leaves of a tree, at most
 * @param rate how much of what is wrong each tree mends
 * @param without features that are left out, by the beginnings of their names
 * @param costs what thresholds are reckoned by
 */
public record TrainingSettings(
        String label,
        long seed,
        int threads,
        int trees,
        int parts,
        int leaves,
        double rate,
        List<String> without,
        Costs costs) {

    private static final int USUAL_TREES = 400;
    private static final int USUAL_PARTS = 3;
    private static final int USUAL_LEAVES = 15;
    private static final double USUAL_RATE = 0.03;

    public TrainingSettings {
        without = List.copyOf(without);
    }

    /**
     * In major units.
     *
     * @param review of a payment that a person looks at
     * @param block of a payment that is stopped and was no fraud
     */
    public record Costs(double review, double block) {}

    /** The same on so many processors. */
    public TrainingSettings on(int processors) {
        return new TrainingSettings(label, seed, processors, trees, parts, leaves, rate, without, costs);
    }

    /** The same without features whose names begin so. */
    public TrainingSettings without(List<String> beginnings) {
        return new TrainingSettings(label, seed, threads, trees, parts, leaves, rate, beginnings, costs);
    }

    /** The same with at most so many trees. */
    public TrainingSettings withTrees(int most) {
        return new TrainingSettings(label, seed, threads, most, parts, leaves, rate, without, costs);
    }

    /** The same with other costs. */
    public TrainingSettings with(Costs others) {
        return new TrainingSettings(label, seed, threads, trees, parts, leaves, rate, without, others);
    }

    /** What is usual. */
    public static TrainingSettings usual(String label, long seed) {
        return new TrainingSettings(
                label, seed, 2, USUAL_TREES, USUAL_PARTS, USUAL_LEAVES, USUAL_RATE, List.of(), new Costs(5, 40));
    }
}
