package io.groat.settlement;

import static io.groat.db.Rows.findTime;
import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.DbTime;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What of one shard's is settled and by whom, and what is not. */
public final class SettledStore {

    private static final String ADD = SettledItemRows.TABLE.insertBound(true);
    private static final String FIND = SettledItemRows.TABLE.select() + " WHERE gateway = ? AND subject = ?";
    private static final String SETTLED =
            "UPDATE settled_items SET settled_at = ? WHERE gateway = ? AND subject = ? AND settled_at IS NULL";
    private static final String NEWEST =
            "SELECT MAX(occurred_at) FROM settled_items WHERE gateway = ? AND by_line > 0 AND settled_at IS NOT NULL";

    /** Those of a gateway that it had before then, of which no case tells and which nobody is settling. */
    private static final String OVERDUE = """
             WHERE u.gateway = ? AND u.at < ?
               AND NOT EXISTS (SELECT 1 FROM settled_items s WHERE s.gateway = u.gateway AND s.subject = u.subject)
               AND NOT EXISTS (SELECT 1 FROM money_cases c
                   WHERE c.gateway = u.gateway AND c.kind = 'MISSING_THERE' AND c.subject = u.subject)
               AND NOT EXISTS (SELECT 1 FROM money_cases c
                   WHERE c.gateway = u.gateway AND c.item_subject = u.subject AND c.status <> 'CLOSED')
             ORDER BY u.at LIMIT ?""";

    private final ShardDatabase database;

    public SettledStore(ShardDatabase database) {
        this.database = database;
    }

    /** Says who settles something, and gives who does: another, if that was quicker. */
    public Mono<SettledItem> claim(SettledItem item) {
        return database.write(ADD, statement -> SettledItemRows.TABLE.bind(statement, item))
                .then(find(item.gateway(), item.subject()));
    }

    /** Who settles it; empty while nobody does. */
    public Mono<SettledItem> find(String gateway, String subject) {
        return database.read(FIND, statement -> statement.bind(0, gateway).bind(1, subject), SettledItemRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** Notes that the books have it. */
    public Mono<Void> settled(SettledItem item, SettleableSource source, Instant at) {
        return database.inTransaction(connection -> settled(connection, item, at)
                        .then(source.settled(connection, item.gateway(), item.subject(), at))
                        .thenReturn(true))
                .then();
    }

    private static Mono<Void> settled(Connection connection, SettledItem item, Instant at) {
        return Flux.from(connection
                        .createStatement(SETTLED)
                        .bind(0, DbTime.toDb(at))
                        .bind(1, item.gateway())
                        .bind(2, item.subject())
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }

    /** When the newest that a file's row has settled was in the gateway's books; empty while none has. */
    public Mono<Instant> newest(String gateway) {
        return database.read(NEWEST, statement -> statement.bind(0, gateway), row -> new Newest(findTime(row, 0)))
                .flatMap(found -> Mono.justOrEmpty(found.get(0).at()));
    }

    private record Newest(@Nullable Instant at) {}

    /** Those of a gateway that it had before then, of which no case tells and which nobody is settling; the oldest first. */
    public Mono<List<Settleable>> overdue(SettleableSource source, String gateway, Instant before, int limit) {
        String sql = "SELECT u.gateway, u.provider_id, u.kind, u.subject, u.id, u.amount, u.currency, u.at FROM ("
                + source.unsettled() + ") u " + OVERDUE;
        return database.read(
                sql,
                statement ->
                        statement.bind(0, gateway).bind(1, DbTime.toDb(before)).bind(2, limit),
                SettledStore::item);
    }

    private static Settleable item(Readable row) {
        return new Settleable(
                getText(row, 0),
                getText(row, 1),
                Settleable.Kind.valueOf(getText(row, 2)),
                getText(row, 3),
                getId(row, 4),
                getLong(row, 5),
                CurrencyCode.of(getText(row, 6)),
                getTime(row, 7));
    }

    /** How the shard's transit accounts stand, and what explains it, at one moment. */
    public Mono<List<TransitLine>> transit(List<SettleableSource> sources, Instant now) {
        SqlText sql = new SqlText(4096).raw(TransitLine.BALANCES);
        for (SettleableSource source : sources) {
            sql.raw(
                    " UNION ALL SELECT 'UNSETTLED', u.gateway, u.currency, CAST(SUM(u.amount) AS SIGNED), COUNT(*), MIN(u.at),");
            TransitLine.Age.of(sql, now);
            sql.raw(" AS age FROM (").raw(source.unsettled()).raw(") u GROUP BY u.gateway, u.currency, age");
        }
        sql.raw(" ").raw(TransitLine.UNDER_WAY).raw(TransitLine.CASES);
        return database.read(sql.toString(), statement -> {}, TransitLine::read);
    }
}
