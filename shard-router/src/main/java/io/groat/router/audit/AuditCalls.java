package io.groat.router.audit;

import io.groat.account.UserIds;
import io.groat.router.problem.MoneyProblems;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.shape.Doc;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows the audit log to admins, and whether its chains hold. */
final class AuditCalls {

    private static final Access ADMINS = Access.of(Scope.AUDIT, Role.ADMIN);
    private static final String WORD = "[!-~]{1,80}";
    private static final String WORD_SAYS = "has to be 1 to 80 visible ASCII characters";
    private static final Query<String> USER =
            Query.text("userId", "Only what is about this user").checked(UserIds::isUserId, "is not a user's id");
    private static final Query<String> ACTOR = Query.matching(
            "actor", "Only what this caller did, as in `user:alice` or `api_key:0123456789abcdef`", WORD, WORD_SAYS);
    private static final Query<String> ACTION = Query.matching("action", "Only acts of that name", WORD, WORD_SAYS);
    private static final Query<AuditEntry.Outcome> OUTCOME =
            Query.oneOf("outcome", "Only what ended so", AuditEntry.Outcome.class, "has to be DONE, REFUSED or FAILED");
    private static final char CURSORS = 'A';

    private final AuditLog log;

    public AuditCalls(AuditLog log) {
        this.log = log;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/audit", ADMINS)
                        .named("access", "getAudit", "What was done by whom, newest first")
                        .query(USER, ACTOR, ACTION, OUTCOME, Query.FROM, Query.TO, Query.LIMIT, Query.CURSOR)
                        .givesPage(AuditRowView.class)
                        .refuses(MoneyProblems.onShards())
                        .by(this::page),
                Route.get("/v1/audit/verify", ADMINS)
                        .named("access", "verifyAudit", "Whether each shard's chain of audit rows holds")
                        .query()
                        .gives(200, AuditStateView.class, "What was found")
                        .refuses(MoneyProblems.onShards())
                        .by(this::verify));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        int limit = Parameters.limit(request);
        AuditFilter filter = new AuditFilter(
                USER.of(request),
                ACTOR.of(request),
                ACTION.of(request),
                OUTCOME.of(request),
                Query.FROM.of(request),
                Query.TO.of(request),
                place(request),
                limit + 1);
        return log.page(filter)
                .map(rows -> Page.of(rows, limit, AuditCalls::after))
                .flatMap(found -> Answer.ok(found.json(AuditRowView.class, AuditRowView::of)));
    }

    private Mono<ServerResponse> verify(ServerRequest request) {
        return log.verify().flatMap(chains -> Answer.ok(AuditStateView.of(chains)));
    }

    private static AuditFilter.@Nullable Place place(ServerRequest request) {
        Cursor cursor = Cursor.of(request, CURSORS);
        return cursor == null
                ? null
                : new AuditFilter.Place(
                        Instant.EPOCH.plus(cursor.id().getMostSignificantBits(), ChronoUnit.MICROS),
                        (int) cursor.id().getLeastSignificantBits(),
                        cursor.seq());
    }

    private static Cursor after(AuditRow last) {
        return new Cursor(
                CURSORS, new UUID(ChronoUnit.MICROS.between(Instant.EPOCH, last.at()), last.shard()), last.seq());
    }

    /** A row as its readers get it. */
    @Doc("What somebody did")
    record AuditRowView(
            int shard,
            long seq,
            Instant at,
            @Doc(example = "user:alice") String actor,
            @Doc(example = "LOGGED_IN") String action,

            @Doc(value = "Whom it is about", example = "alice") @Nullable
            String userId,

            @Doc("What it was done to") @Nullable String target,

            @Doc(value = "The address it came from", example = "127.0.0.1")
            String source,

            AuditEntry.Outcome outcome,
            @Nullable String detail,

            @Doc("Follows from the row and the hash of the row before")
            String hash) {

        private static AuditRowView of(AuditRow row) {
            AuditEntry entry = row.entry();
            return new AuditRowView(
                    row.shard(),
                    row.seq(),
                    row.at(),
                    entry.actor(),
                    entry.action(),
                    entry.userId(),
                    entry.target(),
                    entry.source(),
                    entry.outcome(),
                    entry.detail(),
                    HexFormat.of().formatHex(row.hash()));
        }
    }

    /** All chains. */
    @Doc("Whether the audit log's chains hold")
    record AuditStateView(boolean intact, List<AuditChainView> shards) {

        private static AuditStateView of(List<AuditLog.ChainState> chains) {
            return new AuditStateView(
                    chains.stream().allMatch(chain -> chain.brokenAt() == null),
                    chains.stream().map(AuditChainView::of).toList());
        }
    }

    /** A shard's chain. */
    record AuditChainView(
            int shard,
            boolean intact,
            long rows,

            @Doc("Of the last row; noted elsewhere, it shows a chain that was written anew")
            String hash,

            @Doc("The first row that does not follow") @Nullable
            Long brokenAt) {

        private static AuditChainView of(AuditLog.ChainState chain) {
            return new AuditChainView(
                    chain.shard(),
                    chain.brokenAt() == null,
                    chain.rows(),
                    HexFormat.of().formatHex(chain.hash()),
                    chain.brokenAt());
        }
    }
}
