package io.groat.fraud.model;

/**
 * Gauss and Legendre's rule for integrals from 0 to 1: with {@code n} points it is exact for polynomials up to degree
 * {@code 2n - 1}.
 */
final class Quadrature {

    private final double[] points;
    private final double[] rests;
    private final double[] weights;

    private Quadrature(int many) {
        points = new double[many];
        rests = new double[many];
        weights = new double[many];
        for (int i = 0; i < many; i++) {
            // A root of Legendre's polynomial by Newton, from Tricomi's estimate; on -1 to 1.
            double root = Math.cos(Math.PI * (i + 0.75) / (many + 0.5));
            double slope = 0;
            for (int step = 0; step < 20; step++) {
                double before = 1;
                double value = root;
                for (int n = 2; n <= many; n++) {
                    double next = ((2 * n - 1) * root * value - (n - 1) * before) / n;
                    before = value;
                    value = next;
                }
                slope = many * (root * value - before) / (root * root - 1);
                root -= value / slope;
            }
            points[i] = (1 + root) / 2;
            rests[i] = (1 - root) / 2;
            weights[i] = 1 / ((1 - root * root) * slope * slope);
        }
    }

    static Quadrature of(int many) {
        return new Quadrature(many);
    }

    int size() {
        return points.length;
    }

    double point(int i) {
        return points[i];
    }

    /** One less the point. */
    double rest(int i) {
        return rests[i];
    }

    double weight(int i) {
        return weights[i];
    }
}
