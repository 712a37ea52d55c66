package io.groat.settlement;

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
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the sources of things that gateways settle do alike. Each of their SELECTs has the columns of {@link
 * SettleableSource#unsettled}.
 */
public final class SettleableQueries {

    private SettleableQueries() {}

    /**
     * Those of SELECTs, each of one table and with a condition, that the gateway calls so.
     *
     * @param providerColumn of the table: what the gateway calls them
     */
    public static Mono<List<Settleable>> find(
            ShardDatabase database,
            List<String> selects,
            String providerColumn,
            String gateway,
            Collection<String> providerIds) {
        SqlText sql = new SqlText(4096 + providerIds.size() * 64);
        String union = "";
        for (String select : selects) {
            sql.raw(union).raw(select).raw(" AND gateway = ").text(gateway);
            sql.raw(" AND ").raw(providerColumn).raw(" IN ");
            String separator = "(";
            for (String one : providerIds) {
                sql.raw(separator).text(one);
                separator = ",";
            }
            sql.raw(")");
            union = " UNION ALL ";
        }
        return database.read(sql.toString(), statement -> {}, SettleableQueries::read);
    }

    /**
     * A condition: the books have one of those movements, carried out. Each is looked up by its whole key alone, so that it
     * costs the same however long the books are.
     *
     * @param payer an SQL expression of whose movement it is
     * @param keys SQL expressions of the keys that it may have
     */
    public static String booked(String payer, String... keys) {
        return Stream.of(keys)
                .map(key -> "EXISTS (SELECT 1 FROM transfers t WHERE t.payer_user_id = " + ascii(payer)
                        + " AND t.idempotency_key = " + ascii(key) + " AND t.status = 'COMPLETED')")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** As ids and keys are kept: an index is of use for no other form. */
    static String ascii(String text) {
        return "CONVERT(" + text + " USING ascii) COLLATE ascii_bin";
    }

    /** A row of such a SELECT. */
    static Settleable read(Readable row) {
        return new Settleable(
                getText(row, 0),
                getText(row, 5),
                Settleable.Kind.valueOf(getText(row, 6)),
                getText(row, 4),
                getId(row, 7),
                getLong(row, 2),
                CurrencyCode.of(getText(row, 1)),
                getTime(row, 3));
    }

    /** Notes by an UPDATE of the time, the gateway and the gateway's name for it, in this order, that one is settled. */
    public static Mono<Void> note(Connection connection, String update, Instant at, String gateway, String name) {
        return Flux.from(connection
                        .createStatement(update)
                        .bind(0, DbTime.toDb(at))
                        .bind(1, gateway)
                        .bind(2, name)
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }
}
