package io.groat.router.dispute;

import io.groat.dispute.Dispute;
import io.groat.dispute.DisputeStatus;
import io.groat.engine.DisputeEngine;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.http.NewestFirst;
import io.groat.router.http.OwnerQuery;
import io.groat.router.problem.MoneyProblems;
import io.groat.shard.SlottedId;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.List;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows disputes: to who was paid, and to those who work here. Answers go to the gateway itself. */
final class DisputeCalls {

    private static final Access READ =
            Access.of(Scope.TRANSFERS_READ, Role.USER, Role.OPERATOR, Role.ANALYST, Role.ADMIN);
    private static final OwnerQuery OWNER = OwnerQuery.of("Only those about this user's orders");
    private static final Query<UUID> ORDER = Query.id("orderId", "Only those about that order");
    private static final Query<DisputeStatus> STATUS = Query.oneOf(
            "status",
            "Only those of that status",
            DisputeStatus.class,
            "has to be one of " + List.of(DisputeStatus.values()));
    private static final NewestFirst<Dispute> NEWEST = new NewestFirst<>('Q', Dispute::id);

    private final DisputeEngine engine;

    DisputeCalls(DisputeEngine engine) {
        this.engine = engine;
    }

    Routes routes() {
        return Routes.of(
                Route.get("/v1/disputes/{id}", READ)
                        .named("disputes", "getDispute", "Shows a dispute")
                        .path("id", "The dispute's id")
                        .gives(200, DisputeView.class, "It")
                        .refuses(MoneyProblems.onShards(Refusal.DISPUTE_NOT_FOUND))
                        .by(this::get),
                Route.get("/v1/disputes", READ)
                        .named("disputes", "getDisputes", "Disputes, newest first")
                        .query(OWNER.query(), ORDER, STATUS, Query.LIMIT, Query.CURSOR)
                        .givesPage(DisputeView.class)
                        .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_NOT_FOUND))
                        .by(this::page));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        Permit permit = Permit.of(request);
        return Mono.justOrEmpty(
                        Parameters.id(request, "id").filter(named -> SlottedId.is(SlottedId.Kind.DISPUTE, named)))
                .flatMap((UUID id) -> engine.find(id))
                .filter(one -> permit.covers(one.payeeUser()))
                .switchIfEmpty(Mono.error(() -> new RefusedException(Refused.of(Refusal.DISPUTE_NOT_FOUND, "id"))))
                .flatMap(one -> Answer.ok(DisputeView.of(one)));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        return NEWEST.answer(
                request,
                (before, limit) -> engine.page(OWNER.of(request), ORDER.of(request), STATUS.of(request), before, limit),
                DisputeView.class,
                DisputeView::of);
    }
}
