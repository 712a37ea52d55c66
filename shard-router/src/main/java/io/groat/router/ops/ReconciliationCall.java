package io.groat.router.ops;

import io.groat.reconcile.Reconciler;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.problem.MoneyProblems;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Checks the books of all shards and shows what was found. 503 when a shard is away, for then nothing can be said. */
final class ReconciliationCall {

    private final Reconciler reconciler;

    public ReconciliationCall(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    public Route route() {
        return Route.get("/v1/reconciliation", Access.of(Scope.OPERATIONS, Role.OPERATOR, Role.ADMIN, Role.SERVICE))
                .named("operations", "reconcile", "Checks that money is conserved")
                .details(
                        "Reads every entry of every shard on one consistent cut while traffic runs. Balanced means: all"
                                + " entries of a shard sum to zero, each balance is the sum of its account's entries, and the"
                                + " clearing accounts hold exactly what is in flight.")
                .gives(200, ReconciliationView.class, "What was found; look at `balanced`")
                .refuses(MoneyProblems.onShards())
                .by(this::check);
    }

    private Mono<ServerResponse> check(ServerRequest request) {
        return reconciler
                .check()
                .onErrorMap(
                        failure -> !(failure instanceof RefusedException),
                        failure -> new RefusedException(
                                new Refused(Refusal.SHARD_UNAVAILABLE, null, "A shard could not be read to its end"),
                                failure))
                .flatMap(found -> Answer.ok(ReconciliationView.of(found)));
    }
}
