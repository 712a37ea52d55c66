package io.groat.transfer;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.shard.SlottedId;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Reads the transfers of one shard. They are written by posting lanes alone. */
public final class TransferStore {

    private static final String SELECT = "SELECT " + TransferRows.COLUMNS + " FROM transfers";
    private static final String BY_ID = SELECT + " WHERE id = ?";
    private static final String BY_KEY = SELECT + " WHERE payer_user_id = ? AND idempotency_key = ?";
    private static final String OUTCOMES =
            "SELECT " + CreditOutcomeRows.COLUMNS + " FROM inbound_transfers WHERE id IN (";
    private static final String PENDING = SELECT + """
             FORCE INDEX (transfers_status)
            WHERE status = 'PENDING' AND id > ? AND id < ? ORDER BY id LIMIT ?""";
    /** The user's id goes where the question mark stands, as a literal. */
    private static final String INBOUND = """
            SELECT id, '', payer_user_id, payer_account, payee_user_id, payee_account, payer_named, payee_ref,
            payer_shard, %d, amount, currency, reference, description, metadata, 'COMPLETED', NULL, created_at,
            decided_at FROM inbound_transfers WHERE payee_user_id = ? AND outcome = 'CREDITED'""";

    private final ShardDatabase database;

    public TransferStore(ShardDatabase database) {
        this.database = database;
    }

    /** The transfer of that id whose payer lives here; empty when there is none. */
    public Mono<Transfer> find(UUID id) {
        return first(BY_ID, statement -> statement.bind(0, Rows.bytes(id)));
    }

    /** The transfer under a payer's key; empty when there is none. */
    public Mono<Transfer> findByKey(String payerUser, String idempotencyKey) {
        return first(BY_KEY, statement -> statement.bind(0, payerUser).bind(1, idempotencyKey));
    }

    /** What this shard decided about transfers from other shards; those undecided are left out. */
    public Mono<List<CreditOutcome>> outcomes(Collection<UUID> transfers) {
        if (transfers.isEmpty()) {
            return Mono.just(List.of());
        }
        SqlText sql = new SqlText(transfers.size() * 36).raw(OUTCOMES);
        String separator = "";
        for (UUID id : transfers) {
            sql.raw(separator).id(id);
            separator = ",";
        }
        return database.read(sql.raw(")").toString(), statement -> {}, CreditOutcomeRows::read);
    }

    /** PENDING transfers made before that time, oldest first, from after that id on. */
    public Mono<List<Transfer>> pending(UUID after, Instant madeBefore, int limit) {
        return database.read(
                PENDING,
                statement -> statement
                        .bind(0, Rows.bytes(after))
                        .bind(1, Rows.bytes(SlottedId.lowestAt(madeBefore)))
                        .bind(2, limit),
                TransferRows::read);
    }

    /**
     * A page of transfers, newest first: those whose payer lives here; for a user also those that reached the
     * user here.
     */
    public Mono<List<Transfer>> page(TransferFilter filter) {
        SqlText sql = new SqlText(1024);
        if (filter.userId() == null) {
            conditions(sql.raw(SELECT).raw(" WHERE TRUE"), filter, true);
        } else {
            newest(
                    sql.raw("SELECT * FROM ((")
                            .raw(SELECT)
                            .raw(" WHERE payer_user_id = ")
                            .text(filter.userId()),
                    filter);
            sql.raw(") UNION ALL (").raw(SELECT).raw(" WHERE payee_user_id = ").text(filter.userId());
            newest(
                    sql.raw(
                            " AND payer_user_id <> payee_user_id AND status = 'COMPLETED' AND payee_shard = payer_shard"),
                    filter);
            sql.raw(") UNION ALL (").raw(INBOUND.formatted(database.shard()).replace("?", quoted(filter.userId())));
            conditions(sql, filter, false);
            sql.raw(filter.status() == null || filter.status() == TransferStatus.COMPLETED ? "" : " AND FALSE");
            sql.raw(" ORDER BY id DESC LIMIT ").number(filter.limit()).raw(")) AS all_of_user");
        }
        sql.raw(" ORDER BY id DESC LIMIT ").number(filter.limit());
        return database.read(sql.toString(), statement -> {}, TransferRows::read);
    }

    private static String quoted(String userId) {
        return new SqlText().text(userId).toString();
    }

    private static void newest(SqlText sql, TransferFilter filter) {
        conditions(sql, filter, true);
        sql.raw(" ORDER BY id DESC LIMIT ").number(filter.limit());
    }

    private static void conditions(SqlText sql, TransferFilter filter, boolean withStatus) {
        if (withStatus && filter.status() != null) {
            sql.raw(" AND status = ").name(filter.status());
        }
        if (filter.from() != null) {
            sql.raw(" AND id >= ").id(SlottedId.lowestAt(filter.from()));
        }
        if (filter.to() != null) {
            sql.raw(" AND id < ").id(SlottedId.lowestAt(filter.to()));
        }
        if (filter.before() != null) {
            sql.raw(" AND id < ").id(filter.before());
        }
    }

    private Mono<Transfer> first(String sql, Consumer<Statement> bind) {
        return database.read(sql, bind, TransferRows::read)
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
    }
}
