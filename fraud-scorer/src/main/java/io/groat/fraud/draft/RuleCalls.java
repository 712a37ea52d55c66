package io.groat.fraud.draft;

import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.rule.RuleBook;
import io.groat.fraud.rule.RuleRefused;
import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.rule.RuleVersion;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonBody;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reads, publishes and rolls back rules. What is published is in force everywhere within some two seconds. */
final class RuleCalls {

    static final DataSize MAX_BODY = DataSize.ofKilobytes(128);

    private static final int MAX_NOTE = 500;
    private static final int LATEST = 100;

    private record Known(RuleVersion version, int current) {}

    private final RuleStore store;
    private final RuleDesk desk;
    private final Bodies bodies;

    public RuleCalls(RuleStore store, RuleDesk desk, Bodies bodies) {
        this.store = store;
        this.desk = desk;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/rules", Calls.READS, this::all),
                Route.post("/v1/rules", Calls.DECIDES, this::publish),
                Route.get("/v1/rules/history", Calls.READS, this::history),
                Route.get("/v1/rules/{version}", Calls.READS, this::one),
                Route.post("/v1/rules/{version}/activate", Calls.DECIDES, this::activate));
    }

    private Mono<ServerResponse> all(ServerRequest request) {
        return Mono.zip(store.latest(LATEST).collectList(), desk.current(), RuleCalls::list)
                .flatMap(Answer::ok);
    }

    private static JsonBody list(List<RuleVersion> found, int current) {
        return json -> {
            json.writeStartObject();
            json.writeNumberProperty("current", current);
            RuleJson.writeItems(json, found, (to, version) -> RuleJson.write(to, version, current, false));
            json.writeEndObject();
        };
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return version(request)
                .zipWith(desk.current(), Known::new)
                .flatMap(known -> Answer.ok(json -> RuleJson.write(json, known.version(), known.current(), true)));
    }

    private Mono<ServerResponse> history(ServerRequest request) {
        return store.history(LATEST)
                .collectList()
                .flatMap(changes -> Answer.ok(json -> {
                    json.writeStartObject();
                    RuleJson.writeItems(json, changes, RuleJson::write);
                    json.writeEndObject();
                }));
    }

    private Mono<ServerResponse> publish(ServerRequest request) {
        String who = Calls.caller(request);
        return bodies.json(request, MAX_BODY)
                .flatMap(body -> publish(who, JsonText.object(body)))
                .flatMap(version -> Answer.of(
                        201,
                        headers -> headers.set("Location", "/v1/rules/" + version.version()),
                        json -> RuleJson.write(json, version, version.version(), true)));
    }

    private Mono<RuleVersion> publish(String who, JsonFields fields) {
        fields.requireOnly(Set.of("yaml", "note", "replaces"));
        String yaml = fields.text("yaml");
        parse(yaml);
        return Calls.toItsEnd(desk.publish(yaml, who, note(fields), replaces(fields)));
    }

    private Mono<ServerResponse> activate(ServerRequest request) {
        String who = Calls.caller(request);
        return Mono.zip(version(request), bodies.json(request).map(RuleCalls::activation))
                .flatMap(both -> Calls.toItsEnd(desk.rollBack(both.getT1(), who, both.getT2())))
                .flatMap(version -> Answer.ok(json -> RuleJson.write(json, version, version.version(), true)));
    }

    private static String activation(byte[] body) {
        JsonFields fields = JsonText.object(body);
        fields.requireOnly(Set.of("note"));
        return note(fields);
    }

    /** @throws ProblemException with the field and the line at fault */
    static RuleBook parse(String yaml) {
        try {
            return RuleBook.parse(0, yaml);
        } catch (RuleRefused refused) {
            throw new ProblemException(new Problem(
                    FraudProblem.INVALID_RULE,
                    refused.field(),
                    "line " + refused.line() + ": " + refused.getMessage(),
                    Map.of("line", Integer.toString(refused.line()))));
        }
    }

    private Mono<RuleVersion> version(ServerRequest request) {
        String text = request.pathVariable("version");
        return text.matches("[0-9]{1,9}")
                ? store.find(Integer.parseInt(text)).switchIfEmpty(Mono.error(Calls::notFound))
                : Mono.error(Calls.notFound());
    }

    private static @Nullable Integer replaces(JsonFields fields) {
        if (!fields.has("replaces")) {
            return null;
        }
        double number = fields.number("replaces");
        if (number != Math.rint(number) || number < 1 || number > Integer.MAX_VALUE) {
            throw Parameters.invalid("replaces", "\"replaces\" has to be a version's number");
        }
        return (int) number;
    }

    private static String note(JsonFields fields) {
        String note = fields.text("note");
        if (note.isBlank() || note.length() > MAX_NOTE) {
            throw Parameters.invalid("note", "\"note\" has to say why, in at most " + MAX_NOTE + " characters");
        }
        return note;
    }
}
