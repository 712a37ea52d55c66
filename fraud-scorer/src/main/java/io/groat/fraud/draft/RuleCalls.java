package io.groat.fraud.draft;

import io.groat.fraud.draft.RuleViews.RuleChangeView;
import io.groat.fraud.draft.RuleViews.RuleVersionView;
import io.groat.fraud.draft.RuleViews.RulesView;
import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.rule.RuleRefused;
import io.groat.fraud.rule.RuleSet;
import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.rule.RuleVersion;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Page;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import io.groat.web.shape.NotBlank;
import io.groat.web.shape.Range;
import io.groat.web.shape.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reads, publishes and rolls back rules. What is published is in force everywhere within some two seconds. */
final class RuleCalls {

    static final DataSize MAX_BODY = DataSize.ofKilobytes(128);

    static final int MAX_NOTE = 500;
    private static final int LATEST = 100;

    private static final String VERSION = "The number of a version";

    /** Rules to publish. */
    @Doc("Rules to publish")
    record RulesToPublish(
            @Doc(example = RulesExample.YAML) String yaml,

            @Doc(value = "Why", example = "stricter")
            @Text(
                    max = MAX_NOTE,
                    fits = NotBlank.class,
                    says = "has to say why, in at most " + MAX_NOTE + " characters")
            String note,

            @Doc(value = "The version that they are made from; refused when another is in force", example = "1")
            @Range(min = 1, max = Integer.MAX_VALUE, says = "has to be a version's number")
            @Nullable
            Integer replaces) {}

    /** Why. */
    @Doc("Why an earlier version comes into force again")
    record RuleNote(
            @Doc(example = "back again")
            @Text(
                    max = MAX_NOTE,
                    fits = NotBlank.class,
                    says = "has to say why, in at most " + MAX_NOTE + " characters")
            String note) {}

    private final RuleStore store;
    private final RuleActivation activating;
    private final Bodies bodies;

    public RuleCalls(RuleStore store, RuleActivation activating, Bodies bodies) {
        this.store = store;
        this.activating = activating;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/rules", Calls.READS)
                        .named("rules", "getRules", "The latest versions of the rules")
                        .gives(200, RulesView.class, "Without the rules themselves")
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(this::all),
                Route.post("/v1/rules", Calls.DECIDES)
                        .named("rules", "publishRules", "Publishes rules")
                        .details("In force everywhere within some two seconds.")
                        .takes(RulesToPublish.class)
                        .gives(201, RuleVersionView.class, "In force", HeaderField.LOCATION)
                        .refuses(FraudProblem.INVALID_RULE, FraudProblem.RULES_CHANGED, FraudProblem.STORE_UNAVAILABLE)
                        .by(bodies, MAX_BODY, this::publish),
                Route.get("/v1/rules/history", Calls.READS)
                        .named("rules", "getRuleHistory", "Which rules came into force when")
                        .givesPage(RuleChangeView.class)
                        .refuses(FraudProblem.STORE_UNAVAILABLE)
                        .by(this::history),
                Route.get("/v1/rules/{version}", Calls.READS)
                        .named("rules", "getRuleVersion", "A version of the rules")
                        .path("version", VERSION)
                        .gives(200, RuleVersionView.class, "The rules")
                        .refuses(WebProblem.NOT_FOUND, FraudProblem.STORE_UNAVAILABLE)
                        .by(this::one),
                Route.post("/v1/rules/{version}/activate", Calls.DECIDES)
                        .named("rules", "activateRules", "Brings an earlier version of the rules into force again")
                        .path("version", VERSION)
                        .takes(RuleNote.class)
                        .gives(200, RuleVersionView.class, "In force")
                        .refuses(WebProblem.NOT_FOUND, FraudProblem.RULES_CHANGED, FraudProblem.STORE_UNAVAILABLE)
                        .by(bodies, this::activate));
    }

    private Mono<ServerResponse> all(ServerRequest request) {
        return Mono.zip(store.latest(LATEST).collectList(), activating.current(), RuleCalls::list)
                .flatMap(Answer::ok);
    }

    private static RulesView list(List<RuleVersion> found, int current) {
        return new RulesView(
                current,
                found.stream()
                        .map(version -> RuleVersionView.listed(version, current))
                        .toList(),
                null);
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return version(request)
                .zipWith(activating.current(), RuleVersionView::whole)
                .flatMap(Answer::ok);
    }

    private Mono<ServerResponse> history(ServerRequest request) {
        return store.history(LATEST)
                .collectList()
                .flatMap(
                        changes -> Answer.ok(new Page<>(changes, null).json(RuleChangeView.class, RuleChangeView::of)));
    }

    private Mono<ServerResponse> publish(ServerRequest request, Mono<RulesToPublish> body) {
        String who = Calls.caller(request);
        return body.flatMap(given -> {
                    parse(given.yaml());
                    return Calls.toItsEnd(activating.publish(given.yaml(), who, given.note(), given.replaces()));
                })
                .flatMap(version -> Answer.of(
                        201,
                        headers -> headers.set("Location", "/v1/rules/" + version.version()),
                        RuleVersionView.whole(version, version.version())));
    }

    private Mono<ServerResponse> activate(ServerRequest request, Mono<RuleNote> body) {
        String who = Calls.caller(request);
        return Mono.zip(version(request), body)
                .flatMap(both -> Calls.toItsEnd(
                        activating.rollBack(both.getT1(), who, both.getT2().note())))
                .flatMap(version -> Answer.ok(RuleVersionView.whole(version, version.version())));
    }

    /** @throws ProblemException with the field and the line at fault */
    static RuleSet parse(String yaml) {
        try {
            return RuleSet.parse(0, yaml);
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
}
