package io.groat.fraud.draft;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.rule.RuleBook;
import io.groat.fraud.rule.RuleChange;
import io.groat.fraud.rule.RuleRefused;
import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.rule.RuleVersion;
import io.groat.fraud.state.Versions;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonBody;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.json.JsonWords;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Reads, tries out, publishes and rolls back rules. What is published is in force everywhere within some two seconds. */
public final class RuleCalls {

    private static final DataSize MAX_BODY = DataSize.ofKilobytes(128);
    private static final int MAX_NOTE = 500;
    private static final int MAX_DAYS = 30;
    private static final int MOST_EXAMINED = 50_000;
    private static final int USUALLY_EXAMINED = 10_000;
    private static final int LATEST = 100;
    private static final int TRIES = 5;

    private final RuleStore store;
    private final Versions versions;
    private final DraftTrial trial;
    private final Supplier<Mono<Void>> look;
    private final Bodies bodies;

    /** @param look sees to it that a change is in force here at once */
    RuleCalls(RuleStore store, Versions versions, DraftTrial trial, Supplier<Mono<Void>> look, Bodies bodies) {
        this.store = store;
        this.versions = versions;
        this.trial = trial;
        this.look = look;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/rules", Calls.READS, this::all),
                Route.post("/v1/rules", Calls.DECIDES, this::publish),
                Route.post("/v1/rules/test", Calls.READS, this::test),
                Route.get("/v1/rules/history", Calls.READS, this::history),
                Route.get("/v1/rules/{version}", Calls.READS, this::one),
                Route.post("/v1/rules/{version}/activate", Calls.DECIDES, this::activate),
                Route.get("/v1/features", Calls.READS, this::features));
    }

    private Mono<ServerResponse> all(ServerRequest request) {
        return Mono.zip(store.latest(LATEST).collectList(), current(), (found, current) -> {
                    JsonBody body = json -> {
                        json.writeStartObject();
                        json.writeNumberProperty("current", current);
                        json.writeArrayPropertyStart("items");
                        found.forEach(version -> write(json, version, current, false));
                        json.writeEndArray();
                        json.writeNullProperty("next");
                        json.writeEndObject();
                    };
                    return body;
                })
                .flatMap(Answer::ok);
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return version(request)
                .flatMap(store::find)
                .zipWith(current())
                .flatMap(found -> Answer.ok(json -> write(json, found.getT1(), found.getT2(), true)))
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<ServerResponse> history(ServerRequest request) {
        return store.history(LATEST).collectList().flatMap(changes -> Answer.ok(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            changes.forEach(change -> write(json, change));
            json.writeEndArray();
            json.writeNullProperty("next");
            json.writeEndObject();
        }));
    }

    private Mono<ServerResponse> features(ServerRequest request) {
        return Answer.ok(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            FeatureNames.all().forEach(json::writeString);
            json.writeEndArray();
            json.writeNullProperty("next");
            json.writeEndObject();
        });
    }

    private Mono<ServerResponse> test(ServerRequest request) {
        return bodies.json(request, MAX_BODY)
                .map(JsonText::object)
                .flatMap(fields -> {
                    fields.requireOnly(Set.of("yaml", "days", "limit"));
                    RuleBook draft = parse(0, fields.text("yaml"));
                    int days = whole(fields, "days", 7, MAX_DAYS);
                    int limit = whole(fields, "limit", USUALLY_EXAMINED, MOST_EXAMINED);
                    return trial.run(draft, days, limit);
                })
                .flatMap(outcome -> Answer.ok(json -> write(json, outcome)));
    }

    private Mono<ServerResponse> publish(ServerRequest request) {
        String who = Calls.caller(request);
        return bodies.json(request, MAX_BODY)
                .map(JsonText::object)
                .flatMap(fields -> Calls.toItsEnd(publish(who, fields)))
                .flatMap(version -> Answer.of(
                        201,
                        headers -> headers.set("Location", "/v1/rules/" + version.version()),
                        json -> write(json, version, version.version(), true)));
    }

    private Mono<RuleVersion> publish(String who, JsonFields fields) {
        fields.requireOnly(Set.of("yaml", "note", "replaces"));
        String yaml = fields.text("yaml");
        parse(0, yaml);
        String note = note(fields);
        long replaces = fields.has("replaces") ? (long) fields.number("replaces") : -1;
        return current()
                .flatMap(current -> {
                    requireCurrent(replaces, current);
                    return add(yaml, who, note)
                            .flatMap(added -> inForce(current, added.version(), "publish", who, note)
                                    .thenReturn(added));
                });
    }

    /** Whoever publishes at the same moment takes one number, and this the next. */
    private Mono<RuleVersion> add(String yaml, String who, String note) {
        return Mono.defer(() -> store.latest(1).next())
                .map(latest -> new RuleVersion(latest.version() + 1, yaml, who, note, Instant.now()))
                .flatMap(next -> store.add(next).flatMap(added -> added ? Mono.just(next) : Mono.empty()))
                .repeatWhenEmpty(TRIES, empties -> empties)
                .onErrorMap(IllegalStateException.class, tooOften -> new ProblemException(FraudProblem.TOO_BUSY));
    }

    private Mono<ServerResponse> activate(ServerRequest request) {
        String who = Calls.caller(request);
        return Mono.zip(
                        version(request).flatMap(store::find),
                        bodies.json(request).map(JsonText::object),
                        current())
                .flatMap(all -> {
                    all.getT2().requireOnly(Set.of("note"));
                    String note = note(all.getT2());
                    int version = all.getT1().version();
                    return Calls.toItsEnd(inForce(all.getT3(), version, "rollback", who, note))
                            .then(Answer.ok(json -> write(json, all.getT1(), version, true)));
                })
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<Void> inForce(int from, int to, String action, String who, String note) {
        return versions.change(Versions.RULES, from, to)
                .flatMap(done -> done
                        ? store.note(new RuleChange(Instant.now(), action, to, from, who, note))
                        : Mono.error(new ProblemException(FraudProblem.RULES_CHANGED)))
                .then(look.get().onErrorComplete());
    }

    private Mono<Integer> current() {
        return versions.all().map(all -> all.getOrDefault(Versions.RULES, 1));
    }

    private static void requireCurrent(long replaces, int current) {
        if (replaces >= 0 && replaces != current) {
            throw new ProblemException(
                    FraudProblem.RULES_CHANGED, "replaces", "version " + current + " is in force");
        }
    }

    private static RuleBook parse(int version, String yaml) {
        try {
            return RuleBook.parse(version, yaml);
        } catch (RuleRefused refused) {
            throw new ProblemException(new Problem(
                    FraudProblem.INVALID_RULE,
                    refused.field(),
                    "line " + refused.line() + ": " + refused.getMessage(),
                    Map.of("line", Integer.toString(refused.line()))));
        }
    }

    private static Mono<Integer> version(ServerRequest request) {
        return Mono.justOrEmpty(Optional.of(request.pathVariable("version"))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf));
    }

    private static String note(JsonFields fields) {
        String note = fields.text("note");
        if (note.isBlank() || note.length() > MAX_NOTE) {
            throw Parameters.invalid("note", "\"note\" has to say why, in at most " + MAX_NOTE + " characters");
        }
        return note;
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

    private static void write(JsonGenerator json, RuleVersion version, int current, boolean withYaml) {
        json.writeStartObject();
        json.writeNumberProperty("version", version.version());
        json.writeBooleanProperty("current", version.version() == current);
        json.writeStringProperty("author", version.author());
        json.writeStringProperty("note", version.note());
        JsonWords.time(json, "createdAt", version.createdAt());
        if (withYaml) {
            json.writeStringProperty("yaml", version.yaml());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RuleChange change) {
        json.writeStartObject();
        JsonWords.time(json, "at", change.at());
        json.writeStringProperty("action", change.action());
        json.writeNumberProperty("version", change.version());
        json.writeNumberProperty("replaced", change.replaced());
        json.writeStringProperty("who", change.who());
        json.writeStringProperty("note", change.note());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, DraftTrial.Outcome outcome) {
        json.writeStartObject();
        json.writeNumberProperty("examined", outcome.examined());
        json.writeBooleanProperty("complete", outcome.complete());
        json.writeNumberProperty(
                "changed",
                outcome.changes().values().stream().mapToInt(Integer::intValue).sum());
        json.writeObjectPropertyStart("changes");
        outcome.changes().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeArrayPropertyStart("samples");
        for (DraftTrial.Change change : outcome.samples()) {
            json.writeStartObject();
            JsonWords.id(json, "paymentId", change.before().paymentId());
            json.writeStringProperty("payer", change.before().payer());
            json.writeObjectPropertyStart("before");
            json.writeNumberProperty("score", change.before().score());
            json.writeStringProperty("decision", change.before().decision().name());
            json.writeEndObject();
            json.writeObjectPropertyStart("after");
            json.writeNumberProperty("score", change.score());
            json.writeStringProperty("decision", change.decision().name());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** With the trial that belongs to them. */
    public static RuleCalls of(
            RuleStore store,
            Versions versions,
            io.groat.fraud.score.ScoreLists lists,
            io.groat.fraud.score.ScoreStore scores,
            io.groat.fraud.score.CurrentScorer current,
            Bodies bodies) {
        return new RuleCalls(store, versions, new DraftTrial(lists, scores, current), current::look, bodies);
    }
}
