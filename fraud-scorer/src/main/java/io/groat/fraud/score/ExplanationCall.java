package io.groat.fraud.score;

import io.groat.event.FraudReason;
import io.groat.fraud.feature.Features;
import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.model.Explanation;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelCard;
import io.groat.fraud.model.ModelRefused;
import io.groat.fraud.serving.ModelLibrary;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Why models thought what they did of a payment. It is reckoned when somebody asks, from the stored features and the model of
 * that number: both are as they were, so what comes out is what the model saw then, for the shadow as for the champion. Where
 * that can't be, nothing is made up.
 */
final class ExplanationCall {

    private static final String NO_FEATURES = "The payment's features are no longer stored.";
    private static final String NO_MODEL = "The model can't be read by this release.";
    /** What was stored is what counts: a release may have changed what a feature is called or how a model is read. */
    private static final String ANOTHER = "This release makes another score of the stored features.";

    /** What models saw in a payment. */
    @Doc("Why models thought what they did of a payment")
    record ExplanationView(
            UUID paymentId,

            @Doc("First that in force, then that in the shadow; empty when there was no model")
            List<ModelExplanationView> models) {}

    /** What one model saw. */
    @Doc("Why a model thought what it did of a payment")
    record ModelExplanationView(
            @Doc(
                    value = "champion, which decided with the rules, or shadow, which only looked on",
                    example = "champion")
            String role,

            int version,

            @Doc(value = "How probable a fraud is", example = "0.42")
            double score,

            @Doc("What moved the score; null when that can't be told any more") @Nullable
            ScoreMovesView moved,

            @Doc("Why that can't be told; null when it can") @Nullable
            String missing) {}

    /** From what was expected to the score. */
    @Doc("What moved a model's score: expected, all moves and the rest add up to it")
    record ScoreMovesView(
            @Doc(value = "What the model expects of any payment", example = "0.02")
            double expected,

            @Doc(
                    "Features of one kind together: first what raised the score, then what lowered it, the weightiest first")
            List<FraudReason> moves,

            @Doc(value = "What all other features moved together", example = "0.01")
            double rest,

            @Doc("Score from which on the model has a payment reviewed; beyond 1 for never")
            double review,

            @Doc("Score from which on the model has a payment blocked; beyond 1 for never")
            double block) {

        private static ScoreMovesView of(Explanation explanation, ModelCard.Thresholds thresholds) {
            return new ScoreMovesView(
                    explanation.expected(),
                    explanation.moves(),
                    explanation.rest(),
                    thresholds.review(),
                    thresholds.block());
        }
    }

    /** A score that a model gave. */
    private record Given(String role, int version, double score) {

        ModelExplanationView told(@Nullable ScoreMovesView moved, @Nullable String missing) {
            return new ModelExplanationView(role, version, score, moved, missing);
        }
    }

    private final ScoreStore scores;
    private final ModelLibrary models;

    ExplanationCall(ScoreStore scores, ModelLibrary models) {
        this.scores = scores;
        this.models = models;
    }

    Route route() {
        return Route.get("/v1/scores/{paymentId}/explanation", Calls.READS)
                .named("scores", "explainScore", "Why models thought what they did of a payment")
                .path("paymentId", "The payment")
                .gives(200, ExplanationView.class, "What moved their scores")
                .refuses(WebProblem.NOT_FOUND, FraudProblem.STORE_UNAVAILABLE)
                .by(this::explain);
    }

    private Mono<ServerResponse> explain(ServerRequest request) {
        return Mono.justOrEmpty(Parameters.id(request, "paymentId"))
                .flatMap(scores::find)
                .flatMap(this::byModels)
                .flatMap(Answer::ok)
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<ExplanationView> byModels(Score score) {
        UUID id = score.payment().id();
        return scores.findFeatures(id)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMapMany(features -> Flux.fromIterable(given(score.models()))
                        .concatMap(given -> explained(given, features.orElse(null))))
                .collectList()
                .map(all -> new ExplanationView(id, all));
    }

    private static List<Given> given(@Nullable ModelScores models) {
        List<Given> given = new ArrayList<>();
        if (models != null && models.version() != 0) {
            given.add(new Given("champion", models.version(), models.score()));
        }
        if (models != null && models.shadowVersion() != 0) {
            given.add(new Given("shadow", models.shadowVersion(), models.shadowScore()));
        }
        return given;
    }

    private Mono<ModelExplanationView> explained(Given given, @Nullable Features features) {
        if (features == null) {
            return Mono.just(given.told(null, NO_FEATURES));
        }
        return models.find(given.version())
                .map(model -> explained(given, model, features))
                .onErrorResume(ModelRefused.class, refused -> Mono.empty())
                .defaultIfEmpty(given.told(null, NO_MODEL));
    }

    private static ModelExplanationView explained(Given given, Model model, Features features) {
        Explanation explanation = model.explain(features);
        return explanation.probability() == given.score()
                ? given.told(ScoreMovesView.of(explanation, model.card().thresholds()), null)
                : given.told(null, ANOTHER);
    }
}
