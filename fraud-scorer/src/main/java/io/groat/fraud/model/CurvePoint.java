package io.groat.fraud.model;

import static io.groat.fraud.model.ModelRefused.require;

/**
 * What a model finds when payments from a probability on are taken for frauds.
 *
 * @param threshold that probability
 * @param recall share of the frauds that are found
 * @param falsePositives share of the other payments that are taken for frauds
 * @param precision share of frauds among what is taken for one
 */
public record CurvePoint(double threshold, double recall, double falsePositives, double precision) {

    /** @throws ModelRefused when it can't be */
    public CurvePoint {
        for (double share : new double[] {threshold, recall, falsePositives, precision}) {
            require(share >= 0 && share <= 1, "curve", "numbers from 0 to 1 are expected");
        }
    }
}
