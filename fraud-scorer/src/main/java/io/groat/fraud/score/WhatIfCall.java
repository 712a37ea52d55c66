package io.groat.fraud.score;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.payer.PayerState;
import io.groat.fraud.payment.Amounts;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.score.ScoreViews.MadeView;
import io.groat.fraud.score.ScoreViews.VersionsView;
import io.groat.fraud.score.ScoreViews.WhatIfView;
import io.groat.fraud.state.KeyedState;
import io.groat.fraud.state.StateKind;
import io.groat.fraud.state.StateStore;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemException;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Scores a payment that was not made: by what is known of its payer and payee as of some seconds ago, with single
 * features set otherwise if wanted. Nothing is stored.
 */
final class WhatIfCall {

    static final int MAX_NAME = 200;

    /** A payment as it might be. */
    @Doc("A payment as it might be")
    record WantedScore(
            @Doc(example = "alice") @Text(min = 1, max = MAX_NAME, says = "has to be a user's id")
            String payer,

            @Doc(example = "bob") @Text(max = MAX_NAME) @Nullable
            String payee,

            @Doc(value = "ISO 4217", example = "EUR")
            @Text(fits = CurrencyText.class, says = "has to be a code of ISO 4217")
            String currency,

            @Amount long amount,

            @Doc(value = "Now, if not said", example = "2026-01-31T12:00:00Z") @Nullable
            Instant at,

            @Doc(value = "What the payer has, in minor units", example = "10000") @Amount(least = 0) @Nullable
            Long balanceBefore,

            @Doc(example = "2025-01-31T12:00:00Z") @Nullable Instant accountOpenedAt,

            @Doc(value = "Features that are to be other than they are, by name", example = "{\"payment.amount\": 25}")
            @Nullable
            Map<String, Double> features) {

        private Payment payment() {
            return new Payment(
                    new UUID(0, 0),
                    payer,
                    payee,
                    amount,
                    currency,
                    false,
                    at == null ? Instant.now() : at,
                    balanceBefore,
                    accountOpenedAt);
        }
    }

    /** Codes of currencies. */
    static final class CurrencyText implements Predicate<String> {

        @Override
        public boolean test(String text) {
            return Amounts.isCurrency(text);
        }
    }

    private final Bodies bodies;
    private final StateStore states;
    private final Function<StateKind<?>, @Nullable String> sources;
    private final CurrentScorer scorers;

    /** @param sources the topic that states of a kind are of; null while that is not known */
    public WhatIfCall(
            Bodies bodies, StateStore states, Function<StateKind<?>, @Nullable String> sources, CurrentScorer scorers) {
        this.bodies = bodies;
        this.states = states;
        this.sources = sources;
        this.scorers = scorers;
    }

    public Route route() {
        return Route.post("/v1/score", Calls.READS)
                .named("scores", "scoreWhatIf", "Scores a payment that was not made")
                .details(
                        "By what is known of its payer and payee as of some seconds ago, with single features set otherwise"
                                + " if wanted. Nothing is stored.")
                .takes(WantedScore.class)
                .gives(200, WhatIfView.class, "What would be made of it")
                .refuses(FraudProblem.UNKNOWN_FEATURE, FraudProblem.STORE_UNAVAILABLE)
                .by(bodies, (request, body) -> body.flatMap(this::score));
    }

    private Mono<ServerResponse> score(WantedScore wanted) {
        Scorer scorer = scorers.find();
        if (scorer == null) {
            return Mono.error(new ProblemException(FraudProblem.STORE_UNAVAILABLE));
        }
        Payment payment = wanted.payment();
        return features(payment).flatMap(features -> {
            change(features, wanted.features() == null ? Map.of() : wanted.features());
            Score score = scorer.score(payment, features, Instant.now());
            return Answer.ok(new WhatIfView(MadeView.of(score), features.byName(), VersionsView.of(score)));
        });
    }

    private Mono<Features> features(Payment payment) {
        String payee = payment.payee();
        return find(PayerState.KIND, payment.payer())
                .map(payer -> payer.features(payment))
                .flatMap(features -> payee == null
                        ? Mono.just(features)
                        : find(PayeeState.KIND, payee).map(state -> {
                            state.addFeatures(payment, features);
                            return features;
                        }));
    }

    private <S extends KeyedState> Mono<S> find(StateKind<S> kind, String key) {
        String source = sources.apply(kind);
        return source == null
                ? Mono.fromSupplier(kind.fresh())
                : states.find(kind, source, key).switchIfEmpty(Mono.fromSupplier(kind.fresh()));
    }

    private static void change(Features features, Map<String, Double> others) {
        others.forEach((name, value) -> {
            Integer place = FeatureNames.find(name);
            if (place == null) {
                throw new ProblemException(
                        FraudProblem.UNKNOWN_FEATURE, "features." + name, "there is no feature \"" + name + "\"");
            }
            features.set(place, value);
        });
    }
}
