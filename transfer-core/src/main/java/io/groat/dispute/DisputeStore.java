package io.groat.dispute;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.event.Event;
import io.groat.outbox.OutboxWriter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Disputes about orders of one shard. */
public final class DisputeStore {

    private static final String SELECT = DisputeRows.TABLE.select();
    private static final String FIND = SELECT + " WHERE id = ?";
    private static final String BY_PROVIDER = SELECT + " WHERE gateway = ? AND provider_id = ?";
    private static final String ADD = DisputeRows.TABLE.insertBound(true);
    private static final String DUE = SELECT + " WHERE look_at <= ? ORDER BY look_at LIMIT ?";
    private static final String TO_REMIND = SELECT + " WHERE remind_at <= ? ORDER BY remind_at LIMIT ?";
    private static final String IF_VERSION = " WHERE t.version = ";

    private final ShardDatabase database;
    private final OutboxWriter outbox;

    public DisputeStore(ShardDatabase database, OutboxWriter outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** The one of that id; empty when there is none. */
    public Mono<Dispute> find(UUID id) {
        return database.read(FIND, statement -> statement.bind(0, Rows.bytes(id)), DisputeRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** Finds the one that its gateway calls so, or adds one and tells of it. */
    public Mono<Dispute> add(Dispute one) {
        return findKnown(one)
                .switchIfEmpty(Mono.defer(() -> outbox.change(
                                ADD,
                                statement -> DisputeRows.TABLE.bind(statement, one),
                                DisputeEvents.opened(one, one.createdAt()),
                                one.createdAt())
                        .then(findKnown(one))));
    }

    private Mono<Dispute> findKnown(Dispute one) {
        return database.read(
                        BY_PROVIDER,
                        statement -> statement.bind(0, one.gateway()).bind(1, one.providerId()),
                        DisputeRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** Writes what has become of one, and tells of it; false when another was quicker. */
    public Mono<Boolean> change(Dispute known, Dispute next, Instant now) {
        return change(known, next, DisputeEvents.of(known, next, now), now);
    }

    /** As {@link #change}, of one whose deadline comes near. */
    public Mono<Boolean> remind(Dispute known, Dispute next, Instant now) {
        return change(known, next, DisputeEvents.due(next, now), now);
    }

    private Mono<Boolean> change(Dispute known, Dispute next, List<Event> told, Instant now) {
        return outbox.change(
                DisputeRows.TABLE.update(List.of(next)) + IF_VERSION + known.version(), statement -> {}, told, now);
    }

    /** Those of which the gateway is to be asked, the longest due first. */
    public Mono<List<Dispute>> due(Instant now, int limit) {
        return database.read(
                DUE, statement -> statement.bind(0, DbTime.toDb(now)).bind(1, limit), DisputeRows::read);
    }

    /** Those whose deadline is to be told of, the longest due first. */
    public Mono<List<Dispute>> toRemind(Instant now, int limit) {
        return database.read(
                TO_REMIND, statement -> statement.bind(0, DbTime.toDb(now)).bind(1, limit), DisputeRows::read);
    }

    /**
     * A page, newest first.
     *
     * @param userId whose orders; null for all
     * @param orderId about which; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Dispute>> page(
            @Nullable String userId,
            @Nullable UUID orderId,
            @Nullable DisputeStatus status,
            @Nullable UUID before,
            int limit) {
        SqlText sql = new SqlText(1024).raw(SELECT).raw(" WHERE TRUE");
        if (userId != null) {
            sql.raw(" AND payee_user_id = ").text(userId);
        }
        if (orderId != null) {
            sql.raw(" AND order_id = ").id(orderId);
        }
        if (status != null) {
            sql.raw(" AND status = ").name(status);
        }
        if (before != null) {
            sql.raw(" AND id < ").id(before);
        }
        sql.raw(" ORDER BY id DESC LIMIT ").number(limit);
        return database.read(sql.toString(), statement -> {}, DisputeRows::read);
    }
}
