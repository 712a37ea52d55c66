package io.groat.router.audit;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The chain of one shard. Its end is locked by each append, so rows follow one another whoever appends them. */
final class AuditStore {

    private static final String HEAD = "SELECT seq, at, hash FROM audit_head WHERE only_row = 1";
    private static final String LOCK_HEAD = HEAD + " FOR UPDATE";
    private static final String MOVE_HEAD = "UPDATE audit_head SET seq = ?, at = ?, hash = ? WHERE only_row = 1";
    private static final String INSERT = AuditRows.TABLE.insertBound(false);
    private static final String SELECT = AuditRows.TABLE.select();
    private static final String CHAIN = SELECT + " WHERE seq > ? ORDER BY seq LIMIT ?";

    private final ShardDatabase database;
    private final InstantSource clock;

    AuditStore(ShardDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The end of a chain: the last row's number, time and hash. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by its hash's content.
    record Head(long seq, Instant at, byte[] hash) {

        static Head read(Readable row) {
            byte[] hash = row.get(2, byte[].class);
            if (hash == null) {
                throw new IllegalStateException("an audit chain without a hash");
            }
            return new Head(Rows.getLong(row, 0), Rows.getTime(row, 1), hash);
        }
    }

    /** Appends one row in a transaction of its own. */
    Mono<AuditRow> append(AuditEntry entry) {
        return database.inTransaction(connection -> ShardDatabase.rows(
                        connection, LOCK_HEAD, statement -> {}, Head::read)
                .map(heads -> next(heads.get(0), entry))
                .flatMap(row -> run(connection, INSERT, statement -> AuditRows.TABLE.bind(statement, row))
                        .then(run(
                                connection,
                                MOVE_HEAD,
                                statement -> statement
                                        .bind(0, row.seq())
                                        .bind(1, DbTime.toDb(row.at()))
                                        .bind(2, row.hash())))
                        .thenReturn(row)));
    }

    Mono<Head> head() {
        return database.read(HEAD, statement -> {}, Head::read).map(heads -> heads.get(0));
    }

    /** Rows in the order of the chain. */
    Mono<List<AuditRow>> chain(long afterSeq, int limit) {
        return database.read(
                CHAIN,
                statement -> statement.bind(0, afterSeq).bind(1, limit),
                row -> AuditRows.read(database.shard(), row));
    }

    /** A page, newest first. */
    Mono<List<AuditRow>> page(AuditFilter filter) {
        SqlText sql = new SqlText(512).raw(SELECT).raw(" WHERE TRUE");
        equal(sql, "user_id", filter.userId());
        equal(sql, "actor", filter.actor());
        equal(sql, "action", filter.action());
        equal(sql, "outcome", filter.outcome() == null ? null : filter.outcome().name());
        if (filter.from() != null) {
            sql.raw(" AND at >= ").time(filter.from());
        }
        if (filter.to() != null) {
            sql.raw(" AND at < ").time(filter.to());
        }
        if (filter.before() != null) {
            after(sql, filter.before());
        }
        sql.raw(" ORDER BY seq DESC LIMIT ").number(filter.limit());
        return database.read(sql.toString(), statement -> {}, row -> AuditRows.read(database.shard(), row));
    }

    private void after(SqlText sql, AuditFilter.Place place) {
        if (database.shard() == place.shard()) {
            sql.raw(" AND seq < ").number(place.seq());
        } else {
            sql.raw(database.shard() < place.shard() ? " AND at < " : " AND at <= ")
                    .time(place.at());
        }
    }

    private static void equal(SqlText sql, String column, @Nullable String value) {
        if (value != null) {
            sql.raw(" AND ").raw(column).raw(" = ").text(value);
        }
    }

    /** A clock that was set back moves no row before the one that it follows. */
    private AuditRow next(Head head, AuditEntry entry) {
        Instant now = clock.instant();
        return AuditRow.after(
                head.hash(), database.shard(), head.seq() + 1, now.isBefore(head.at()) ? head.at() : now, entry);
    }

    private static Mono<Void> run(Connection connection, String sql, Consumer<Statement> bind) {
        return Mono.defer(() -> {
            Statement statement = connection.createStatement(sql);
            bind.accept(statement);
            return Flux.from(statement.execute())
                    .concatMap(result -> result.getRowsUpdated())
                    .then();
        });
    }
}
