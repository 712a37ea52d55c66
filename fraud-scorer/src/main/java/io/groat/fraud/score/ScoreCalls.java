package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import io.groat.fraud.feature.Features;
import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.score.ScoreViews.ScoreLineView;
import io.groat.fraud.score.ScoreViews.ScoreView;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.WebProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reads scores: one with all that is known of it, and lists. */
final class ScoreCalls {

    private static final Query<String> USER = Query.text("userId", "Only payments by this user");
    private static final Query<String> PAYEE = Query.text("payee", "Only payments to this user; not with `userId`");
    private static final Query<FraudDecision> DECISION = Query.oneOf(
                    "decision",
                    "Only those decided so",
                    Arrays.stream(FraudDecision.values())
                            .map(FraudDecision::name)
                            .toList(),
                    "has to be allow, review or block")
            .as(FraudDecision::valueOf);
    private static final Query<Double> MIN_SCORE =
            Query.number("minScore", "Only those with that score at least", 0, 1, "has to be a number from 0 to 1");
    private static final Query<Instant> FROM =
            Query.time("from", "Only payments from then on; some days before the end, if not said");
    private static final Query<Instant> TO = Query.time("to", "Only payments before that time; now, if not said");

    private record Whole(Score score, Optional<Features> features, List<DecisionLog.Line> history) {}

    private final ScoreStore scores;
    private final ScoreLists lists;
    private final DecisionLog log;

    public ScoreCalls(ScoreStore scores, ScoreLists lists, DecisionLog log) {
        this.scores = scores;
        this.lists = lists;
        this.log = log;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/scores/{paymentId}", Calls.READS)
                        .named("scores", "getScore", "What was made of a payment, with all that is known of it")
                        .path("paymentId", "The payment")
                        .gives(200, ScoreView.class, "The score")
                        .refuses(WebProblem.NOT_FOUND, FraudProblem.STORE_UNAVAILABLE)
                        .by(this::one),
                Route.get("/v1/scores", Calls.READS)
                        .named("scores", "getScores", "Scores, the latest first")
                        .query(USER, PAYEE, DECISION, MIN_SCORE, FROM, TO, Query.CURSOR, Query.LIMIT)
                        .givesPage(ScoreLineView.class)
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(this::list));
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return Mono.justOrEmpty(Parameters.id(request, "paymentId"))
                .flatMap(this::whole)
                .flatMap(whole ->
                        Answer.ok(ScoreView.of(whole.score(), whole.features().orElse(null), whole.history())))
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<Whole> whole(UUID paymentId) {
        return scores.find(paymentId)
                .flatMap(score -> Mono.zip(
                        scores.findFeatures(paymentId).map(Optional::of).defaultIfEmpty(Optional.empty()),
                        log.of(paymentId).collectList(),
                        (features, history) -> new Whole(score, features, history)));
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        ScoreFilter filter = filter(request);
        int limit = Parameters.limit(request);
        Cursor after = Cursor.of(request, ScoreLists.LIST);
        return lists.page(filter, after, limit)
                .flatMap(page -> Answer.ok(page.json(ScoreLineView.class, ScoreLineView::of)));
    }

    private static ScoreFilter filter(ServerRequest request) {
        Optional<String> user = request.queryParam("userId");
        Optional<String> payee = request.queryParam("payee");
        if (user.isPresent() && payee.isPresent()) {
            throw Parameters.invalid("payee", "\"userId\" and \"payee\" can't both be given");
        }
        Instant to = orElse(TO.of(request), Instant.now().plusSeconds(60));
        boolean ofParty = user.isPresent() || payee.isPresent();
        Duration usual = ofParty ? ScoreFilter.USUAL_SPAN : Duration.ofDays(1);
        Instant from = orElse(FROM.of(request), to.minus(usual));
        Duration longest = ofParty ? ScoreFilter.LONGEST_SPAN : ScoreFilter.LONGEST_SPAN_OF_ALL;
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(longest) > 0) {
            throw Parameters.invalid(
                    "from", "\"from\" has to be before \"to\" by no more than " + longest.toDays() + " days");
        }
        return new ScoreFilter(
                user.or(() -> payee).orElse(null),
                payee.isPresent() ? "payee" : "payer",
                DECISION.of(request),
                Optional.ofNullable(MIN_SCORE.of(request)).orElse(0.0),
                from,
                to);
    }

    private static Instant orElse(@Nullable Instant given, Instant otherwise) {
        return given == null ? otherwise : given;
    }
}
