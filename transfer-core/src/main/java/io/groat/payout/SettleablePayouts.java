package io.groat.payout;

import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.DbTime;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.money.CurrencyCode;
import io.groat.settlement.Settleable;
import io.groat.settlement.Settleable.Kind;
import io.groat.settlement.SettleableSource;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What gateways have paid out for us, given back to payers, and what of the first came back, to be settled. A payout counts
 * once its money is taken, a refund once it is made and as long as it is not undone.
 */
public final class SettleablePayouts implements SettleableSource {

    /** Of a payout: what has taken its money, by the key that its movement has. */
    private static final String TAKEN = """
            EXISTS (SELECT 1 FROM transfers t
                WHERE t.payer_user_id IN (p.payer_user_id, 'funding:suspense')
                    AND t.idempotency_key = CONVERT(CONCAT('payout/', BIN_TO_UUID(p.id)) USING ascii) COLLATE ascii_bin
                    AND t.status = 'COMPLETED')""";

    /** What has brought it back, to the wallet or into suspense: a refund that was undone never left. */
    private static final String BACK = """
            EXISTS (SELECT 1 FROM transfers t
                WHERE t.payer_user_id = CONVERT(CONCAT('funding:', p.gateway) USING ascii) COLLATE ascii_bin
                    AND t.idempotency_key IN (
                        CONVERT(CONCAT('return/', BIN_TO_UUID(p.id)) USING ascii) COLLATE ascii_bin,
                        CONVERT(CONCAT('aside/', BIN_TO_UUID(p.id)) USING ascii) COLLATE ascii_bin,
                        CONVERT(CONCAT('undo/', BIN_TO_UUID(p.movement_id)) USING ascii) COLLATE ascii_bin)
                    AND t.status = 'COMPLETED')""";

    private static final String NAME = "COALESCE(p.provider_id, BIN_TO_UUID(p.id))";

    private static final String OUT = "SELECT p.gateway, p.currency, -p.amount AS amount,"
            + " COALESCE(p.sent_at, p.created_at) AS at, CONVERT(CONCAT(IF(p.order_id IS NULL, 'PAYOUT/', 'REFUND/'), "
            + NAME + ") USING ascii) COLLATE ascii_bin AS subject, " + NAME + " AS provider_id,"
            + " IF(p.order_id IS NULL, 'PAYOUT', 'REFUND') AS kind, p.id FROM payouts p"
            + " WHERE (p.order_id IS NULL OR NOT " + BACK + ") AND " + TAKEN;

    private static final String RETURNED = "SELECT p.gateway, p.currency, p.amount, COALESCE(p.ended_at, p.created_at),"
            + " CONVERT(CONCAT('RETURN/', " + NAME + ") USING ascii) COLLATE ascii_bin, " + NAME + ", 'RETURN', p.id"
            + " FROM payouts p WHERE p.order_id IS NULL AND p.status IN ('SETTLED', 'RETURNED') AND " + BACK;

    private static final String UNSETTLED =
            OUT + " AND p.settled_at IS NULL UNION ALL " + RETURNED + " AND p.back_settled_at IS NULL";

    private static final String SETTLED =
            "UPDATE payouts SET settled_at = ? WHERE gateway = ? AND provider_id = ? AND settled_at IS NULL";
    private static final String BACK_SETTLED =
            "UPDATE payouts SET back_settled_at = ? WHERE gateway = ? AND provider_id = ? AND back_settled_at IS NULL";

    @Override
    public boolean has(Kind kind) {
        return kind == Kind.PAYOUT || kind == Kind.REFUND || kind == Kind.RETURN;
    }

    @Override
    public Mono<List<Settleable>> find(ShardDatabase database, String gateway, Collection<String> providerIds) {
        SqlText sql = new SqlText(4096 + providerIds.size() * 64).raw(OUT);
        among(sql, gateway, providerIds);
        sql.raw(" UNION ALL ").raw(RETURNED);
        among(sql, gateway, providerIds);
        return database.read(sql.toString(), statement -> {}, SettleablePayouts::read);
    }

    private static void among(SqlText sql, String gateway, Collection<String> providerIds) {
        sql.raw(" AND p.gateway = ").text(gateway).raw(" AND p.provider_id IN ");
        String separator = "(";
        for (String one : providerIds) {
            sql.raw(separator).text(one);
            separator = ",";
        }
        sql.raw(")");
    }

    private static Settleable read(Readable row) {
        return new Settleable(
                getText(row, 0),
                getText(row, 5),
                Kind.valueOf(getText(row, 6)),
                getText(row, 4),
                getId(row, 7),
                getLong(row, 2),
                CurrencyCode.of(getText(row, 1)),
                getTime(row, 3));
    }

    @Override
    public String unsettled() {
        return UNSETTLED;
    }

    @Override
    public Mono<Void> settled(Connection connection, String gateway, String subject, Instant at) {
        int end = subject.indexOf('/');
        boolean back = subject.substring(0, end).equals(Kind.RETURN.name());
        return Flux.from(connection
                        .createStatement(back ? BACK_SETTLED : SETTLED)
                        .bind(0, DbTime.toDb(at))
                        .bind(1, gateway)
                        .bind(2, subject.substring(end + 1))
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }
}
