package io.groat.infra.training.train;

import io.groat.fraud.model.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What share of payments with a score are frauds, made never to fall: isotonic regression by pooling neighbours that stand
 * the wrong way round (Barlow, Bartholomew, Bremner and Brunk, 1972).
 */
final class Isotonic {

    /** Of scores from 0 to 1: so many knots, besides those at both ends. */
    private static final int KNOTS = 40;

    /**
     * A payment.
     *
     * @param score from 0 to 1
     * @param weight for how many it stands
     */
    record Scored(double score, boolean fraud, double weight) {}

    private record Block(double weight, double scores, double frauds) {
        private double share() {
            return frauds / weight;
        }

        private double score() {
            return scores / weight;
        }

        private Block with(Block next) {
            return new Block(weight + next.weight, scores + next.scores, frauds + next.frauds);
        }
    }

    private Isotonic() {}

    /** Without frauds, or without any other payment, nothing is changed. */
    static Calibration of(List<Scored> payments) {
        List<Scored> sorted = new ArrayList<>(payments);
        sorted.sort(Comparator.comparingDouble(Scored::score));
        double frauds = sorted.stream()
                .filter(Scored::fraud)
                .mapToDouble(Scored::weight)
                .sum();
        double all = sorted.stream().mapToDouble(Scored::weight).sum();
        if (frauds == 0 || frauds == all) {
            return Calibration.NONE;
        }
        return new Calibration(knots(thinned(pooled(sorted))));
    }

    private static List<Block> pooled(List<Scored> sorted) {
        List<Block> blocks = new ArrayList<>();
        for (Scored one : sorted) {
            Block last = new Block(one.weight(), one.score() * one.weight(), one.fraud() ? one.weight() : 0);
            while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).share() >= last.share()) {
                last = blocks.remove(blocks.size() - 1).with(last);
            }
            blocks.add(last);
        }
        return blocks;
    }

    /** The lightest are given to their neighbours until few are left: a knot of three payments says nothing. */
    private static List<Block> thinned(List<Block> blocks) {
        List<Block> few = new ArrayList<>(blocks);
        while (few.size() > KNOTS) {
            int lightest = 0;
            for (int i = 1; i + 1 < few.size(); i++) {
                if (pair(few, i) < pair(few, lightest)) {
                    lightest = i;
                }
            }
            few.set(lightest, few.get(lightest).with(few.remove(lightest + 1)));
        }
        return few;
    }

    private static double pair(List<Block> blocks, int first) {
        return Math.min(
                        blocks.get(first).frauds() + blocks.get(first + 1).frauds(),
                        blocks.get(first).weight() + blocks.get(first + 1).weight())
                + 1e-9 * (blocks.get(first).weight() + blocks.get(first + 1).weight());
    }

    /** From 0 to 1 at both ends, so that it rises wherever scores do. */
    private static List<Calibration.Knot> knots(List<Block> blocks) {
        List<Calibration.Knot> knots = new ArrayList<>();
        knots.add(new Calibration.Knot(0, 0));
        for (Block block : blocks) {
            Calibration.Knot before = knots.get(knots.size() - 1);
            if (block.score() > before.input() && block.score() < 1 && block.share() > before.probability()) {
                knots.add(new Calibration.Knot(block.score(), Math.min(block.share(), 1 - 1e-6)));
            }
        }
        knots.add(new Calibration.Knot(1, 1));
        return knots;
    }
}
