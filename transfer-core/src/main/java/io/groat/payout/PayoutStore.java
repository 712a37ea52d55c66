package io.groat.payout;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.outbox.OutboxWriter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Payouts, and refunds to the source, of one shard's wallets. */
public final class PayoutStore {

    private static final String SELECT = PayoutRows.TABLE.select();
    private static final String FIND = SELECT + " WHERE id = ?";
    private static final String BY_KEY = SELECT + " WHERE payer_user_id = ? AND idempotency_key = ?";
    private static final String BY_PROVIDER = SELECT + " WHERE provider_id = ? AND gateway = ?";
    private static final String OF_ORDER = SELECT + " WHERE order_id = ? ORDER BY id";
    private static final String ADD = PayoutRows.TABLE.insertBound(true);
    private static final String DUE = SELECT + " WHERE look_at <= ? ORDER BY look_at LIMIT ?";
    private static final String IF_VERSION = " WHERE t.version = ";

    private final ShardDatabase database;
    private final OutboxWriter outbox;

    public PayoutStore(ShardDatabase database, OutboxWriter outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** The one of that id; empty when there is none. */
    public Mono<Payout> find(UUID id) {
        return first(database.read(FIND, statement -> statement.bind(0, Rows.bytes(id)), PayoutRows::read));
    }

    /** The one that a gateway calls so; empty when none here is. */
    public Mono<Payout> findSent(String gateway, String providerId) {
        return first(database.read(
                BY_PROVIDER, statement -> statement.bind(0, providerId).bind(1, gateway), PayoutRows::read));
    }

    /** The one that stands under that key of that payer; empty when none does. */
    public Mono<Payout> findByKey(String payerUser, String idempotencyKey) {
        return first(database.read(
                BY_KEY, statement -> statement.bind(0, payerUser).bind(1, idempotencyKey), PayoutRows::read));
    }

    /** Adds one, or finds the one that stands under its key. */
    public Mono<Payout> add(Payout payout) {
        return database.write(ADD, statement -> PayoutRows.TABLE.bind(statement, payout))
                .then(Mono.defer(() -> findByKey(payout.payerUser(), payout.idempotencyKey())));
    }

    /** Writes what has become of one, and tells of it; false when another was quicker. */
    public Mono<Boolean> change(Payout known, Payout next, Instant now) {
        return outbox.change(
                PayoutRows.TABLE.update(List.of(next)) + IF_VERSION + known.version(),
                statement -> {},
                PayoutEvents.of(known, next, now),
                now);
    }

    /** Those about which something is to be done, the longest due first. */
    public Mono<List<Payout>> due(Instant now, int limit) {
        return database.read(
                DUE, statement -> statement.bind(0, DbTime.toDb(now)).bind(1, limit), PayoutRows::read);
    }

    /** The refunds of an order, the first first. */
    public Mono<List<Payout>> ofOrder(UUID orderId) {
        return database.read(OF_ORDER, statement -> statement.bind(0, Rows.bytes(orderId)), PayoutRows::read);
    }

    /**
     * A page, newest first.
     *
     * @param userId whose; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Payout>> page(
            @Nullable String userId, @Nullable PayoutStatus status, @Nullable UUID before, int limit) {
        SqlText sql = new SqlText(1024).raw(SELECT).raw(" WHERE TRUE");
        if (userId != null) {
            sql.raw(" AND payer_user_id = ").text(userId);
        }
        if (status != null) {
            sql.raw(" AND status = ").name(status);
        }
        if (before != null) {
            sql.raw(" AND id < ").id(before);
        }
        sql.raw(" ORDER BY id DESC LIMIT ").number(limit);
        return database.read(sql.toString(), statement -> {}, PayoutRows::read);
    }

    private static Mono<Payout> first(Mono<List<Payout>> found) {
        return found.flatMapIterable(rows -> rows).next();
    }
}
