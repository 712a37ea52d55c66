package io.groat.router.account;

import io.groat.account.Account;
import io.groat.engine.AccountEngine;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.ledger.StatementStore;
import io.groat.refusal.Refusal;
import io.groat.router.problem.MoneyProblems;
import io.groat.transfer.TransferKind;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows an account's entries, newest first. */
final class StatementCall {

    private static final char CURSORS = 'E';

    private final AccountEngine accounts;
    private final AccountFinder finder;

    public StatementCall(AccountEngine accounts, AccountFinder finder) {
        this.accounts = accounts;
        this.finder = finder;
    }

    public Route route() {
        return Route.get("/v1/accounts/{id}/entries", AccountCalls.READ)
                .named("accounts", "getStatement", "An account's entries, newest first")
                .path("id", "The account's id")
                .query(Query.LIMIT, Query.CURSOR, Query.FROM, Query.TO)
                .givesPage(EntryView.class)
                .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_NOT_FOUND))
                .by(this::page);
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, CURSORS);
        Instant from = Query.FROM.of(request);
        Instant to = Query.TO.of(request);
        return finder.get(request)
                .flatMap(account -> entries(account, cursor, from, to, limit + 1)
                        .map(lines -> Page.of(lines, limit, line -> after(account, line))))
                .flatMap(page -> Answer.ok(page.json(EntryView.class, EntryView::of)));
    }

    private Mono<List<StatementStore.Line>> entries(
            Account account, @Nullable Cursor cursor, @Nullable Instant from, @Nullable Instant to, int limit) {
        if (cursor != null && !cursor.id().equals(account.id())) {
            return Mono.error(Cursor.invalid());
        }
        return accounts.entries(account, cursor == null ? null : cursor.seq(), from, to, limit);
    }

    private static Cursor after(Account account, StatementStore.Line last) {
        return new Cursor(CURSORS, account.id(), last.entry().seq());
    }

    /** An entry as its readers get it. */
    @Doc("A movement of an account's money")
    record EntryView(
            @Doc("1, 2, 3 … without a gap") long seq,
            @Amount long amount,
            Direction direction,

            @Doc(value = EntryView.KINDS, example = "TRANSFER")
            String kind,

            @Amount long balanceAfter,
            @Doc("null for OPENING") @Nullable UUID transferId,

            @Doc(value = "The other user, `funding:SOURCE` or, of an OPENING, `funding`", example = "bob") @Nullable
            String counterparty,

            Instant at) {

        static final String KINDS =
                "TRANSFER, CAPTURE, REFUND, REVERSAL, DEPOSIT, WITHDRAWAL: what moved it. RETURN: a transfer's money that"
                        + " came back to its payer, for the payee's shard refused it. OPENING: money that came with the account. Others"
                        + " may come";

        private static EntryView of(StatementStore.Line line) {
            Entry entry = line.entry();
            return new EntryView(
                    entry.seq(),
                    Math.abs(entry.amountMinor()),
                    entry.amountMinor() > 0 ? Direction.CREDIT : Direction.DEBIT,
                    kindOf(line),
                    entry.balanceAfterMinor(),
                    entry.kind() == EntryKind.OPENING ? null : entry.movementId(),
                    line.counterparty(),
                    entry.at());
        }
    }

    /** That of the movement where money moved for it, and what else happened to the money. */
    private static String kindOf(StatementStore.Line line) {
        TransferKind movement = line.kind();
        EntryKind kind = line.entry().kind();
        return kind == EntryKind.TRANSFER && movement != null ? movement.name() : kind.name();
    }

    /** Whether money came or went. */
    enum Direction {
        CREDIT,
        DEBIT
    }
}
