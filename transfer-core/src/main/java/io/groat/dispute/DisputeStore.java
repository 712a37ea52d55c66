package io.groat.dispute;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
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
    private static final String IF_VERSION = " WHERE t.version = ";

    private final ShardDatabase database;

    public DisputeStore(ShardDatabase database) {
        this.database = database;
    }

    /** The one of that id; empty when there is none. */
    public Mono<Dispute> find(UUID id) {
        return database.read(FIND, statement -> statement.bind(0, Rows.bytes(id)), DisputeRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** Adds one, or finds the one that its gateway calls so. */
    public Mono<Dispute> add(Dispute one) {
        return database.write(ADD, statement -> DisputeRows.TABLE.bind(statement, one))
                .then(Mono.defer(() -> database.read(
                        BY_PROVIDER,
                        statement -> statement.bind(0, one.gateway()).bind(1, one.providerId()),
                        DisputeRows::read)))
                .map(rows -> rows.get(0));
    }

    /** Writes what has become of one; false when another was quicker. */
    public Mono<Boolean> change(Dispute known, Dispute next) {
        return database.write(DisputeRows.TABLE.update(List.of(next)) + IF_VERSION + known.version(), statement -> {})
                .map(rows -> rows > 0);
    }

    /** Those of which the gateway is to be asked, the longest due first. */
    public Mono<List<Dispute>> due(Instant now, int limit) {
        return database.read(
                DUE, statement -> statement.bind(0, DbTime.toDb(now)).bind(1, limit), DisputeRows::read);
    }

    /**
     * A page, newest first.
     *
     * @param userId whose orders; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Dispute>> page(
            @Nullable String userId, @Nullable DisputeStatus status, @Nullable UUID before, int limit) {
        SqlText sql = new SqlText(1024).raw(SELECT).raw(" WHERE TRUE");
        if (userId != null) {
            sql.raw(" AND payee_user_id = ").text(userId);
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
