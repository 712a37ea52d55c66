package io.groat.dispute;

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
 * What banks have wanted back, and let go again, to be settled. Some gateways take the money when a dispute opens and give it
 * back when it is won, others take it when it is lost: of one that is won and of which a gateway has settled neither nothing
 * is waited for.
 */
public final class SettleableDisputes implements SettleableSource {

    private static final String BACK = "/back";
    private static final String SUBJECTS = Kind.DISPUTE.name() + "/";

    private static final String KEY = "CONCAT('dispute/', BIN_TO_UUID(d.id))";
    private static final String REST_KEY = "CONCAT('dispute/', BIN_TO_UUID(d.id), '/rest')";
    private static final String COVER_KEY = "CONCAT('dispute/', BIN_TO_UUID(d.id), '/cover')";

    /** By the keys that its movements have: from who was paid, what was left of it, or from suspense. */
    private static final String TAKEN = "(" + SettleableQueries.booked("d.payee_user_id", KEY, REST_KEY, COVER_KEY)
            + " OR " + SettleableQueries.booked("'funding:suspense'", KEY, REST_KEY, COVER_KEY) + ")";

    private static final String GIVEN_BACK = SettleableQueries.booked(
            "CONCAT('funding:', d.gateway)",
            "CONCAT('undo/', BIN_TO_UUID(d.movement_id))",
            "CONCAT('dispute/', BIN_TO_UUID(d.id), '/aside')",
            "CONCAT('dispute/', BIN_TO_UUID(d.id), '/uncover')");

    /** What moves out is written down a moment after it has moved: until then all that was wanted. */
    private static final String MINOR = "IF(d.taken_from IS NULL, d.amount, d.taken)";

    private static final String OUT_SUBJECT =
            "CONVERT(CONCAT('DISPUTE/', d.provider_id) USING ascii) COLLATE ascii_bin AS subject";

    private static final String BACK_SUBJECT =
            "CONVERT(CONCAT('DISPUTE/', d.provider_id, '/back') USING ascii) COLLATE ascii_bin AS subject";

    private static final String OUT = "SELECT d.gateway, d.currency, -" + MINOR + " AS amount, d.created_at AS at, "
            + OUT_SUBJECT + ", d.provider_id,"
            + " 'DISPUTE' AS kind, d.id FROM disputes d WHERE " + TAKEN;

    private static final String IN = "SELECT d.gateway, d.currency, d.taken, COALESCE(d.ended_at, d.created_at), "
            + BACK_SUBJECT + ", d.provider_id,"
            + " 'DISPUTE', d.id FROM disputes d WHERE d.movement_id IS NOT NULL AND " + GIVEN_BACK;

    private static final String UNSETTLED = OUT + " AND d.settled_at IS NULL AND NOT (d.back_settled_at IS NULL AND "
            + GIVEN_BACK + ") UNION ALL " + IN + " AND d.back_settled_at IS NULL AND d.settled_at IS NOT NULL";

    private static final List<String> OF_DISPUTE = List.of(
            "SELECT d.gateway, " + OUT_SUBJECT + " FROM disputes d WHERE d.id = ",
            "SELECT d.gateway, " + BACK_SUBJECT + " FROM disputes d WHERE d.id = ");

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
        return SettleableQueries.find(database, List.of(OUT, IN), "provider_id", gateway, providerIds);
    }

    @Override
    public String unsettled() {
        return UNSETTLED;
    }

    @Override
    public List<String> subjects() {
        return OF_DISPUTE;
    }

    @Override
    public Mono<Void> settled(Connection connection, String gateway, String subject, Instant at) {
        boolean back = subject.endsWith(BACK);
        int end = back ? subject.length() - BACK.length() : subject.length();
        return SettleableQueries.note(
                connection, back ? BACK_SETTLED : SETTLED, at, gateway, subject.substring(SUBJECTS.length(), end));
    }
}
