package io.groat.router.rule;

import io.groat.engine.RuleEngine;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.problem.MoneyProblems;
import io.groat.rule.RuleFault;
import io.groat.rule.RuleRefusedException;
import io.groat.rule.StoredRule;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Cursor;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Makes and shows rules of one kind. A rule is never changed nor deleted: it gets a new version, which is in force on every
 * shard within two seconds; payments name those that they were judged by.
 *
 * @param <V> how one is shown
 */
final class RuleCalls<V extends Record> {

    private static final Access WRITE = Access.of(Scope.RULES, Role.ADMIN);
    static final Access READ = Access.of(Scope.RULES, Role.OPERATOR, Role.ANALYST, Role.ADMIN);
    private static final Query<String> VERSION = Query.matching(
            "version", "An older text of it, by its number", "[1-9][0-9]{0,8}", "has to be a number from 1 on");
    private static final Query<String> AFTER = Query.matching(
            "after",
            "Only where this version is in force, so that no other's change is undone unseen",
            "[1-9][0-9]{0,8}",
            "has to be a number from 1 on");
    private static final char CURSORS = 'R';

    private final RuleKind kind;
    private final RuleEngine engine;
    private final AuditLog audit;
    private final Bodies bodies;
    private final InstantSource clock;
    private final Class<V> view;
    private final Function<StoredRule, V> shown;

    RuleCalls(
            RuleKind kind,
            RuleEngine engine,
            AuditLog audit,
            Bodies bodies,
            InstantSource clock,
            Class<V> view,
            Function<StoredRule, V> shown) {
        this.kind = kind;
        this.engine = engine;
        this.audit = audit;
        this.bodies = bodies;
        this.clock = clock;
        this.view = view;
        this.shown = shown;
    }

    /**
     * The calls.
     *
     * @param path such as {@code /v1/wallet-types}
     * @param noun as operations name it
     * @param one as sentences name it
     * @param order what a request says
     */
    Routes routes(String path, String noun, String one, Class<? extends Record> order) {
        String group = "rules";
        return Routes.of(
                Route.post(path, WRITE)
                        .named(group, "create" + noun, "Makes " + one)
                        .takes(order)
                        .gives(201, view, "Made", HeaderField.LOCATION)
                        .refuses(MoneyProblems.onShards(kind.refusals(kind.exists())))
                        .by(this::create),
                Route.get(path, READ)
                        .named(group, "get" + noun + "s", "All that are in force, by name")
                        .query(Query.LIMIT, Query.CURSOR)
                        .givesPage(view)
                        .by(this::page),
                Route.get(path + "/{name}", READ)
                        .named(group, "get" + noun, "Shows " + one + ", as it is in force or as it was")
                        .path("name", "Its name")
                        .query(VERSION)
                        .gives(200, view, "It")
                        .refuses(MoneyProblems.code(kind.missing()))
                        .by(this::get),
                Route.get(path + "/{name}/versions", READ)
                        .named(group, "get" + noun + "Versions", "All that it has been, the newest first")
                        .path("name", "Its name")
                        .query(Query.LIMIT, Query.CURSOR)
                        .givesPage(view)
                        .refuses(MoneyProblems.code(kind.missing()))
                        .by(this::versions),
                Route.put(path + "/{name}", WRITE)
                        .named(group, "change" + noun, "Makes a new version of " + one)
                        .details(
                                "In force on every shard within two seconds. A text that says what is in force already makes"
                                        + " no new version.")
                        .path("name", "Its name")
                        .query(AFTER)
                        .takes(order)
                        .gives(200, view, "What is in force now")
                        .refuses(MoneyProblems.onShards(kind.refusals(kind.missing(), Refusal.RULE_CHANGED)))
                        .by(this::change));
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return read(request, null)
                .flatMap(draft -> engine.create(draft, kind.exists()))
                .delayUntil(made -> noted(request, made))
                .flatMap(made -> Answer.of(
                        201,
                        headers -> headers.setLocation(URI.create(request.path() + "/" + made.name())),
                        shown.apply(made)));
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        String said = AFTER.of(request);
        Integer after = said == null ? null : Integer.valueOf(said);
        return read(request, request.pathVariable("name"))
                .flatMap(draft -> engine.change(draft, after, kind.missing()))
                .delayUntil(made -> noted(request, made))
                .flatMap(made -> Answer.ok(shown.apply(made)));
    }

    private Mono<StoredRule> read(ServerRequest request, @Nullable String name) {
        String by = Permit.of(request).caller().text();
        return bodies.json(request)
                .map(body ->
                        kind.read(body, name, engine.book(), clock.instant().truncatedTo(ChronoUnit.MICROS), by))
                .onErrorMap(RuleRefusedException.class, RuleCalls::problem);
    }

    /** The first fault's place, and in its detail all of them. */
    private static ProblemException problem(RuleRefusedException refused) {
        RuleFault first = refused.faults().get(0);
        boolean malformed = first.field().isEmpty();
        return new ProblemException(new Problem(
                malformed ? WebProblem.MALFORMED_JSON : WebProblem.INVALID_FIELD,
                malformed ? null : first.field(),
                refused.getMessage(),
                Map.of("line", Integer.toString(first.line()))));
    }

    private Mono<Void> noted(ServerRequest request, StoredRule rule) {
        return audit.tryAppend(AuditEntry.done(request.exchange(), kind + "_SET", null)
                .on(kind + ":" + rule.name())
                .saying("version " + rule.version()));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        String version = VERSION.of(request);
        return all(request)
                .flatMap(all -> Mono.justOrEmpty(all.stream()
                        .filter(rule -> version == null || rule.version() == Integer.parseInt(version))
                        .findFirst()))
                .switchIfEmpty(Mono.error(this::missing))
                .flatMap(found -> Answer.ok(shown.apply(found)));
    }

    private Mono<ServerResponse> versions(ServerRequest request) {
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, CURSORS);
        return all(request)
                .map(all -> all.stream()
                        .filter(rule -> cursor == null || rule.version() < cursor.seq())
                        .limit(limit + 1L)
                        .toList())
                .flatMap(rules -> page(rules, limit, last -> last.version()));
    }

    /** All versions of the rule that the path names. */
    private Mono<List<StoredRule>> all(ServerRequest request) {
        List<StoredRule> all = engine.versions(kind.stored(), request.pathVariable("name"));
        return all.isEmpty() ? Mono.error(missing()) : Mono.just(all);
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, CURSORS);
        List<StoredRule> inForce = engine.inForce(kind.stored());
        int begin = cursor == null ? 0 : Math.toIntExact(Math.min(cursor.seq(), inForce.size()));
        List<StoredRule> found = inForce.stream().skip(begin).limit(limit + 1L).toList();
        return page(found, limit, last -> begin + limit);
    }

    private Mono<ServerResponse> page(List<StoredRule> found, int limit, Function<StoredRule, Integer> place) {
        return Answer.ok(Page.of(found, limit, last -> new Cursor(CURSORS, new UUID(0, 0), place.apply(last)))
                .json(view, shown));
    }

    private RefusedException missing() {
        return new RefusedException(Refused.of(kind.missing(), "name"));
    }
}
