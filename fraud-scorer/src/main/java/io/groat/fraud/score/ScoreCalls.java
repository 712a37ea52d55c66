package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import io.groat.fraud.feature.Features;
import io.groat.fraud.http.Calls;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonBody;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reads scores: one with all that is known of it, and lists. */
final class ScoreCalls {

    private static final Set<String> FILTERS =
            Set.of("userId", "payee", "decision", "minScore", "from", "to", "cursor", "limit");

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
                Route.get("/v1/scores/{paymentId}", Calls.READS, this::one),
                Route.get("/v1/scores", Calls.READS, this::list));
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return Mono.justOrEmpty(Parameters.id(request, "paymentId"))
                .flatMap(this::whole)
                .flatMap(whole -> Answer.ok(json(whole)))
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<Whole> whole(UUID paymentId) {
        return scores.find(paymentId)
                .flatMap(score -> Mono.zip(
                        scores.findFeatures(paymentId).map(Optional::of).defaultIfEmpty(Optional.empty()),
                        log.of(paymentId).collectList(),
                        (features, history) -> new Whole(score, features, history)));
    }

    private static JsonBody json(Whole whole) {
        return json -> {
            Score score = whole.score();
            json.writeStartObject();
            JsonWords.id(json, "paymentId", score.payment().id());
            ScoreJson.writeMembers(json, score);
            json.writeStringProperty("payer", score.payment().payer());
            JsonWords.text(json, "payee", score.payment().payee());
            MinorUnits.write(json, "amount", score.payment().amountMinor());
            json.writeStringProperty("currency", score.payment().currency());
            json.writeBooleanProperty("held", score.payment().held());
            JsonWords.time(json, "paidAt", score.payment().at());
            JsonWords.time(json, "scoredAt", score.scoredAt());
            ScoreJson.writeFeatures(json, whole.features().orElse(null));
            ScoreJson.writeVersions(json, score.rulesVersion());
            ScoreJson.writeAnswer(json, whole.history());
            ScoreJson.writeHistory(json, score, whole.history());
            json.writeEndObject();
        };
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        Parameters.requireOnly(request, FILTERS);
        ScoreFilter filter = filter(request);
        int limit = Parameters.limit(request);
        Cursor after = Cursor.of(request, ScoreLists.LIST);
        return lists.page(filter, after, limit).flatMap(page -> Answer.ok(page.json((json, line) -> line.write(json))));
    }

    private static ScoreFilter filter(ServerRequest request) {
        Optional<String> user = request.queryParam("userId");
        Optional<String> payee = request.queryParam("payee");
        if (user.isPresent() && payee.isPresent()) {
            throw Parameters.invalid("payee", "\"userId\" and \"payee\" can't both be given");
        }
        Instant to = orElse(Parameters.time(request, "to"), Instant.now().plusSeconds(60));
        boolean ofParty = user.isPresent() || payee.isPresent();
        Duration usual = ofParty ? ScoreFilter.USUAL_SPAN : Duration.ofDays(1);
        Instant from = orElse(Parameters.time(request, "from"), to.minus(usual));
        Duration longest = ofParty ? ScoreFilter.LONGEST_SPAN : ScoreFilter.LONGEST_SPAN_OF_ALL;
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(longest) > 0) {
            throw Parameters.invalid(
                    "from", "\"from\" has to be before \"to\" by no more than " + longest.toDays() + " days");
        }
        return new ScoreFilter(
                user.or(() -> payee).orElse(null),
                payee.isPresent() ? "payee" : "payer",
                decision(request),
                minScore(request),
                from,
                to);
    }

    private static Instant orElse(@Nullable Instant given, Instant otherwise) {
        return given == null ? otherwise : given;
    }

    private static @Nullable FraudDecision decision(ServerRequest request) {
        Optional<String> text = request.queryParam("decision");
        if (text.isEmpty()) {
            return null;
        }
        return Arrays.stream(FraudDecision.values())
                .filter(one -> one.name().equals(text.get()))
                .findFirst()
                .orElseThrow(() -> Parameters.invalid("decision", "\"decision\" has to be allow, review or block"));
    }

    private static double minScore(ServerRequest request) {
        try {
            double score = Double.parseDouble(request.queryParam("minScore").orElse("0"));
            if (score >= 0 && score <= 1) {
                return score;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as any other.
        }
        throw Parameters.invalid("minScore", "\"minScore\" has to be a number from 0 to 1");
    }
}
