package io.groat.fraud.draft;

import io.groat.fraud.draft.RuleViews.FeaturesView;
import io.groat.fraud.draft.RuleViews.TrialView;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Range;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Tries rules out before they are published, and tells what they may speak of. */
final class DraftCalls {

    static final int MAX_DAYS = 30;
    private static final int USUAL_DAYS = 7;
    static final int MOST_EXAMINED = 50_000;
    private static final int USUALLY_EXAMINED = 10_000;

    /** Rules to try. */
    @Doc("Rules to try")
    record RulesToTest(
            @Doc(example = RulesExample.YAML) String yaml,

            @Doc(value = "Of so many days; 7, if not said", example = "1") @Range(min = 1, max = MAX_DAYS) @Nullable
            Integer days,

            @Doc(value = "On so many payments, the newest; 10000, if not said", example = "10")
            @Range(min = 1, max = MOST_EXAMINED)
            @Nullable
            Integer limit) {}

    private final Backtest trial;
    private final Bodies bodies;

    public DraftCalls(Backtest trial, Bodies bodies) {
        this.trial = trial;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/rules/test", Calls.READS)
                        .named("rules", "testRules", "Tries rules on the payments of the last days")
                        .takes(RulesToTest.class)
                        .gives(200, TrialView.class, "Which decisions would have been others")
                        .refuses(FraudProblem.INVALID_RULE, FraudProblem.STORE_UNAVAILABLE)
                        .by(bodies, RuleCalls.MAX_BODY, this::test),
                Route.get("/v1/features", Calls.READS)
                        .named("rules", "getFeatures", "What rules may speak of")
                        .gives(200, FeaturesView.class, "The names of all features")
                        .by(this::features));
    }

    private Mono<ServerResponse> test(ServerRequest request, Mono<RulesToTest> body) {
        return body.flatMap(wanted -> trial.run(
                        RuleCalls.parse(wanted.yaml()),
                        wanted.days() == null ? USUAL_DAYS : wanted.days(),
                        wanted.limit() == null ? USUALLY_EXAMINED : wanted.limit()))
                .flatMap(outcome -> Answer.ok(TrialView.of(outcome)));
    }

    private Mono<ServerResponse> features(ServerRequest request) {
        return Answer.ok(new FeaturesView(FeatureNames.all(), null));
    }
}
