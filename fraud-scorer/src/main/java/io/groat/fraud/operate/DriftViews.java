package io.groat.fraud.operate;

import io.groat.fraud.model.Distribution;
import io.groat.web.shape.Doc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drift, as answers show it. */
final class DriftViews {

    private DriftViews() {}

    /** Drift of a model. */
    @Doc("How far the payments of the last day are from those that a model was trained on")
    record DriftView(
            int version,

            @Doc("The last 24 full hours and the one that runs")
            Instant from,

            Instant to,

            @Doc("That the model has scored, in force or in the shadow")
            long payments,

            @Doc("Whether these are enough (1000) to say anything by")
            boolean enough,

            @Doc(
                    "Whether the model's file tells how its training was spread; without that nothing can be held against it")
            boolean reference,

            @Doc("null when nothing was scored, or there is no reference") @Nullable
            MovedView score,

            @Doc("Those that have moved furthest first") List<MovedView> features) {

        static DriftView of(int version, boolean reference, Drift drift, Instant from, Instant to) {
            return new DriftView(
                    version,
                    from,
                    to,
                    drift.payments(),
                    drift.isEnough(),
                    reference,
                    drift.score() == null ? null : MovedView.of(drift.score()),
                    drift.features().stream().map(MovedView::of).toList());
        }
    }

    /** What has moved. */
    @Doc("How far a feature, or the score, has moved")
    record MovedView(
            @Doc(example = "payment.amount") String name,

            @Doc(value = "Population stability index: below 0.1 next to nothing, above 0.25 much", example = "0.07")
            double psi,

            List<BinView> bins) {

        private static MovedView of(Drift.Moved moved) {
            Distribution expected = moved.expected();
            double all = moved.counts().stream().mapToLong(Long::longValue).sum();
            List<BinView> bins = new ArrayList<>();
            for (int i = 0; i < expected.shares().size(); i++) {
                Double upTo = i < expected.edges().size() ? expected.edges().get(i) : null;
                double actual = all == 0 ? 0 : moved.counts().get(i) / all;
                bins.add(new BinView(upTo, expected.shares().get(i), actual));
            }
            return new MovedView(moved.name(), Math.rint(moved.index() * 1e6) / 1e6, bins);
        }
    }

    /** A bin of values. */
    @Doc("A bin: the values above those of the bin before it")
    record BinView(
            @Doc("Its highest value; null of the last") @Nullable
            Double upTo,

            @Doc(value = "Its share of the payments of the training", example = "0.1")
            double expected,

            @Doc(value = "Its share of those of the last day", example = "0.12")
            double actual) {}
}
