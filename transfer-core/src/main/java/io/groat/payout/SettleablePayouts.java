package io.groat.payout;

import io.groat.db.ShardDatabase;
import io.groat.settlement.Settleable;
import io.groat.settlement.Settleable.Kind;
import io.groat.settlement.SettleableQueries;
import io.groat.settlement.SettleableSource;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What gateways have paid out for us, given back to payers, and what of the first came back, to be settled. A payout counts
 * once its money is taken, a refund once it is made and as long as it is not undone.
 */
public final class SettleablePayouts implements SettleableSource {

    private static final String KEY = "CONCAT('payout/', BIN_TO_UUID(p.id))";

    /** Of a payout: what has taken its money, by the key that its movement has. */
    private static final String TAKEN = "(" + SettleableQueries.booked("p.payer_user_id", KEY) + " OR "
            + SettleableQueries.booked("'funding:suspense'", KEY) + ")";

    /** What has brought it back, to the wallet or into suspense: a refund that was undone never left. */
    private static final String BACK = SettleableQueries.booked(
            "CONCAT('funding:', p.gateway)",
            "CONCAT('return/', BIN_TO_UUID(p.id))",
            "CONCAT('aside/', BIN_TO_UUID(p.id))",
            "CONCAT('undo/', BIN_TO_UUID(p.movement_id))");

    private static final String NAME = "COALESCE(p.provider_id, BIN_TO_UUID(p.id))";

    private static final String OUT_SUBJECT = "CONVERT(CONCAT(IF(p.order_id IS NULL, 'PAYOUT/', 'REFUND/'), " + NAME
            + ") USING ascii) COLLATE ascii_bin AS subject";

    private static final String BACK_SUBJECT =
            "CONVERT(CONCAT('RETURN/', " + NAME + ") USING ascii) COLLATE ascii_bin AS subject";

    private static final String OUT = "SELECT p.gateway, p.currency, -p.amount AS amount,"
            + " COALESCE(p.sent_at, p.created_at) AS at, " + OUT_SUBJECT + ", " + NAME + " AS provider_id,"
            + " IF(p.order_id IS NULL, 'PAYOUT', 'REFUND') AS kind, p.id FROM payouts p"
            + " WHERE (p.order_id IS NULL OR NOT " + BACK + ") AND " + TAKEN;

    private static final String RETURNED =
            "SELECT p.gateway, p.currency, p.amount, COALESCE(p.ended_at, p.created_at), "
                    + BACK_SUBJECT + ", " + NAME + ", 'RETURN', p.id"
                    + " FROM payouts p WHERE p.order_id IS NULL AND p.status IN ('SETTLED', 'RETURNED') AND " + BACK;

    private static final String UNSETTLED =
            OUT + " AND p.settled_at IS NULL UNION ALL " + RETURNED + " AND p.back_settled_at IS NULL";

    private static final List<String> OF_PAYOUT = List.of(
            "SELECT p.gateway, " + OUT_SUBJECT + " FROM payouts p WHERE p.id = ",
            "SELECT p.gateway, " + BACK_SUBJECT + " FROM payouts p WHERE p.id = ");

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
        return SettleableQueries.find(database, List.of(OUT, RETURNED), "provider_id", gateway, providerIds);
    }

    @Override
    public String unsettled() {
        return UNSETTLED;
    }

    @Override
    public List<String> subjects() {
        return OF_PAYOUT;
    }

    @Override
    public Mono<Void> settled(Connection connection, String gateway, String subject, Instant at) {
        int end = subject.indexOf('/');
        boolean back = subject.substring(0, end).equals(Kind.RETURN.name());
        return SettleableQueries.note(
                connection, back ? BACK_SETTLED : SETTLED, at, gateway, subject.substring(end + 1));
    }
}
