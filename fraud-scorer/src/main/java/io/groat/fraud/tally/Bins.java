package io.groat.fraud.tally;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.model.Distribution;
import io.groat.fraud.model.Reference;
import java.util.Map;
import java.util.Objects;

/** In which bins of a model's reference a payment's features and score lie; none where its file tells of no reference. */
final class Bins {

    static final Bins NONE = new Bins(Reference.NONE);

    /** Of each feature that there is a reference of, the place among all, and its bins' edges. */
    private final int[] places;

    private final double[][] edges;
    private final double[] scoreEdges;
    private final boolean hasScore;

    Bins(Reference reference) {
        Map<String, Distribution> spreads = reference.features();
        places = spreads.keySet().stream()
                .mapToInt(name -> Objects.requireNonNull(FeatureNames.find(name), name))
                .toArray();
        edges = spreads.values().stream().map(Bins::edges).toArray(double[][]::new);
        Distribution score = reference.score();
        hasScore = score != null;
        scoreEdges = score == null ? new double[0] : edges(score);
    }

    /** Counts a payment where it belongs. */
    void count(Features features, double score, Spread counts) {
        counts.payment();
        for (int i = 0; i < places.length; i++) {
            counts.add(places[i], bin(features.get(places[i]), edges[i]), edges[i].length + 1);
        }
        if (hasScore) {
            counts.add(Spread.SCORE, bin(score, scoreEdges), scoreEdges.length + 1);
        }
    }

    /** They are few: walking is as fast as anything. */
    private static int bin(double value, double[] rising) {
        int bin = 0;
        while (bin < rising.length && value > rising[bin]) {
            bin++;
        }
        return bin;
    }

    private static double[] edges(Distribution spread) {
        return spread.edges().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
