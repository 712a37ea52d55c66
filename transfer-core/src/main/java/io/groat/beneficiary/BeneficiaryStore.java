package io.groat.beneficiary;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTransientException;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Users' beneficiaries, each on its user's shard. A posting lane that asks for one shares its lock until it commits: what
 * was taken away has no payment after it, for taking it away waits for those that were let through, and later ones wait
 * for it. All lock by the primary key first, as lanes do.
 */
public final class BeneficiaryStore {

    /** Most of a user. */
    public static final int MOST = 200;

    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final String SELECT = BeneficiaryRows.TABLE.select();
    private static final String FIND = SELECT + " WHERE id = ? AND user_id = ?";
    private static final String PAGE = SELECT + " WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    private static final String ADD = BeneficiaryRows.TABLE.insertBound(true);
    private static final String LOCK_ALL =
            "SELECT id FROM beneficiaries FORCE INDEX (PRIMARY) WHERE user_id = ? FOR SHARE";
    private static final String LOCK =
            SELECT + " FORCE INDEX (PRIMARY) WHERE user_id = ? AND payee = ? AND id = ? FOR UPDATE";
    private static final String DELETE = "DELETE FROM beneficiaries WHERE user_id = ? AND payee = ? AND id = ?";
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final ShardDatabase database;

    public BeneficiaryStore(ShardDatabase database) {
        this.database = database;
    }

    /** The user's of that id; empty when there is none. */
    public Mono<Beneficiary> find(String userId, UUID id) {
        return database.read(
                        FIND, statement -> statement.bind(0, Rows.bytes(id)).bind(1, userId), BeneficiaryRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /**
     * A page of a user's, the newest first.
     *
     * @param before only those with a lower id; null for the newest
     */
    public Mono<List<Beneficiary>> page(String userId, @Nullable UUID before, int limit) {
        return database.read(
                PAGE,
                statement -> statement
                        .bind(0, userId)
                        .bind(1, Rows.bytes(before == null ? AFTER_ALL : before))
                        .bind(2, limit),
                BeneficiaryRows::read);
    }

    /**
     * Adds one; fails with BENEFICIARY_EXISTS or TOO_MANY_BENEFICIARIES. Those that are added at once wait for one another
     * where they count, in a circle: MySQL ends one of them, which then begins anew.
     */
    public Mono<Beneficiary> add(Beneficiary one) {
        return database.inTransaction(connection -> changed(
                                connection, ADD, statement -> BeneficiaryRows.TABLE.bind(statement, one))
                        .flatMap(rows -> rows == 0 ? refused(Refusal.BENEFICIARY_EXISTS, "payee") : Mono.just(rows))
                        .then(ShardDatabase.rows(
                                connection,
                                LOCK_ALL,
                                statement -> statement.bind(0, one.userId()),
                                row -> Rows.getId(row, 0)))
                        .flatMap(all -> all.size() > MOST
                                ? BeneficiaryStore.<Beneficiary>refused(Refusal.TOO_MANY_BENEFICIARIES, null)
                                : Mono.just(one)))
                .retryWhen(Retry.fixedDelay(TRIES, PAUSE).filter(R2dbcTransientException.class::isInstance));
    }

    /** Changes one, locked; gives it as it is then. Empty when it is not there as it is known. */
    public Mono<Beneficiary> change(Beneficiary known, Beneficiary.Change change, Instant now) {
        return database.inTransaction(connection -> ShardDatabase.rows(
                        connection, LOCK, statement -> name(statement, known), BeneficiaryRows::read)
                .flatMapIterable(rows -> rows)
                .next()
                .filter(known::equals)
                .map(current -> current.changed(change, now))
                .flatMap(after -> changed(connection, BeneficiaryRows.TABLE.update(List.of(after)), statement -> {})
                        .thenReturn(after)));
    }

    /** Takes one away, once payments that were let through by it are done; false when it is there no more. */
    public Mono<Boolean> delete(Beneficiary known) {
        return database.write(DELETE, statement -> name(statement, known)).map(rows -> rows > 0);
    }

    private static void name(Statement statement, Beneficiary known) {
        statement.bind(0, known.userId()).bind(1, known.payee().text()).bind(2, Rows.bytes(known.id()));
    }

    private static <T> Mono<T> refused(Refusal why, @Nullable String field) {
        return Mono.error(new RefusedException(new Refused(why, field, null)));
    }

    private static Mono<Long> changed(Connection connection, String sql, Consumer<Statement> bind) {
        return Mono.defer(() -> {
            Statement statement = connection.createStatement(sql);
            bind.accept(statement);
            return Flux.from(statement.execute())
                    .concatMap(result -> result.getRowsUpdated())
                    .reduce(0L, Long::sum);
        });
    }
}
