package io.groat.lane;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.account.AccountRows;
import io.groat.db.Table;
import io.groat.event.Event;
import io.groat.hold.HoldRows;
import io.groat.hold.IncrementRows;
import io.groat.ledger.EntryRows;
import io.groat.ledger.HeldRows;
import io.groat.outbox.OutboxRows;
import io.groat.posting.BatchState;
import io.groat.rule.Usage;
import io.groat.rule.UsageRows;
import io.groat.transfer.InboundRows;
import io.groat.transfer.RefundTotalRows;
import io.groat.transfer.TransferRows;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The second round trip of a batch: everything it decided, in one multi-row statement a table, and the COMMIT.
 * The server stops at the first statement that fails, so a batch that can't be written is not committed.
 */
final class BatchWrite {

    private final List<String> statements = new ArrayList<>();
    private final int events;

    BatchWrite(BatchState state, Instant now) {
        insert(AccountRows.TABLE, state.changes().opened());
        insert(TransferRows.TABLE, state.created());
        update(TransferRows.TABLE, state.changed());
        insert(InboundRows.TABLE, state.received());
        insert(HoldRows.TABLE, state.newHolds());
        update(HoldRows.TABLE, state.changedHolds());
        insert(IncrementRows.TABLE, state.newIncrements());
        insert(RefundTotalRows.TABLE, state.newTotals());
        update(RefundTotalRows.TABLE, state.changedTotals());
        Collection<Usage> usages = state.changedUsages();
        if (!usages.isEmpty()) {
            statements.add(UsageRows.TABLE.put(usages));
        }
        insert(EntryRows.TABLE, state.changes().entries());
        insert(HeldRows.TABLE, state.changes().heldPoints());
        update(AccountRows.TABLE, state.changes().changed());
        List<Event> published = state.events();
        this.events = published.size();
        if (!published.isEmpty()) {
            insert(OutboxRows.TABLE, List.of(new OutboxRows.Batch(published, now)));
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

    private <T> void insert(Table<T> table, Collection<T> rows) {
        if (!rows.isEmpty()) {
            statements.add(table.insert(rows));
        }
    }

    private <T> void update(Table<T> table, Collection<T> rows) {
        if (!rows.isEmpty()) {
            statements.add(table.update(rows));
        }
    }
}
