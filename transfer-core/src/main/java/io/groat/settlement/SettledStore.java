package io.groat.settlement;

import static io.groat.db.Rows.findTime;

import io.groat.db.DbTime;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        return database.inTransaction(
                        connection -> SettleableQueries.note(connection, SETTLED, at, item.gateway(), item.subject())
                                .then(source.settled(connection, item.gateway(), item.subject(), at))
                                .thenReturn(true))
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
        String sql = "SELECT u.gateway, u.currency, u.amount, u.at, u.subject, u.provider_id, u.kind, u.id FROM ("
                + source.unsettled() + ") u " + OVERDUE;
        return database.read(
                sql,
                statement ->
                        statement.bind(0, gateway).bind(1, DbTime.toDb(before)).bind(2, limit),
                SettleableQueries::read);
    }

    /** Who settles what stands under an id of ours: an order's payments, a payout and its return, a dispute. */
    public Mono<List<SettledItem>> of(List<SettleableSource> sources, UUID id) {
        SqlText sql = new SqlText(2048)
                .raw("SELECT ")
                .raw(SettledItemRows.TABLE.columnsOf("s"))
                .raw(" FROM ");
        String begin = "(";
        for (SettleableSource source : sources) {
            for (String subjects : source.subjects()) {
                sql.raw(begin).raw(subjects).id(id);
                begin = " UNION ALL ";
            }
        }
        sql.raw(") u STRAIGHT_JOIN settled_items s ON s.gateway = u.gateway AND s.subject = u.subject");
        sql.raw(" ORDER BY s.created_at, s.subject");
        return database.read(sql.toString(), statement -> {}, SettledItemRows::read);
    }

    /** How the shard's transit accounts stand, and what explains it, at one moment. */
    public Mono<List<TransitLine>> transit(List<SettleableSource> sources, Instant now) {
        return database.read(transitSql(sources, now), statement -> {}, TransitLine::read);
    }

    static String transitSql(List<SettleableSource> sources, Instant now) {
        SqlText sql = new SqlText(4096).raw(TransitLine.BALANCES);
        for (SettleableSource source : sources) {
            sql.raw(
                    " UNION ALL SELECT 'UNSETTLED', u.gateway, u.currency, CAST(SUM(u.amount) AS SIGNED), COUNT(*), MIN(u.at),");
            TransitLine.Age.of(sql, now);
            sql.raw(" AS age, u.kind FROM (").raw(source.unsettled());
            sql.raw(") u GROUP BY u.gateway, u.currency, age, u.kind");
        }
        return sql.raw(" ").raw(TransitLine.UNDER_WAY).raw(TransitLine.CASES).toString();
    }
}
