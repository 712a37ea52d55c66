package io.groat.lane;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.account.Account;
import io.groat.account.AccountRows;
import io.groat.db.SqlText;
import io.groat.event.Event;
import io.groat.ledger.Entry;
import io.groat.outbox.OutboxPayload;
import io.groat.posting.BatchState;
import io.groat.posting.InboundTransfer;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferRows;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The second round trip of a batch: everything it decided, in one multi-row statement a table, and the COMMIT.
 * The server stops at the first statement that fails, so a batch that can't be written is not committed.
 */
final class BatchWrite {

    private static final String INSERT_ACCOUNTS = "INSERT INTO accounts (" + AccountRows.COLUMNS + ") VALUES ";
    private static final String UPDATE_ACCOUNTS = "UPDATE (VALUES ";
    private static final String UPDATE_ACCOUNTS_END = """
            ) AS n (id, status, posted, held, last_seq, updated_at) STRAIGHT_JOIN accounts a ON a.id = n.id
            SET a.status = n.status, a.posted = n.posted, a.held = n.held, a.last_seq = n.last_seq,
            a.updated_at = n.updated_at""";
    private static final String INSERT_TRANSFERS = "INSERT INTO transfers (" + TransferRows.COLUMNS + ") VALUES ";
    private static final String CHANGE_TRANSFERS = "UPDATE (VALUES ";
    private static final String CHANGE_TRANSFERS_END = """
            ) AS n (id, status, reason, payee_account, payee_user_id, completed_at)
            STRAIGHT_JOIN transfers t ON t.id = n.id
            SET t.status = n.status, t.reason = n.reason, t.payee_account = n.payee_account,
            t.payee_user_id = n.payee_user_id, t.completed_at = n.completed_at""";
    private static final String INSERT_INBOUND = """
            INSERT INTO inbound_transfers (id, payer_shard, payer_account, payer_user_id, payer_named, payee_account,
            payee_user_id, payee_ref, amount, currency, reference, description, metadata, outcome, reason, created_at,
            decided_at) VALUES\s""";
    private static final String INSERT_ENTRIES = """
            INSERT INTO ledger_entries (account_id, seq, movement_id, kind, amount, balance_after, at) VALUES\s""";
    private static final String INSERT_OUTBOX =
            "INSERT INTO outbox_events (events, payload, traces, topics, created_at) VALUES (";

    private final List<String> statements = new ArrayList<>();
    private final int events;

    BatchWrite(BatchState state, Instant now) {
        addRows(INSERT_ACCOUNTS, state.changes().opened(), AccountRows::insertRow, "");
        addRows(INSERT_TRANSFERS, state.created(), TransferRows::insertRow, "");
        addRows(CHANGE_TRANSFERS, state.changed(), BatchWrite::statusRow, CHANGE_TRANSFERS_END);
        addRows(INSERT_INBOUND, state.received(), BatchWrite::inboundRow, "");
        addRows(INSERT_ENTRIES, state.changes().entries(), BatchWrite::entryRow, "");
        addRows(UPDATE_ACCOUNTS, state.changes().changed(), BatchWrite::balanceRow, UPDATE_ACCOUNTS_END);
        List<Event> published = state.events();
        this.events = published.size();
        if (!published.isEmpty()) {
            byte[] payload = OutboxPayload.encode(published);
            SqlText sql = new SqlText(payload.length * 2 + 128)
                    .raw(INSERT_OUTBOX)
                    .number(events)
                    .comma();
            sql.bytes(payload).comma().text(OutboxPayload.traces(published)).comma();
            sql.text(OutboxPayload.topics(published)).comma().time(now).raw(")");
            statements.add(sql.toString());
        }
    }

    /** How many events it publishes. */
    int events() {
        return events;
    }

    /** Writes and commits. */
    Mono<Void> on(MySqlConnection connection) {
        Batch batch = connection.createBatch();
        statements.forEach(batch::add);
        batch.add("COMMIT");
        return Flux.from(batch.execute()).concatMap(Result::getRowsUpdated).then();
    }

    private <T> void addRows(String start, Collection<T> rows, BiConsumer<SqlText, T> row, String end) {
        if (rows.isEmpty()) {
            return;
        }
        SqlText sql = new SqlText(start.length() + end.length() + rows.size() * 256).raw(start);
        String separator = "";
        for (T value : rows) {
            sql.raw(separator);
            row.accept(sql, value);
            separator = ",";
        }
        statements.add(sql.raw(end).toString());
    }

    private static void balanceRow(SqlText sql, Account account) {
        sql.raw("ROW(").id(account.id()).comma().name(account.status()).comma().number(account.postedMinor());
        sql.comma()
                .number(account.heldMinor())
                .comma()
                .number(account.lastSeq())
                .comma();
        sql.time(account.updatedAt()).raw(")");
    }

    private static void statusRow(SqlText sql, Transfer transfer) {
        sql.raw("ROW(")
                .id(transfer.id())
                .comma()
                .name(transfer.status())
                .comma()
                .name(transfer.reason())
                .comma();
        sql.id(transfer.payeeAccount()).comma().text(transfer.payeeUser()).comma();
        sql.time(transfer.completedAt()).raw(")");
    }

    private static void entryRow(SqlText sql, Entry entry) {
        sql.raw("(")
                .id(entry.accountId())
                .comma()
                .number(entry.seq())
                .comma()
                .id(entry.movementId())
                .comma();
        sql.name(entry.kind()).comma().number(entry.amountMinor()).comma().number(entry.balanceAfterMinor());
        sql.comma().time(entry.at()).raw(")");
    }

    private static void inboundRow(SqlText sql, InboundTransfer inbound) {
        Transfer transfer = inbound.transfer();
        CreditOutcome outcome = inbound.outcome();
        sql.raw("(").id(transfer.id()).comma().number(transfer.payerShard()).comma();
        sql.id(transfer.payerAccount()).comma().text(transfer.payerUser()).comma();
        sql.text(TransferRows.payerNamed(transfer))
                .comma()
                .id(outcome.payeeAccount())
                .comma();
        sql.text(outcome.payeeUser()).comma().text(transfer.payeeRef().text()).comma();
        sql.number(transfer.amountMinor())
                .comma()
                .text(transfer.currency().code())
                .comma();
        sql.text(transfer.note().reference())
                .comma()
                .text(transfer.note().description())
                .comma();
        sql.text(transfer.note().metadata())
                .comma()
                .text(outcome.credited() ? "CREDITED" : "REFUSED")
                .comma();
        sql.name(outcome.reason())
                .comma()
                .time(transfer.createdAt())
                .comma()
                .time(outcome.decidedAt())
                .raw(")");
    }
}
