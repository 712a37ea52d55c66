package io.groat.hold;

import io.groat.db.GatheredRead;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferRows;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads the holds of one shard. They are written by posting lanes alone. */
public final class HoldStore {

    private static final String SELECT = HoldRows.TABLE.select();
    private static final String BY_IDS = SELECT + " WHERE id IN ";
    private static final String OPEN = SELECT + " FORCE INDEX (holds_open) WHERE ended_at IS NULL AND expires_at <= ";
    /** By their keys, which begin with the hold: a busy payer has made any number of movements since. */
    private static final String CAPTURES = TransferRows.TABLE.select()
            + " FORCE INDEX (transfers_key) WHERE payer_user_id = ? AND idempotency_key LIKE ? AND parent_id = ? ORDER BY id";

    private final ShardDatabase database;
    private final GatheredRead<UUID, Hold> byId;

    public HoldStore(ShardDatabase database) {
        this.database = database;
        this.byId = new GatheredRead<>(ids -> database.read(
                        new SqlText().raw(BY_IDS).ids(ids).toString(), statement -> {}, HoldRows::read)
                .map(found -> found.stream().collect(Collectors.toMap(Hold::id, Function.identity()))));
    }

    /** The hold of that id whose payer lives here; empty when there is none. */
    public Mono<Hold> find(UUID id) {
        return byId.find(id);
    }

    /** Open holds whose time is over at that moment, those first whose time was over first. */
    public Mono<List<Hold>> over(Instant now, int limit) {
        return open(new SqlText().raw(OPEN).time(now), limit);
    }

    /** Open holds whose time is over by then, and of which nobody was told. */
    public Mono<List<Hold>> soonOver(Instant now, Instant by, int limit) {
        return open(
                new SqlText()
                        .raw(OPEN)
                        .time(by)
                        .raw(" AND reminded = 0 AND expires_at > ")
                        .time(now),
                limit);
    }

    private Mono<List<Hold>> open(SqlText sql, int limit) {
        sql.raw(" ORDER BY expires_at, id LIMIT ").number(limit);
        return database.read(sql.toString(), statement -> {}, HoldRows::read);
    }

    /** The captures of a hold, oldest first, as their rows have them. */
    public Mono<List<Transfer>> captures(Hold hold) {
        return database.read(
                CAPTURES,
                statement -> statement
                        .bind(0, hold.payerUser())
                        .bind(1, hold.captureKey("%"))
                        .bind(2, Rows.bytes(hold.id())),
                TransferRows::read);
    }

    /**
     * A page of holds whose payers live here, newest first.
     *
     * @param userId only those that this user pays or gets; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Hold>> page(
            @Nullable String userId, @Nullable HoldStatus status, @Nullable UUID before, int limit) {
        SqlText sql = new SqlText(1024);
        if (userId == null) {
            conditions(sql.raw(SELECT).raw(" WHERE TRUE"), status, before, limit);
        } else {
            conditions(
                    sql.raw("SELECT * FROM ((")
                            .raw(SELECT)
                            .raw(" WHERE payer_user_id = ")
                            .text(userId),
                    status,
                    before,
                    limit);
            conditions(
                    sql.raw(") UNION (")
                            .raw(SELECT)
                            .raw(" WHERE payee_user_id = ")
                            .text(userId),
                    status,
                    before,
                    limit);
            sql.raw(")) AS all_of_user ORDER BY id DESC LIMIT ").number(limit);
        }
        return database.read(sql.toString(), statement -> {}, HoldRows::read);
    }

    private static void conditions(SqlText sql, @Nullable HoldStatus status, @Nullable UUID before, int limit) {
        if (status != null) {
            sql.raw(" AND status = ").name(status);
        }
        if (before != null) {
            sql.raw(" AND id < ").id(before);
        }
        sql.raw(" ORDER BY id DESC LIMIT ").number(limit);
    }
}
