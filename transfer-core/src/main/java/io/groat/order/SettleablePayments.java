package io.groat.order;

import io.groat.db.ShardDatabase;
import io.groat.settlement.Settleable;
import io.groat.settlement.SettleableQueries;
import io.groat.settlement.SettleableSource;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/** What gateways have taken for orders, to be settled. */
public final class SettleablePayments implements SettleableSource {

    private static final String SUBJECTS = Settleable.Kind.PAYMENT.name() + "/";

    private static final String SETTLED =
            "UPDATE gateway_payments SET settled_at = ? WHERE gateway = ? AND payment_id = ? AND settled_at IS NULL";

    private static final String SUBJECT =
            "CONVERT(CONCAT('PAYMENT/', p.payment_id) USING ascii) COLLATE ascii_bin AS subject";

    private static final String PAYMENTS = "SELECT p.gateway, p.currency, p.amount, p.seen_at AS at, " + SUBJECT
            + ", p.payment_id AS provider_id, 'PAYMENT' AS kind, p.order_id AS id FROM gateway_payments p WHERE ";

    private static final String MOVED = PAYMENTS + "p.movement_id IS NOT NULL";

    /** A payment is moved before that is noted: what the ledger has under its key counts. */
    private static final String UNSETTLED = PAYMENTS
            + "p.settled_at IS NULL AND (p.movement_id IS NOT NULL OR EXISTS ("
            + "SELECT 1 FROM orders o WHERE o.id = p.order_id AND "
            + SettleableQueries.booked(
                    "CONCAT('funding:', p.gateway)",
                    "CONCAT(o.payee_user_id, '/order/', BIN_TO_UUID(o.id), '/', p.payment_id)",
                    "CONCAT('suspense/', BIN_TO_UUID(o.id), '/', p.payment_id)")
            + "))";

    private static final List<String> OF_ORDER =
            List.of("SELECT p.gateway, " + SUBJECT + " FROM gateway_payments p WHERE p.order_id = ");

    @Override
    public boolean has(Settleable.Kind kind) {
        return kind == Settleable.Kind.PAYMENT;
    }

    @Override
    public Mono<List<Settleable>> find(ShardDatabase database, String gateway, Collection<String> providerIds) {
        return SettleableQueries.find(database, List.of(MOVED), "payment_id", gateway, providerIds);
    }

    @Override
    public String unsettled() {
        return UNSETTLED;
    }

    @Override
    public List<String> subjects() {
        return OF_ORDER;
    }

    @Override
    public Mono<Void> settled(Connection connection, String gateway, String subject, Instant at) {
        return SettleableQueries.note(connection, SETTLED, at, gateway, subject.substring(SUBJECTS.length()));
    }
}
