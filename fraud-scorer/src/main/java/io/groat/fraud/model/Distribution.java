package io.groat.fraud.model;

import static io.groat.fraud.model.ModelRefused.require;

import java.util.List;

/**
 * How numbers are spread over bins: the first holds those up to the first edge, each next one those above the edge before it
 * up to its own, the last those above all edges.
 *
 * @param edges rising, at most {@link #MOST_EDGES}
 * @param shares of each bin, one more than there are edges; they add up to 1
 */
public record Distribution(List<Double> edges, List<Double> shares) {

    public static final int MOST_EDGES = 20;

    private static final double ROUNDING = 1e-6;

    /** @throws ModelRefused when it can't be, with the field */
    public Distribution {
        edges = List.copyOf(edges);
        shares = List.copyOf(shares);
        require(edges.size() <= MOST_EDGES, "edges", "there are more than " + MOST_EDGES);
        for (int i = 0; i < edges.size(); i++) {
            require(Double.isFinite(edges.get(i)), "edges[" + i + "]", "it is not finite");
            require(i == 0 || edges.get(i) > edges.get(i - 1), "edges[" + i + "]", "it has to be above the one before");
        }
        require(shares.size() == edges.size() + 1, "shares", "one more than edges is expected");
        double sum = 0;
        for (int i = 0; i < shares.size(); i++) {
            require(shares.get(i) >= 0 && shares.get(i) <= 1, "shares[" + i + "]", "a number from 0 to 1 is expected");
            sum += shares.get(i);
        }
        require(Math.abs(sum - 1) <= ROUNDING, "shares", "they have to add up to 1");
    }
}
