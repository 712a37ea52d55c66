package io.groat.fraud.operate;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.model.Calibration;
import io.groat.fraud.model.CurvePoint;
import io.groat.fraud.model.Distribution;
import io.groat.fraud.model.Leaf;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelCard;
import io.groat.fraud.model.Reference;
import io.groat.fraud.model.Split;
import io.groat.fraud.model.Tree;
import io.groat.fraud.model.Zeros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Models of several features, whose files tell how their training was spread and what they found in it. */
public final class ReferencedModels {

    private ReferencedModels() {}

    /** One that looks at the amount, whether the payee is new, the balance, the account's age and who else paid the payee. */
    public static Model watchful(String label, double amount) {
        ModelCard card = new ModelCard(
                label,
                Instant.parse("2026-06-01T00:00:00Z"),
                1,
                FeatureNames.VERSION,
                List.of(
                        "payment.amount",
                        "payer.firstToPayee",
                        "payment.balanceShare",
                        "payer.accountAgeDays",
                        "payee.payers.24h"),
                Map.of("payment.amount", 1),
                "a history of payments that somebody made up",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-06-01T00:00:00Z"),
                184_320,
                1_210,
                Map.of("validationPayments", 36_864.0, "validationFrauds", 242.0),
                Map.of("review", 5.0, "block", 40.0),
                new ModelCard.Thresholds(0.4, 0.97));
        return new Model(
                card.with(reference(), curve()),
                Calibration.NONE,
                List.of(
                        stump(0, amount, 95, -2.2, 2.4),
                        stump(1, 0.5, 60, -0.7, 0.5),
                        stump(2, 0.3, 80, -0.4, 0.9),
                        stump(3, 30, 10, 1.1, -0.6),
                        stump(4, 4.5, 90, -0.1, 0.8)));
    }

    private static Reference reference() {
        return new Reference(
                Map.of(
                        "payment.amount",
                        new Distribution(List.of(10.0, 50.0, 250.0, 1_000.0), List.of(0.25, 0.25, 0.25, 0.2, 0.05)),
                        "payer.firstToPayee",
                        new Distribution(List.of(0.0), List.of(0.6, 0.4)),
                        "payment.balanceShare",
                        new Distribution(List.of(0.05, 0.3), List.of(0.5, 0.3, 0.2)),
                        "payer.accountAgeDays",
                        new Distribution(List.of(30.0, 365.0), List.of(0.1, 0.3, 0.6)),
                        "payee.payers.24h",
                        new Distribution(List.of(1.0, 4.0), List.of(0.5, 0.3, 0.2))),
                new Distribution(List.of(0.02, 0.1, 0.4), List.of(0.5, 0.3, 0.15, 0.05)));
    }

    /** As a model might have it that ranks well. */
    private static List<CurvePoint> curve() {
        List<CurvePoint> points = new ArrayList<>();
        for (int i = 0; i <= 40; i++) {
            double threshold = 1 - i / 40.0;
            double falsePositives = Math.pow(i / 40.0, 6);
            double recall = 1 - Math.pow(1 - i / 40.0, 2.5);
            double found = recall * 242;
            double wrong = falsePositives * 36_622;
            points.add(new CurvePoint(
                    threshold, recall, falsePositives, found + wrong == 0 ? 1 : found / (found + wrong)));
        }
        return points;
    }

    private static Tree stump(int feature, double threshold, long below, double low, double high) {
        return new Tree(
                List.of(new Split(feature, threshold, -1, -2, 100, Zeros.BY_THRESHOLD)),
                List.of(new Leaf(low, below), new Leaf(high, 100 - below)));
    }
}
