package io.groat.fraud.score;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.payer.PayerState;
import io.groat.fraud.payment.Amounts;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.state.KeyedState;
import io.groat.fraud.state.StateKind;
import io.groat.fraud.state.StateStore;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Scores a payment that was not made: by what is known of its payer and payee as of some seconds ago, with single
 * features set otherwise if wanted. Nothing is stored.
 */
final class WhatIfCall {

    private static final Set<String> FIELDS =
            Set.of("payer", "payee", "amount", "currency", "at", "balanceBefore", "accountOpenedAt", "features");
    private static final int MAX_NAME = 200;
    private static final int MAX_FEATURES = 16_384;

    private record Wanted(Payment payment, @Nullable JsonFields features) {}

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
        return Route.post("/v1/score", Calls.READS, this::score);
    }

    private Mono<ServerResponse> score(ServerRequest request) {
        return bodies.json(request).map(body -> wanted(JsonText.object(body))).flatMap(this::score);
    }

    private Mono<ServerResponse> score(Wanted wanted) {
        Scorer scorer = scorers.find();
        if (scorer == null) {
            return Mono.error(new ProblemException(FraudProblem.STORE_UNAVAILABLE));
        }
        return features(wanted.payment()).flatMap(features -> {
            change(features, wanted.features());
            Score score = scorer.score(wanted.payment(), features, Instant.now());
            return Answer.ok(json -> {
                json.writeStartObject();
                ScoreJson.writeMembers(json, score);
                ScoreJson.writeFeatures(json, features);
                ScoreJson.writeVersions(json, score.rulesVersion());
                json.writeEndObject();
            });
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

    private static void change(Features features, @Nullable JsonFields others) {
        if (others == null) {
            return;
        }
        for (String name : others.names()) {
            Integer place = FeatureNames.find(name);
            if (place == null) {
                throw new ProblemException(
                        FraudProblem.UNKNOWN_FEATURE, "features." + name, "there is no feature \"" + name + "\"");
            }
            features.set(place, others.number(name));
        }
    }

    private static Wanted wanted(JsonFields fields) {
        fields.requireOnly(FIELDS);
        String payer = fields.text("payer");
        if (payer.isEmpty() || payer.length() > MAX_NAME) {
            throw Parameters.invalid("payer", "\"payer\" has to be a user's id");
        }
        String currency = fields.text("currency");
        if (!Amounts.isCurrency(currency)) {
            throw Parameters.invalid("currency", "\"currency\" has to be a code of ISO 4217");
        }
        long amount = fields.amount("amount", 1);
        Instant at = fields.findTime("at");
        String features = fields.findObject("features", MAX_FEATURES);
        return new Wanted(
                new Payment(
                        new UUID(0, 0),
                        payer,
                        fields.findText("payee", MAX_NAME),
                        amount,
                        currency,
                        false,
                        at == null ? Instant.now() : at,
                        fields.has("balanceBefore") ? (Long) fields.amount("balanceBefore", 0) : null,
                        fields.findTime("accountOpenedAt")),
                features == null ? null : JsonText.object(features.getBytes(StandardCharsets.UTF_8)));
    }
}
