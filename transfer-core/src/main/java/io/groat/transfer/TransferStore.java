package io.groat.transfer;

import io.groat.db.GatheredRead;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.shard.SlottedId;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads the transfers of one shard. They are written by posting lanes alone. */
public final class TransferStore {

    private static final String SELECT = TransferRows.TABLE.select();
    private static final String BY_IDS = SELECT + " WHERE id IN ";
    private static final String REFUND_TOTAL = RefundTotalRows.TABLE.select() + " WHERE movement_id = ?";
    private static final String BY_KEY = SELECT + " WHERE payer_user_id = ? AND idempotency_key = ?";
    private static final String OUTCOMES = InboundRows.SELECT_OUTCOME + " WHERE id IN ";
    private static final String UNENDED = SELECT + """
             FORCE INDEX (transfers_status)
            WHERE status = ? AND id > ? AND id < ? ORDER BY id LIMIT ?""";
    private static final String UNDECIDED =
            UNENDED.replace(" ORDER BY", " AND kind <> '" + TransferKind.WITHDRAWAL.name() + "' ORDER BY");
    private static final String COUNT = """
            SELECT COUNT(*), CAST(COALESCE(SUM(crossed), 0) AS SIGNED), MAX(id) FROM (
              SELECT id, payer_shard <> payee_shard AS crossed FROM transfers WHERE id > ? AND id < ?
              AND kind = 'TRANSFER' ORDER BY id LIMIT ?) AS piece""";
    private static final String PENDING_TOTAL = """
            SELECT COUNT(*), MIN(created_at), UTC_TIMESTAMP(6)
            FROM (SELECT created_at FROM transfers FORCE INDEX (transfers_status)
                  WHERE status = 'PENDING' ORDER BY id LIMIT 10000) oldest""";

    /** Characters of an id in a statement, roughly. */
    private static final int ID_LENGTH = 36;

    /** From a request's id to its row, at the longest: only what is older is passed over unread. */
    private static final Duration LONGEST_WAY = Duration.ofMinutes(10);

    /** By which a router's clock may be put back between the two. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    private final ShardDatabase database;
    private final GatheredRead<UUID, Transfer> byId;
    private final String inbound;

    public TransferStore(ShardDatabase database) {
        this.database = database;
        this.byId = new GatheredRead<>(ids -> database.read(
                        new SqlText(ids.size() * ID_LENGTH).raw(BY_IDS).ids(ids).toString(),
                        statement -> {},
                        TransferRows::read)
                .map(found -> found.stream().collect(Collectors.toMap(Transfer::id, Function.identity()))));
        this.inbound = InboundRows.selectTransfers(database.shard());
    }

    /** The transfer of that id whose payer lives here; empty when there is none. */
    public Mono<Transfer> find(UUID id) {
        return byId.find(id);
    }

    /** The transfer of that id that reached a payee here from another shard; empty when none did. */
    public Mono<Transfer> arrived(UUID id) {
        return first(inbound + " AND id = ?", statement -> statement.bind(0, Rows.bytes(id)));
    }

    /** How much of a movement to a payee here was given back; empty when nothing was. */
    public Mono<RefundTotal> refundTotal(UUID movementId) {
        return database.read(
                        REFUND_TOTAL, statement -> statement.bind(0, Rows.bytes(movementId)), RefundTotalRows::read)
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
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
        SqlText sql = new SqlText(transfers.size() * ID_LENGTH).raw(OUTCOMES).ids(transfers);
        return database.read(sql.toString(), statement -> {}, InboundRows::readOutcome);
    }

    /** PENDING transfers made before that time, oldest first, from after that id on. */
    public Mono<List<Transfer>> pending(UUID after, Instant madeBefore, int limit) {
        return unended(UNENDED, TransferStatus.PENDING, after, madeBefore, limit);
    }

    /**
     * HELD transfers made before that time, oldest first, from after that id on. What is held for a payout, which its gateway
     * ends, is not among them.
     */
    public Mono<List<Transfer>> held(UUID after, Instant madeBefore, int limit) {
        return unended(UNDECIDED, TransferStatus.HELD, after, madeBefore, limit);
    }

    private Mono<List<Transfer>> unended(String sql, TransferStatus status, UUID after, Instant madeBefore, int limit) {
        return database.read(
                sql,
                statement -> statement
                        .bind(0, status.name())
                        .bind(1, Rows.bytes(after))
                        .bind(2, Rows.bytes(SlottedId.lowestAt(madeBefore)))
                        .bind(3, limit),
                TransferRows::read);
    }

    /**
     * Transfers that are PENDING.
     *
     * @param oldestAge since the oldest was made; zero when there is none
     */
    public record Pending(long count, Duration oldestAge) {}

    /** How many transfers are PENDING, and for how long. */
    public Mono<Pending> pending() {
        return database.read(PENDING_TOTAL, statement -> {}, TransferStore::pendingRow)
                .map(rows -> rows.get(0));
    }

    private static Pending pendingRow(Readable row) {
        Instant oldest = Rows.findTime(row, 1);
        Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest, Rows.getTime(row, 2));
        return new Pending(Rows.getLong(row, 0), age.isNegative() ? Duration.ZERO : age);
    }

    /**
     * Transfers counted.
     *
     * @param crossShard those of them to another shard
     * @param last id of the last one counted; null when there was none
     */
    public record Counted(
            long transfers, long crossShard, @Nullable UUID last) {}

    /**
     * Counts the payments between users whose payer lives here, whatever became of them, in the order of their ids: what
     * else moves money is counted where its events are.
     *
     * @param after the id from after which on
     * @param madeBefore those made later are left out
     * @param most how many are counted at most, so that a long table can be counted in pieces
     */
    public Mono<Counted> count(UUID after, Instant madeBefore, int most) {
        return database.read(
                        COUNT,
                        statement -> statement
                                .bind(0, Rows.bytes(after))
                                .bind(1, Rows.bytes(SlottedId.lowestAt(madeBefore)))
                                .bind(2, most),
                        row -> new Counted(Rows.getLong(row, 0), Rows.getLong(row, 1), Rows.findId(row, 2)))
                .map(rows -> rows.get(0));
    }

    /**
     * A page of transfers, newest first: those whose payer lives here; for a user also those that reached the
     * user here. Asked for COMPLETED it gives the PENDING ones as well, for their payees' shards may have decided.
     */
    public Mono<List<Transfer>> page(TransferFilter filter) {
        SqlText sql = new SqlText(1024);
        if (filter.userId() == null) {
            // Of one status there are few or nearly all: then in the order of ids, without sorting them.
            boolean most = filter.status() == TransferStatus.COMPLETED;
            sql.raw(SELECT).raw(most ? " FORCE INDEX (PRIMARY) WHERE TRUE" : " WHERE TRUE");
            conditions(sql, filter, true);
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
            sql.raw(") UNION ALL (").raw(inbound).raw(" AND payee_user_id = ").text(filter.userId());
            conditions(sql, filter, false);
            sql.raw(filter.status() == null || filter.status() == TransferStatus.COMPLETED ? "" : " AND FALSE");
            sql.raw(" ORDER BY id DESC LIMIT ").number(filter.limit()).raw(")) AS all_of_user");
        }
        sql.raw(" ORDER BY id DESC LIMIT ").number(filter.limit());
        return database.read(sql.toString(), statement -> {}, TransferRows::read);
    }

    private static void newest(SqlText sql, TransferFilter filter) {
        conditions(sql, filter, true);
        sql.raw(" ORDER BY id DESC LIMIT ").number(filter.limit());
    }

    private static void conditions(SqlText sql, TransferFilter filter, boolean withStatus) {
        if (withStatus && filter.status() == TransferStatus.COMPLETED) {
            sql.raw(" AND status IN ('COMPLETED', 'PENDING')");
        } else if (withStatus && filter.status() != null) {
            sql.raw(" AND status = ").name(filter.status());
        }
        // The id has the millisecond in which the request came; the row is made then or, when its lane is long, later.
        if (filter.from() != null) {
            sql.raw(" AND id >= ").id(SlottedId.lowestAt(filter.from().minus(LONGEST_WAY)));
            sql.raw(" AND created_at >= ").time(filter.from());
        }
        if (filter.to() != null) {
            sql.raw(" AND id < ").id(SlottedId.lowestAt(filter.to().plus(CLOCK_STEP)));
            sql.raw(" AND created_at < ").time(filter.to());
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
