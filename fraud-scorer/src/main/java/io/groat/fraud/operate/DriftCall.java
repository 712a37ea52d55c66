package io.groat.fraud.operate;

import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.ModelRefused;
import io.groat.fraud.operate.DriftViews.DriftView;
import io.groat.fraud.serving.ModelLibrary;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.time.Instant;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Tells how far a model has drifted. */
final class DriftCall {

    private final ModelLibrary models;
    private final Drifts drifts;

    DriftCall(ModelLibrary models, Drifts drifts) {
        this.models = models;
        this.drifts = drifts;
    }

    Route route() {
        return Route.get("/v1/models/{version}/drift", Calls.READS)
                .named("models", "getModelDrift", "How far today's payments are from those a model was trained on")
                .path("version", "The number of a model")
                .gives(200, DriftView.class, "By features and score")
                .refuses(WebProblem.NOT_FOUND, FraudProblem.INVALID_MODEL, FraudProblem.STORE_UNAVAILABLE)
                .by(this::drift);
    }

    private Mono<ServerResponse> drift(ServerRequest request) {
        return Mono.justOrEmpty(ModelNumber.find(request.pathVariable("version")))
                .flatMap(this::driftOf)
                .flatMap(Answer::ok)
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<DriftView> driftOf(int version) {
        Instant now = Instant.now();
        return models.find(version)
                .onErrorMap(
                        ModelRefused.class,
                        refused -> new ProblemException(
                                FraudProblem.INVALID_MODEL, refused.field(), String.valueOf(refused.getMessage())))
                .flatMap(model -> drifts.of(version, model, now).map(drift -> view(version, model, drift, now)));
    }

    private static DriftView view(int version, Model model, Drift drift, Instant now) {
        return DriftView.of(version, model.card().reference().isTold(), drift, Drifts.from(now), now);
    }
}
