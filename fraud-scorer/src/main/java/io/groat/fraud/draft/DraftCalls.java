package io.groat.fraud.draft;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.http.Calls;
import io.groat.fraud.rule.RuleBook;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import java.util.Set;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Tries rules out before they are published, and tells what they may speak of. */
final class DraftCalls {

    private static final int MAX_DAYS = 30;
    private static final int USUAL_DAYS = 7;
    private static final int MOST_EXAMINED = 50_000;
    private static final int USUALLY_EXAMINED = 10_000;

    private final DraftTrial trial;
    private final Bodies bodies;

    public DraftCalls(DraftTrial trial, Bodies bodies) {
        this.trial = trial;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/rules/test", Calls.READS, this::test),
                Route.get("/v1/features", Calls.READS, this::features));
    }

    private Mono<ServerResponse> test(ServerRequest request) {
        return bodies.json(request, RuleCalls.MAX_BODY)
                .flatMap(body -> run(JsonText.object(body)))
                .flatMap(outcome -> Answer.ok(json -> RuleJson.write(json, outcome)));
    }

    private Mono<DraftTrial.Outcome> run(JsonFields fields) {
        fields.requireOnly(Set.of("yaml", "days", "limit"));
        RuleBook draft = RuleCalls.parse(fields.text("yaml"));
        return trial.run(
                draft,
                whole(fields, "days", USUAL_DAYS, MAX_DAYS),
                whole(fields, "limit", USUALLY_EXAMINED, MOST_EXAMINED));
    }

    private Mono<ServerResponse> features(ServerRequest request) {
        return Answer.ok(json -> {
            json.writeStartObject();
            RuleJson.writeItems(json, FeatureNames.all(), (to, name) -> to.writeString(name));
            json.writeEndObject();
        });
    }

    private static int whole(JsonFields fields, String name, int usual, int most) {
        if (!fields.has(name)) {
            return usual;
        }
        double number = fields.number(name);
        if (number != Math.rint(number) || number < 1 || number > most) {
            throw Parameters.invalid(name, "\"" + name + "\" has to be a whole number from 1 to " + most);
        }
        return (int) number;
    }
}
