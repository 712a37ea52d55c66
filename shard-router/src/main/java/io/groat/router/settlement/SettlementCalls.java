package io.groat.router.settlement;

import io.groat.engine.SettlementEngine;
import io.groat.refusal.Refusal;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.http.NewestFirst;
import io.groat.router.problem.MoneyProblems;
import io.groat.router.settlement.SettlementIntake.Taken;
import io.groat.settlement.Outcome;
import io.groat.settlement.Settlement;
import io.groat.settlement.SettlementRow;
import io.groat.shard.SlottedId;
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
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes settlement files, and shows what became of them. */
final class SettlementCalls {

    static final MediaType CSV = MediaType.parseMediaType("text/csv");

    private static final Access WRITE = Access.of(Scope.FUNDING, Role.OPERATOR, Role.ADMIN);
    private static final Access READ = Access.of(Scope.TRANSFERS_READ, Role.OPERATOR, Role.ANALYST, Role.ADMIN);
    private static final Query<String> GATEWAY =
            Query.text("gateway", "Whose file it is: its name in the configuration");
    private static final String FROM_LINE_SAYS = "has to be the number of a line";
    private static final Query<String> OF_GATEWAY = Query.text("gateway", "Only those of that gateway");
    private static final Query<String> NAME = Query.matching(
            "name", "What the file is called", "[ -~]{1,200}", "has to be 1 to 200 printable ASCII characters");
    private static final Query<Settlement.Status> STATUS = Query.oneOf(
            "status",
            "Only those of that status",
            Settlement.Status.class,
            "has to be one of " + List.of(Settlement.Status.values()));
    private static final Query<Outcome> OUTCOME = Query.oneOf(
            "outcome", "Only rows that became that", Outcome.class, "has to be one of " + List.of(Outcome.values()));

    private static final Query<Long> FROM_LINE = Query.whole(
                    "fromLine", "Only rows from that line of the file on", FROM_LINE_SAYS)
            .checked(line -> line > 0 && line <= Integer.MAX_VALUE, FROM_LINE_SAYS);

    private static final NewestFirst<Settlement> NEWEST = new NewestFirst<>('S', Settlement::id);
    private static final Set<SlottedId.Kind> SETTLED =
            Set.of(SlottedId.Kind.ORDER, SlottedId.Kind.PAYOUT, SlottedId.Kind.DISPUTE);

    private static final char ROW_CURSORS = 'L';

    private final SettlementEngine engine;
    private final SettlementIntake intake;
    private final SettlementUploads uploads;
    private final AuditLog audit;

    SettlementCalls(SettlementEngine engine, SettlementIntake intake, SettlementUploads uploads, AuditLog audit) {
        this.engine = engine;
        this.intake = intake;
        this.uploads = uploads;
        this.audit = audit;
    }

    Routes routes() {
        return Routes.of(
                Route.post("/v1/settlements", WRITE)
                        .named("settlements", "takeSettlement", "Takes a gateway's settlement file")
                        .details(
                                "The whole file is read before anything of it is booked: where something is wrong with it"
                                        + " nothing is. Once answered its rows are booked, each once, whatever happens. The same bytes"
                                        + " again change nothing and give the settlement that they are. A file has up to 256 MB, unless"
                                        + " the router is set otherwise; texts of up to 1000 characters; lines of up to 4000.")
                        .query(GATEWAY.needed(), NAME)
                        .takesText(CSV)
                        .gives(202, SettlementView.class, "Taken", HeaderField.LOCATION)
                        .gives(200, SettlementView.class, "It was taken before", HeaderField.LOCATION)
                        .refuses(MoneyProblems.onShards(Refusal.SETTLEMENT_UNREADABLE))
                        .refuses(WebProblem.OVERLOADED)
                        .by(this::take),
                Route.get("/v1/settlements", READ)
                        .named("settlements", "getSettlements", "Settlements, newest first")
                        .query(OF_GATEWAY, STATUS, Query.LIMIT, Query.CURSOR)
                        .givesPage(SettlementView.class)
                        .refuses(MoneyProblems.onShards())
                        .by(this::page),
                Route.get("/v1/settlements/transit", READ)
                        .named("settlements", "getTransit", "What gateways have of ours, and since when")
                        .details(
                                "A gateway's transit account is zero when all is settled; the report says why it is not."
                                        + " Fails where a shard can't be asked.")
                        .gives(200, TransitView.class, "The report")
                        .refuses(MoneyProblems.onShards())
                        .by(request -> engine.transit().flatMap(all -> Answer.ok(TransitView.of(all)))),
                Route.get("/v1/settled/{itemId}", READ)
                        .named("settlements", "getSettledOf", "What settles an order's payments, a payout or a dispute")
                        .path("itemId", "The order's, the payout's or the dispute's id")
                        .givesPage(SettledItemView.class)
                        .refuses(WebProblem.NOT_FOUND)
                        .refuses(MoneyProblems.onShards())
                        .by(this::settledOf),
                Route.get("/v1/settlements/{id}", READ)
                        .named("settlements", "getSettlement", "Shows a settlement, and what became of its rows")
                        .path("id", "The settlement's id")
                        .gives(200, SettlementView.class, "The settlement")
                        .refuses(MoneyProblems.onShards(Refusal.SETTLEMENT_NOT_FOUND))
                        .by(this::get),
                Route.get("/v1/settlements/{id}/rows", READ)
                        .named("settlements", "getSettlementRows", "The rows of a settlement's file, in its order")
                        .path("id", "The settlement's id")
                        .query(OUTCOME, FROM_LINE, Query.LIMIT, Query.CURSOR)
                        .givesPage(SettlementRowView.class)
                        .refuses(MoneyProblems.onShards(Refusal.SETTLEMENT_NOT_FOUND))
                        .by(this::rows));
    }

    private Mono<ServerResponse> take(ServerRequest request) {
        Bodies.requireType(request.exchange().getRequest(), CSV);
        String gateway = GATEWAY.of(request);
        if (gateway == null || !engine.knows(gateway)) {
            throw Parameters.invalid("gateway", "\"gateway\" has to be the name of a gateway that is configured");
        }
        String name = NAME.of(request);
        String taker = Permit.of(request).caller().text();
        return uploads.with(request.exchange().getRequest(), file -> intake.take(gateway, name, file, taker))
                .delayUntil(taken -> audited(request, taken))
                .flatMap(taken -> Answer.of(
                        taken.replayed() ? 200 : 202,
                        headers -> headers.setLocation(URI.create(
                                "/v1/settlements/" + taken.settlement().id())),
                        SettlementView.of(taken.settlement())));
    }

    private Mono<Void> audited(ServerRequest request, Taken taken) {
        Settlement settlement = taken.settlement();
        return taken.replayed()
                ? Mono.empty()
                : audit.tryAppend(AuditEntry.done(request.exchange(), "SETTLEMENT_TAKEN", null)
                        .on("settlement:" + settlement.id())
                        .saying(settlement.gateway() + ", " + settlement.rows() + " rows, " + settlement.sha256()));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        return NEWEST.answer(
                request,
                (before, limit) -> engine.page(OF_GATEWAY.of(request), STATUS.of(request), before, limit),
                SettlementView.class,
                SettlementView::of);
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return found(request)
                .flatMap(settlement -> Mono.zip(
                        engine.sums(settlement.id()),
                        engine.transfers(settlement.id(), SettlementView.MOST_TRANSFERS),
                        (outcomes, transfers) -> SettlementView.of(settlement, outcomes, transfers)))
                .flatMap(Answer::ok);
    }

    private Mono<Settlement> found(ServerRequest request) {
        UUID id = Parameters.id(request, "id")
                .filter(named -> SlottedId.is(SlottedId.Kind.SETTLEMENT, named))
                .orElseThrow(SettlementEngine::notFound);
        return engine.find(id).switchIfEmpty(Mono.error(SettlementEngine::notFound));
    }

    private Mono<ServerResponse> settledOf(ServerRequest request) {
        UUID item = Parameters.id(request, "itemId")
                .filter(named -> SETTLED.stream().anyMatch(kind -> SlottedId.is(kind, named)))
                .orElseThrow(() -> new ProblemException(
                        WebProblem.NOT_FOUND, "itemId", "Only an order, a payout or a dispute is settled"));
        return engine.settledOf(item)
                .flatMap(found -> Answer.ok(new Page<>(found, null).json(SettledItemView.class, SettledItemView::of)));
    }

    private Mono<ServerResponse> rows(ServerRequest request) {
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, ROW_CURSORS);
        Long from = FROM_LINE.of(request);
        int before = from == null ? 0 : Math.toIntExact(from - 1);
        int after = cursor == null ? before : Math.max(before, (int) cursor.seq());
        return found(request)
                .flatMap(settlement -> engine.rows(settlement.id(), OUTCOME.of(request), after, limit + 1)
                        .map(rows ->
                                Page.of(rows, limit, last -> new Cursor(ROW_CURSORS, settlement.id(), last.line()))))
                .flatMap(rows -> Answer.ok(
                        rows.json(SettlementRowView.class, (SettlementRow row) -> SettlementRowView.of(row))));
    }
}
