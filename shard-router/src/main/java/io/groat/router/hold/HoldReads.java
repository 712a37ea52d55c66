package io.groat.router.hold;

import io.groat.engine.HoldEngine;
import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
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
import java.util.function.Predicate;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows holds to both sides of them. */
final class HoldReads {

    private static final Access READ =
            Access.of(Scope.TRANSFERS_READ, Role.USER, Role.OPERATOR, Role.ANALYST, Role.ADMIN);
    private static final OwnerQuery OWNER = OwnerQuery.of("Only those that this user pays or gets");
    private static final Query<HoldStatus> STATUS = Query.oneOf(
            "status",
            "Only those of that status",
            HoldStatus.class,
            "has to be one of " + List.of(HoldStatus.values()));
    private static final NewestFirst<Hold> NEWEST = new NewestFirst<>('H', Hold::id);

    private final HoldEngine engine;

    HoldReads(HoldEngine engine) {
        this.engine = engine;
    }

    Routes routes() {
        return Routes.of(
                Route.get("/v1/holds/{id}", READ)
                        .named("holds", "getHold", "Shows a hold, and its captures")
                        .details("To both sides of it.")
                        .path("id", "The hold's id")
                        .gives(200, HoldView.class, "The hold")
                        .refuses(MoneyProblems.onShards(Refusal.HOLD_NOT_FOUND))
                        .by(this::get),
                Route.get("/v1/holds", READ)
                        .named("holds", "getHolds", "Holds, newest first")
                        .query(OWNER.query(), STATUS, Query.LIMIT, Query.CURSOR)
                        .givesPage(HoldView.class)
                        .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_NOT_FOUND))
                        .by(this::page));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return found(request)
                .flatMap(hold -> engine.captures(hold).map(captures -> HoldView.of(hold, captures)))
                .flatMap(Answer::ok);
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        return NEWEST.answer(
                request,
                (before, limit) -> engine.page(OWNER.of(request), STATUS.of(request), before, limit),
                HoldView.class,
                hold -> HoldView.of(hold, null));
    }

    /** The hold that a path names, to who is on either side of it. */
    Mono<Hold> found(ServerRequest request) {
        UUID id = Parameters.id(request, "id")
                .filter(named -> SlottedId.is(SlottedId.Kind.HOLD, named))
                .orElseThrow(HoldReads::notFound);
        Permit permit = Permit.of(request);
        Predicate<Hold> isThere = hold -> isPayer(hold, permit) || isPayee(hold, permit);
        return engine.find(id).filter(isThere).switchIfEmpty(Mono.error(HoldReads::notFound));
    }

    static boolean isPayer(Hold hold, Permit permit) {
        return permit.covers(hold.payerUser());
    }

    /** A payee who was named by user is that user, be the account known or not. */
    static boolean isPayee(Hold hold, Permit permit) {
        String user = hold.payeeUser();
        return permit.covers(user == null ? hold.payeeRef().text() : user);
    }

    private static RefusedException notFound() {
        return new RefusedException(Refused.of(Refusal.HOLD_NOT_FOUND, "id"));
    }
}
