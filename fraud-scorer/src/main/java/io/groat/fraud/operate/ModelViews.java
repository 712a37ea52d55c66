package io.groat.fraud.operate;

import io.groat.fraud.model.CurvePoint;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelCard;
import io.groat.fraud.model.Policy;
import io.groat.fraud.serving.ModelChange;
import io.groat.fraud.serving.ModelVersion;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models, and what became of them, as answers show it. */
final class ModelViews {

    private ModelViews() {}

    /** A model. */
    @Doc("A model as it was added")
    record ModelView(
            int version,

            @Doc("Where it stands: champion, shadow, or nowhere")
            String role,

            @Doc(example = "spring-2026") String label,
            @Doc("How long its file is, in bytes") long bytes,
            @Doc(example = "user:ana") String author,
            @Doc(example = "trained on the first quarter") String note,
            Instant createdAt,

            @Doc("What its file says of it; not in lists") @LeftOut @Nullable
            ModelCardView card) {

        static ModelView listed(ModelVersion model, ModelActivation.Standing standing) {
            return of(model, standing, null);
        }

        static ModelView whole(ModelVersion version, ModelActivation.Standing standing, Model model) {
            return of(version, standing, ModelCardView.of(model));
        }

        private static ModelView of(
                ModelVersion model, ModelActivation.Standing standing, @Nullable ModelCardView card) {
            String role = model.version() == standing.champion()
                    ? "champion"
                    : model.version() == standing.shadow() ? "shadow" : "none";
            return new ModelView(
                    model.version(),
                    role,
                    model.label(),
                    model.bytes(),
                    model.author(),
                    model.note(),
                    model.createdAt(),
                    card);
        }
    }

    /** What a model's file says of it. */
    record ModelCardView(
            String trainedOn,
            Instant trainedFrom,
            Instant trainedTo,
            long payments,
            long frauds,
            int trees,
            @Doc("In the order of its inputs") List<String> features,

            @Doc("By name, as far as the training has measured any")
            Map<String, Double> figures,

            @Doc("What the thresholds come from, in major units")
            Map<String, Double> costs,

            @Doc("Probability from which on a payment is reviewed")
            double review,

            @Doc("Probability from which on a payment is blocked")
            double block,

            @Doc(
                    "What it found in its training at which threshold, the highest first; empty where its file does not tell")
            List<CurvePointView> curve) {

        private static ModelCardView of(Model model) {
            ModelCard card = model.card();
            return new ModelCardView(
                    card.trainedOn(),
                    card.trainedFrom(),
                    card.trainedTo(),
                    card.payments(),
                    card.frauds(),
                    model.trees().size(),
                    card.features(),
                    card.figures(),
                    card.costs(),
                    card.thresholds().review(),
                    card.thresholds().block(),
                    card.curve().stream().map(CurvePointView::of).toList());
        }
    }

    /** A point of a model's curves. */
    @Doc("What a model finds when payments from a probability on are taken for frauds")
    record CurvePointView(
            double threshold,
            @Doc("Share of the frauds that are found") double recall,

            @Doc("Share of the other payments that are taken for frauds")
            double falsePositives,

            @Doc("Share of frauds among what is taken for one")
            double precision) {

        private static CurvePointView of(CurvePoint point) {
            return new CurvePointView(point.threshold(), point.recall(), point.falsePositives(), point.precision());
        }
    }

    /** The latest. */
    @Doc("The latest models")
    record ModelsView(
            @Doc("The version that decides with the rules; 0 for none")
            int champion,

            @Doc("The version whose scores are only written down; 0 for none")
            int shadow,

            @Doc(value = "How model and rules make one decision: max or rules_override", example = "max")
            String policy,

            List<ModelView> items,
            @Doc("There is no next page") @Nullable String next) {

        static ModelsView of(List<ModelVersion> models, ModelActivation.Standing standing) {
            return new ModelsView(
                    standing.champion(),
                    standing.shadow(),
                    ModelViews.name(standing.policy()),
                    models.stream()
                            .map(model -> ModelView.listed(model, standing))
                            .toList(),
                    null);
        }
    }

    /** What stands where. */
    @Doc("Which models score payments now")
    record StandingView(
            @Doc("The version that decides with the rules; 0 for none")
            int champion,

            @Doc("The version whose scores are only written down; 0 for none")
            int shadow,

            @Doc(value = "How model and rules make one decision: max or rules_override", example = "max")
            String policy) {

        static StandingView of(ModelActivation.Standing standing) {
            return new StandingView(standing.champion(), standing.shadow(), ModelViews.name(standing.policy()));
        }
    }

    /** A change. */
    @Doc("That a model came into force or into the shadow, or left it")
    record ModelChangeView(
            Instant at,

            @Doc(value = "champion or shadow", example = "champion")
            String role,

            @Doc("0 for none") int version,

            @Doc("The version that stood there before; 0 for none")
            int replaced,

            @Doc(example = "user:ana") String who,

            @Doc(example = "better by a month in the shadow")
            String note) {

        static ModelChangeView of(ModelChange change) {
            return new ModelChangeView(
                    change.at(), change.role(), change.version(), change.replaced(), change.who(), change.note());
        }
    }

    static String name(Policy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }
}
