package io.groat.fraud.operate;

import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.operate.ComparisonViews.ComparisonView;
import io.groat.fraud.serving.ModelStore;
import io.groat.fraud.serving.ModelVersion;
import io.groat.web.http.Answer;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.problem.WebProblem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Compares a model in the shadow with what was decided. */
final class ComparisonCall {

    private static final int USUAL_DAYS = 7;
    private static final int MOST_DAYS = 31;

    private static final Query<Integer> SHADOW = Query.matching(
                    "shadow",
                    "The number of a model that stood in the shadow; the one that stands there, if not said",
                    "[1-9][0-9]{0,8}",
                    "has to be a model's number")
            .as(Integer::valueOf);
    private static final Query<Integer> DAYS = Query.matching(
                    "days",
                    "The last so many days, at most " + MOST_DAYS + "; " + USUAL_DAYS + " if not said",
                    "([1-9]|[12][0-9]|3[01])",
                    "has to be a number from 1 to " + MOST_DAYS)
            .as(Integer::valueOf);

    private final ModelStore store;
    private final ModelActivation activation;
    private final ModelComparison comparison;

    ComparisonCall(ModelStore store, ModelActivation activation, ModelComparison comparison) {
        this.store = store;
        this.activation = activation;
        this.comparison = comparison;
    }

    Route route() {
        return Route.get("/v1/models/comparison", Calls.READS)
                .named(
                        "models",
                        "compareModels",
                        "What was decided beside what a model in the shadow would have decided")
                .details(
                        "All payments of these days are counted, each once, within seconds after it was scored. What payments"
                                + " were found to be counts by the word that came last.")
                .query(SHADOW, DAYS)
                .gives(200, ComparisonView.class, "The comparison")
                .refuses(WebProblem.NOT_FOUND, FraudProblem.STORE_UNAVAILABLE)
                .by(this::compare);
    }

    private Mono<ServerResponse> compare(ServerRequest request) {
        Integer wanted = SHADOW.of(request);
        Integer days = DAYS.of(request);
        int span = days == null ? USUAL_DAYS : days;
        return version(wanted)
                .flatMap(shadow -> comparison
                        .of(shadow, span, Instant.now())
                        .map(outcome -> ComparisonView.of(shadow, span, outcome)))
                .flatMap(Answer::ok)
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    /** Empty when there is none. */
    private Mono<Integer> version(@Nullable Integer wanted) {
        return wanted == null
                ? activation.standing().map(ModelActivation.Standing::shadow).filter(shadow -> shadow != 0)
                : store.find(wanted).map(ModelVersion::version);
    }
}
