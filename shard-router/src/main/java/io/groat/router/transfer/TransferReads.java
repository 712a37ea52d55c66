package io.groat.router.transfer;

import io.groat.engine.RefundEngine;
import io.groat.engine.TransferReader;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.http.OwnerQuery;
import io.groat.router.problem.MoneyProblems;
import io.groat.router.transfer.TransferView.TransferEventView;
import io.groat.shard.SlottedId;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferEvent;
import io.groat.transfer.TransferFilter;
import io.groat.transfer.TransferStatus;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.List;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows transfers: one, or a page. */
public final class TransferReads {

    private static final OwnerQuery OWNER = OwnerQuery.of("Only those that this user pays or gets");
    private static final Query<TransferStatus> STATUS = Query.oneOf(
            "status",
            "Only those of that status",
            TransferStatus.class,
            "has to be one of " + List.of(TransferStatus.values()));

    private static final char CURSORS = 'T';
    private static final Access READ =
            Access.of(Scope.TRANSFERS_READ, Role.USER, Role.OPERATOR, Role.ANALYST, Role.ADMIN);

    private final TransferReader reader;
    private final RefundEngine refunds;

    public TransferReads(TransferReader reader, RefundEngine refunds) {
        this.reader = reader;
        this.refunds = refunds;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/transfers/{id}", READ)
                        .named("transfers", "getTransfer", "Shows a transfer")
                        .details(
                                "Its payer sees it as it is; its payee, once it has arrived. How much of it was given back"
                                        + " stands in it where the payee's shard can be asked.")
                        .path("id", "The transfer's id")
                        .gives(200, TransferView.class, "The transfer")
                        .refuses(MoneyProblems.onShards(Refusal.TRANSFER_NOT_FOUND))
                        .by(this::get),
                Route.get("/v1/transfers/{id}/events", READ)
                        .named("transfers", "getTransferEvents", "Shows the events of a transfer, oldest first")
                        .details(
                                "Those that were published, or will be, under the same ids; however old the transfer is."
                                        + " Who may see the transfer may see them.")
                        .path("id", "The transfer's id")
                        .query()
                        .givesPage(TransferEventView.class)
                        .refuses(MoneyProblems.onShards(Refusal.TRANSFER_NOT_FOUND))
                        .by(this::events),
                Route.get("/v1/transfers", READ)
                        .named("transfers", "getTransfers", "Transfers, newest first")
                        .query(OWNER.query(), STATUS, Query.FROM, Query.TO, Query.LIMIT, Query.CURSOR)
                        .givesPage(TransferView.class)
                        .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_NOT_FOUND))
                        .by(this::page));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        Permit reader = Permit.of(request);
        return found(request)
                .flatMap(transfer -> total(transfer)
                        .flatMap(total -> Answer.ok(json -> TransferJson.write(json, transfer, reader, total)))
                        .switchIfEmpty(
                                Mono.defer(() -> Answer.ok(json -> TransferJson.write(json, transfer, reader)))));
    }

    /** How much of it was given back; empty where nothing can be, or its payee's shard can't say. */
    private Mono<RefundTotal> total(Transfer transfer) {
        return RefundEngine.isRefundable(transfer)
                ? refunds.total(transfer).onErrorComplete(RefusedException.class)
                : Mono.empty();
    }

    /** Told from the transfer's row, which stays: those of a payment of years ago as those of now. */
    private Mono<ServerResponse> events(ServerRequest request) {
        return found(request)
                .map(TransferEvent::of)
                .flatMap(events -> Answer.ok(new Page<>(events, null).json(TransferJson::write)));
    }

    private Mono<Transfer> found(ServerRequest request) {
        return reader.find(id(request))
                .filter(transfer -> isThere(transfer, Permit.of(request)))
                .switchIfEmpty(Mono.error(TransferReads::notFound));
    }

    /** The id that a request's path names; TRANSFER_NOT_FOUND when it can be no transfer's. */
    public static UUID id(ServerRequest request) {
        return Parameters.id(request, "id")
                .filter(named -> SlottedId.is(SlottedId.Kind.TRANSFER, named))
                .orElseThrow(TransferReads::notFound);
    }

    /** Its payer sees it as it is; its payee, once it has arrived. */
    public static boolean isThere(Transfer transfer, Permit permit) {
        String payee = transfer.payeeUser();
        return permit.covers(transfer.payerUser())
                || (payee != null && permit.covers(payee) && transfer.status() == TransferStatus.COMPLETED);
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        int limit = Parameters.limit(request);
        TransferFilter filter = filter(request, limit + 1);
        return reader.page(filter)
                .map(transfers -> Page.of(transfers, limit, TransferReads::after))
                .flatMap(page -> Answer.ok(
                        page.json((json, transfer) -> TransferJson.write(json, transfer, Permit.of(request)))));
    }

    private static TransferFilter filter(ServerRequest request, int limit) {
        Cursor cursor = Cursor.of(request, CURSORS);
        return new TransferFilter(
                OWNER.of(request),
                STATUS.of(request),
                Query.FROM.of(request),
                Query.TO.of(request),
                cursor == null ? null : cursor.id(),
                limit);
    }

    private static Cursor after(Transfer last) {
        return new Cursor(CURSORS, last.id(), 0);
    }

    private static RefusedException notFound() {
        return new RefusedException(Refused.of(Refusal.TRANSFER_NOT_FOUND, "id"));
    }
}
