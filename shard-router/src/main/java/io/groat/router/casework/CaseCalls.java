package io.groat.router.casework;

import io.groat.casework.CaseKind;
import io.groat.casework.CaseStatus;
import io.groat.casework.CaseStore.CaseFilter;
import io.groat.casework.MoneyCase;
import io.groat.engine.CaseEngine;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditEntry.Outcome;
import io.groat.router.audit.AuditLog;
import io.groat.router.http.NewestFirst;
import io.groat.router.problem.MoneyProblems;
import io.groat.shard.SlottedId;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows cases, and takes what people decide on them. */
final class CaseCalls {

    private static final Access WRITE = Access.of(Scope.FUNDING, Role.OPERATOR, Role.ADMIN);
    private static final Access READ = Access.of(Scope.TRANSFERS_READ, Role.OPERATOR, Role.ANALYST, Role.ADMIN);
    private static final Query<CaseStatus> STATUS = Query.oneOf(
            "status",
            "Only those of that status",
            CaseStatus.class,
            "has to be one of " + List.of(CaseStatus.values()));
    private static final Query<CaseKind> KIND = Query.oneOf(
            "kind", "Only those of that kind", CaseKind.class, "has to be one of " + List.of(CaseKind.values()));
    private static final Query<String> GATEWAY = Query.text("gateway", "Only those on that gateway's money");

    private static final Query<UUID> ITEM = Query.id("itemId", "Only those about that order, payout or dispute");

    private static final NewestFirst<MoneyCase> NEWEST = new NewestFirst<>('M', MoneyCase::id);

    private final CaseEngine engine;
    private final AuditLog audit;
    private final Bodies bodies;

    CaseCalls(CaseEngine engine, AuditLog audit, Bodies bodies) {
        this.engine = engine;
        this.audit = audit;
        this.bodies = bodies;
    }

    Routes routes() {
        return Routes.of(
                Route.get("/v1/cases", READ)
                        .named("cases", "getCases", "Cases, newest first")
                        .query(STATUS, KIND, GATEWAY, ITEM, Query.LIMIT, Query.CURSOR)
                        .givesPage(CaseView.class)
                        .refuses(MoneyProblems.onShards())
                        .by(this::page),
                Route.get("/v1/cases/{id}", READ)
                        .named("cases", "getCase", "Shows a case, and what may be decided")
                        .path("id", "The case's id")
                        .gives(200, CaseView.class, "The case")
                        .refuses(MoneyProblems.onShards(Refusal.CASE_NOT_FOUND))
                        .by(request -> engine.find(id(request))
                                .switchIfEmpty(Mono.error(CaseCalls::notFound))
                                .flatMap(found -> Answer.ok(CaseView.of(found)))),
                Route.post("/v1/cases/{id}/claim", WRITE)
                        .named("cases", "claimCase", "Takes a case for 15 minutes")
                        .details("Nobody else gets it meanwhile. Who has it may take it again, for another 15 minutes.")
                        .path("id", "The case's id")
                        .gives(200, CaseView.class, "It is the caller's")
                        .refuses(MoneyProblems.onShards(
                                Refusal.CASE_NOT_FOUND, Refusal.CASE_CLAIMED, Refusal.CASE_CLOSED))
                        .by(request -> answered(request, engine::claim)),
                Route.post("/v1/cases/{id}/release", WRITE)
                        .named("cases", "releaseCase", "Lets go of a case")
                        .path("id", "The case's id")
                        .gives(200, CaseView.class, "It is nobody's")
                        .refuses(MoneyProblems.onShards(
                                Refusal.CASE_NOT_FOUND, Refusal.CASE_CLAIMED, Refusal.CASE_NOT_CLAIMED))
                        .by(request -> answered(request, engine::release)),
                Route.post("/v1/cases/{id}/decide", WRITE)
                        .named("cases", "decideCase", "Decides on a case")
                        .details(
                                "For who has claimed it. Its money moves once, however often this is sent. Where the ledger"
                                        + " refuses, the case is open again, and its `trouble` says why.")
                        .path("id", "The case's id")
                        .takes(CaseOrder.class)
                        .gives(200, CaseView.class, "The case as it stands then")
                        .refuses(MoneyProblems.onShards(
                                Refusal.CASE_NOT_FOUND,
                                Refusal.CASE_CLAIMED,
                                Refusal.CASE_NOT_CLAIMED,
                                Refusal.CASE_CLOSED,
                                Refusal.CASE_ACTION_NOT_POSSIBLE))
                        .by(bodies, this::decide));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        CaseFilter filter = new CaseFilter(STATUS.of(request), KIND.of(request), GATEWAY.of(request), ITEM.of(request));
        return NEWEST.answer(
                request, (before, limit) -> engine.page(filter, before, limit), CaseView.class, CaseView::of);
    }

    private static Mono<ServerResponse> answered(
            ServerRequest request, BiFunction<UUID, String, Mono<MoneyCase>> step) {
        return step.apply(id(request), who(request)).flatMap(found -> Answer.ok(CaseView.of(found)));
    }

    private Mono<ServerResponse> decide(ServerRequest request, Mono<CaseOrder> body) {
        UUID id = id(request);
        return body.flatMap(order -> engine.decide(id, who(request), order.action(), order.note())
                .delayUntil(stands -> audited(request, order, stands))
                .flatMap(stands -> Answer.ok(CaseView.of(stands))));
    }

    private Mono<Void> audited(ServerRequest request, CaseOrder order, MoneyCase stands) {
        AuditEntry entry = AuditEntry.done(request.exchange(), "CASE_DECIDED_" + order.action(), null)
                .on("case:" + stands.id())
                .saying(order.note());
        return audit.tryAppend(stands.trouble() == null ? entry : entry.ended(Outcome.REFUSED));
    }

    private static String who(ServerRequest request) {
        return Permit.of(request).caller().text();
    }

    private static UUID id(ServerRequest request) {
        return Parameters.id(request, "id")
                .filter(named -> SlottedId.is(SlottedId.Kind.CASE, named))
                .orElseThrow(CaseCalls::notFound);
    }

    private static RefusedException notFound() {
        return new RefusedException(Refused.of(Refusal.CASE_NOT_FOUND, "id"));
    }
}
