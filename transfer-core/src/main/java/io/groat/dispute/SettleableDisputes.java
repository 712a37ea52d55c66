package io.groat.dispute;

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
 * What banks have wanted back, and let go again, to be settled. Some gateways take the money when a dispute opens and give it
 * back when it is won, others take it when it is lost: of one that is won and of which a gateway has settled neither nothing
 * is waited for.
 */
public final class SettleableDisputes implements SettleableSource {

    private static final String BACK = "/back";
    private static final String SUBJECTS = Kind.DISPUTE.name() + "/";

    /** By the keys that its movements have: from who was paid, what was left of it, or from suspense. */
    private static final String TAKEN = """
            EXISTS (SELECT 1 FROM transfers t
                WHERE t.payer_user_id IN (d.payee_user_id, 'funding:suspense')
                    AND t.idempotency_key IN (
                        CONVERT(CONCAT('dispute/', BIN_TO_UUID(d.id)) USING ascii) COLLATE ascii_bin,
                        CONVERT(CONCAT('dispute/', BIN_TO_UUID(d.id), '/rest') USING ascii) COLLATE ascii_bin,
                        CONVERT(CONCAT('dispute/', BIN_TO_UUID(d.id), '/cover') USING ascii) COLLATE ascii_bin)
                    AND t.status = 'COMPLETED')""";

    private static final String GIVEN_BACK = """
            EXISTS (SELECT 1 FROM transfers t
                WHERE t.payer_user_id = CONVERT(CONCAT('funding:', d.gateway) USING ascii) COLLATE ascii_bin
                    AND t.idempotency_key IN (
                        CONVERT(CONCAT('undo/', BIN_TO_UUID(d.movement_id)) USING ascii) COLLATE ascii_bin,
                        CONVERT(CONCAT('dispute/', BIN_TO_UUID(d.id), '/aside') USING ascii) COLLATE ascii_bin,
                        CONVERT(CONCAT('dispute/', BIN_TO_UUID(d.id), '/uncover') USING ascii) COLLATE ascii_bin)
                    AND t.status = 'COMPLETED')""";

    /** What moves out is written down a moment after it has moved: until then all that was wanted. */
    private static final String MINOR = "IF(d.taken_from IS NULL, d.amount, d.taken)";

    private static final String OUT = "SELECT d.gateway, d.currency, -" + MINOR + " AS amount, d.created_at AS at,"
            + " CONVERT(CONCAT('DISPUTE/', d.provider_id) USING ascii) COLLATE ascii_bin AS subject, d.provider_id,"
            + " 'DISPUTE' AS kind, d.id FROM disputes d WHERE " + TAKEN;

    private static final String IN = "SELECT d.gateway, d.currency, d.taken, COALESCE(d.ended_at, d.created_at),"
            + " CONVERT(CONCAT('DISPUTE/', d.provider_id, '/back') USING ascii) COLLATE ascii_bin, d.provider_id,"
            + " 'DISPUTE', d.id FROM disputes d WHERE d.movement_id IS NOT NULL AND " + GIVEN_BACK;

    private static final String UNSETTLED = OUT + " AND d.settled_at IS NULL AND NOT (d.back_settled_at IS NULL AND "
            + GIVEN_BACK + ") UNION ALL " + IN + " AND d.back_settled_at IS NULL AND d.settled_at IS NOT NULL";

    private static final String SETTLED =
            "UPDATE disputes SET settled_at = ? WHERE gateway = ? AND provider_id = ? AND settled_at IS NULL";
    private static final String BACK_SETTLED =
            "UPDATE disputes SET back_settled_at = ? WHERE gateway = ? AND provider_id = ? AND back_settled_at IS NULL";

    @Override
    public boolean has(Kind kind) {
        return kind == Kind.DISPUTE;
    }

    @Override
    public Mono<List<Settleable>> find(ShardDatabase database, String gateway, Collection<String> providerIds) {
        SqlText sql = new SqlText(4096 + providerIds.size() * 64).raw(OUT);
        among(sql, gateway, providerIds);
        sql.raw(" UNION ALL ").raw(IN);
        among(sql, gateway, providerIds);
        return database.read(sql.toString(), statement -> {}, SettleableDisputes::read);
    }

    private static void among(SqlText sql, String gateway, Collection<String> providerIds) {
        sql.raw(" AND d.gateway = ").text(gateway).raw(" AND d.provider_id IN ");
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
        boolean back = subject.endsWith(BACK);
        int end = back ? subject.length() - BACK.length() : subject.length();
        return Flux.from(connection
                        .createStatement(back ? BACK_SETTLED : SETTLED)
                        .bind(0, DbTime.toDb(at))
                        .bind(1, gateway)
                        .bind(2, subject.substring(SUBJECTS.length(), end))
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }
}
