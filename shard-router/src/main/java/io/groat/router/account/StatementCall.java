package io.groat.router.account;

import io.groat.account.Account;
import io.groat.engine.AccountEngine;
import io.groat.ledger.Entry;
import io.groat.ledger.EntryKind;
import io.groat.ledger.StatementStore;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Shows an account's entries, newest first. */
public final class StatementCall {

    private static final Set<String> PARAMETERS = Set.of("limit", "cursor", "from", "to");

    private static final char CURSORS = 'E';

    private final AccountEngine accounts;
    private final AccountFinder finder;

    public StatementCall(AccountEngine accounts, AccountFinder finder) {
        this.accounts = accounts;
        this.finder = finder;
    }

    public Route route() {
        return Route.get("/v1/accounts/{id}/entries", AccountCalls.READ, this::page);
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        Parameters.requireOnly(request, PARAMETERS);
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, CURSORS);
        Instant from = Parameters.time(request, "from");
        Instant to = Parameters.time(request, "to");
        return finder.get(request)
                .flatMap(account -> entries(account, cursor, from, to, limit + 1)
                        .map(lines -> Page.of(lines, limit, line -> after(account, line))))
                .flatMap(page -> Answer.ok(page.json(StatementCall::write)));
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

    private static void write(JsonGenerator json, StatementStore.Line line) {
        Entry entry = line.entry();
        boolean credit = entry.amountMinor() > 0;
        json.writeStartObject();
        json.writeNumberProperty("seq", entry.seq());
        MinorUnits.write(json, "amount", Math.abs(entry.amountMinor()));
        json.writeStringProperty("direction", credit ? "CREDIT" : "DEBIT");
        json.writeStringProperty("kind", entry.kind().name());
        MinorUnits.write(json, "balanceAfter", entry.balanceAfterMinor());
        JsonWords.id(json, "transferId", entry.kind() == EntryKind.OPENING ? null : entry.movementId());
        JsonWords.text(json, "counterparty", line.counterparty());
        JsonWords.time(json, "at", entry.at());
        json.writeEndObject();
    }
}
