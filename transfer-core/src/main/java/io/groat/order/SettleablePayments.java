package io.groat.order;

import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.DbTime;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.money.CurrencyCode;
import io.groat.settlement.Settleable;
import io.groat.settlement.SettleableSource;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What gateways have taken for orders, to be settled. */
public final class SettleablePayments implements SettleableSource {

    private static final String SUBJECTS = Settleable.Kind.PAYMENT.name() + "/";

    private static final String FIND = "SELECT gateway, payment_id, order_id, amount, currency, seen_at"
            + " FROM gateway_payments WHERE movement_id IS NOT NULL AND gateway = ";

    private static final String SETTLED =
            "UPDATE gateway_payments SET settled_at = ? WHERE gateway = ? AND payment_id = ? AND settled_at IS NULL";

    /** A payment is moved before that is noted: what the ledger has under its key counts. */
    private static final String UNSETTLED = """
            SELECT p.gateway, p.currency, p.amount, p.seen_at AS at,
                CONVERT(CONCAT('PAYMENT/', p.payment_id) USING ascii) COLLATE ascii_bin AS subject,
                p.payment_id AS provider_id, 'PAYMENT' AS kind, p.order_id AS id
            FROM gateway_payments p
            WHERE p.settled_at IS NULL AND (p.movement_id IS NOT NULL OR EXISTS (
                SELECT 1 FROM orders o STRAIGHT_JOIN transfers t
                    ON t.payer_user_id = CONVERT(CONCAT('funding:', p.gateway) USING ascii) COLLATE ascii_bin
                    AND t.idempotency_key IN (
                        CONVERT(CONCAT(o.payee_user_id, '/order/', BIN_TO_UUID(o.id), '/', p.payment_id)
                            USING ascii) COLLATE ascii_bin,
                        CONVERT(CONCAT('suspense/', BIN_TO_UUID(o.id), '/', p.payment_id)
                            USING ascii) COLLATE ascii_bin)
                WHERE o.id = p.order_id AND t.status = 'COMPLETED'))""";

    @Override
    public boolean has(Settleable.Kind kind) {
        return kind == Settleable.Kind.PAYMENT;
    }

    @Override
    public Mono<List<Settleable>> find(ShardDatabase database, String gateway, Collection<String> providerIds) {
        SqlText sql = new SqlText(64 + providerIds.size() * 32)
                .raw(FIND)
                .text(gateway)
                .raw(" AND payment_id IN ");
        String separator = "(";
        for (String one : providerIds) {
            sql.raw(separator).text(one);
            separator = ",";
        }
        return database.read(sql.raw(")").toString(), statement -> {}, SettleablePayments::read);
    }

    private static Settleable read(Readable row) {
        return new Settleable(
                getText(row, 0),
                getText(row, 1),
                Settleable.Kind.PAYMENT,
                SUBJECTS + getText(row, 1),
                getId(row, 2),
                getLong(row, 3),
                CurrencyCode.of(getText(row, 4)),
                getTime(row, 5));
    }

    @Override
    public String unsettled() {
        return UNSETTLED;
    }

    @Override
    public Mono<Void> settled(Connection connection, String gateway, String subject, Instant at) {
        return Flux.from(connection
                        .createStatement(SETTLED)
                        .bind(0, DbTime.toDb(at))
                        .bind(1, gateway)
                        .bind(2, subject.substring(SUBJECTS.length()))
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }
}
