package io.groat.casework;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.order.GatewayPayment;
import io.groat.order.GatewayPaymentRows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Cases of one shard. */
public final class CaseStore {

    private static final String SELECT = MoneyCaseRows.TABLE.select();
    private static final String FIND = SELECT + " WHERE id = ?";
    private static final String BY_SUBJECT = SELECT + " WHERE gateway = ? AND kind = ? AND subject = ?";
    private static final String BY_ITEM =
            SELECT + " WHERE gateway = ? AND item_subject = ? AND kind = 'MISSING_THERE' AND status = 'OPEN'";
    private static final String ADD = MoneyCaseRows.TABLE.insertBound(true);
    private static final String DUE = SELECT + " WHERE work_at <= ? ORDER BY work_at LIMIT ?";
    private static final String IF_VERSION = " WHERE t.version = ";

    /** Payments in suspense, which the books have, of which there is no case. */
    private static final String SUSPENDED = "SELECT " + GatewayPaymentRows.TABLE.columnsOf("p")
            + " FROM gateway_payments p WHERE p.purpose = 'SUSPENSE' AND p.movement_id IS NOT NULL"
            + " AND NOT EXISTS (SELECT 1 FROM money_cases c"
            + " WHERE c.gateway = p.gateway AND c.kind = 'SUSPENSE' AND c.subject = p.payment_id)"
            + " ORDER BY p.seen_at LIMIT ?";

    private final ShardDatabase database;

    public CaseStore(ShardDatabase database) {
        this.database = database;
    }

    /** Opens a case, or finds the one that there is. */
    public Mono<MoneyCase> open(MoneyCase one) {
        return database.write(ADD, statement -> MoneyCaseRows.TABLE.bind(statement, one))
                .then(database.read(
                        BY_SUBJECT,
                        statement -> statement
                                .bind(0, one.gateway())
                                .bind(1, one.kind().name())
                                .bind(2, one.subject()),
                        MoneyCaseRows::read))
                .map(found -> found.get(0));
    }

    /** The case of that id; empty when there is none. */
    public Mono<MoneyCase> find(UUID id) {
        return database.read(FIND, statement -> statement.bind(0, Rows.bytes(id)), MoneyCaseRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** The open case that says that something was not settled; empty when there is none. */
    public Mono<MoneyCase> findMissingThere(String gateway, String itemSubject) {
        return database.read(BY_ITEM, statement -> statement.bind(0, gateway).bind(1, itemSubject), MoneyCaseRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** Those about rows of those keys. */
    public Mono<List<MoneyCase>> ofRows(String gateway, Collection<String> rowKeys) {
        SqlText sql = new SqlText(512 + rowKeys.size() * 64)
                .raw(SELECT)
                .raw(" WHERE kind IN ('MISSING_HERE', 'DIFFERS') AND gateway = ")
                .text(gateway)
                .raw(" AND subject IN ");
        String separator = "(";
        for (String one : rowKeys) {
            sql.raw(separator).text(one);
            separator = ",";
        }
        return database.read(sql.raw(")").toString(), statement -> {}, MoneyCaseRows::read);
    }

    /** Writes what has become of one; false when another was quicker. */
    public Mono<Boolean> change(MoneyCase known, MoneyCase next) {
        return database.write(MoneyCaseRows.TABLE.update(List.of(next)) + IF_VERSION + known.version(), statement -> {})
                .map(rows -> rows > 0);
    }

    /** Those that are to be looked at or carried out, the longest due first. */
    public Mono<List<MoneyCase>> due(Instant now, int limit) {
        return database.read(
                DUE, statement -> statement.bind(0, DbTime.toDb(now)).bind(1, limit), MoneyCaseRows::read);
    }

    /** Payments in suspense of which there is no case. */
    public Mono<List<GatewayPayment>> suspended(int limit) {
        return database.read(SUSPENDED, statement -> statement.bind(0, limit), GatewayPaymentRows::read);
    }

    /**
     * A page of cases, newest first.
     *
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<MoneyCase>> page(CaseFilter filter, @Nullable UUID before, int limit) {
        SqlText sql = new SqlText(1024).raw(SELECT).raw(" WHERE TRUE");
        if (filter.status() != null) {
            sql.raw(" AND status = ").name(filter.status());
        }
        if (filter.kind() != null) {
            sql.raw(" AND kind = ").name(filter.kind());
        }
        if (filter.gateway() != null) {
            sql.raw(" AND gateway = ").text(filter.gateway());
        }
        if (filter.itemId() != null) {
            sql.raw(" AND item_id = ").id(filter.itemId());
        }
        if (before != null) {
            sql.raw(" AND id < ").id(before);
        }
        sql.raw(" ORDER BY id DESC LIMIT ").number(limit);
        return database.read(sql.toString(), statement -> {}, MoneyCaseRows::read);
    }

    /**
     * Which cases to list; null for all.
     *
     * @param itemId of what here they are about
     */
    public record CaseFilter(
            @Nullable CaseStatus status,
            @Nullable CaseKind kind,
            @Nullable String gateway,
            @Nullable UUID itemId) {}
}
