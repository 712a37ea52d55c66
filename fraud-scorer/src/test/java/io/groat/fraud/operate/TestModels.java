package io.groat.fraud.operate;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.model.Calibration;
import io.groat.fraud.model.Leaf;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelCard;
import io.groat.fraud.model.Split;
import io.groat.fraud.model.Tree;
import io.groat.fraud.model.Zeros;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Models that anyone can follow. */
public final class TestModels {

    private TestModels() {}

    /** One that takes payments above that amount, in major units, for frauds: 0.95 to 0.02, and reviews from 0.5 on. */
    public static Model above(double amount) {
        Tree tree = new Tree(
                List.of(new Split(0, amount, -1, -2, 100, Zeros.BY_THRESHOLD)),
                List.of(new Leaf(-3.9, 90), new Leaf(3, 10)));
        ModelCard card = new ModelCard(
                "above-" + (long) amount,
                Instant.parse("2026-01-01T00:00:00Z"),
                1,
                FeatureNames.VERSION,
                List.of("payment.amount"),
                Map.of("payment.amount", 1),
                "a test",
                Instant.parse("2025-01-01T00:00:00Z"),
                Instant.parse("2025-12-31T00:00:00Z"),
                100,
                10,
                Map.of(),
                Map.of(),
                new ModelCard.Thresholds(0.5, 0.99));
        return new Model(card, Calibration.NONE, List.of(tree));
    }
}
