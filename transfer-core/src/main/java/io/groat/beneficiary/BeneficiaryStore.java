package io.groat.beneficiary;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Users' beneficiaries, each on its user's shard. A posting lane that asks for one shares its lock until it commits: taking
 * one away waits for the payments that were let through, and those that come later do not find it. Whatever is written here
 * is one statement, so that a router which stands still holds no lock that a lane waits for.
 */
public final class BeneficiaryStore {

    /** Most of a user. */
    public static final int MOST = 200;

    private static final String SELECT = BeneficiaryRows.TABLE.select();
    private static final String FIND = SELECT + " WHERE id = ? AND user_id = ?";
    private static final String PAGE = SELECT + " WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    private static final String ADD = BeneficiaryRows.TABLE.insertBound(true);
    private static final String COUNT = "SELECT COUNT(*) FROM beneficiaries WHERE user_id = ?";
    private static final String IF_VERSION = " WHERE t.version = ";
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
     * Adds one; fails with BENEFICIARY_EXISTS or TOO_MANY_BENEFICIARIES. Of those that are added at once each counts after it
     * stands there, and is taken away again where there are too many then: the last of them sees all. A crash in between
     * leaves it there.
     */
    public Mono<Beneficiary> add(Beneficiary one) {
        return count(one.userId())
                .flatMap(before -> before < MOST ? insert(one) : refused(Refusal.TOO_MANY_BENEFICIARIES, null))
                .then(count(one.userId()))
                .flatMap(after -> after <= MOST
                        ? Mono.just(one)
                        : delete(one).then(refused(Refusal.TOO_MANY_BENEFICIARIES, null)));
    }

    private Mono<Integer> count(String userId) {
        return database.read(COUNT, statement -> statement.bind(0, userId), row -> Rows.getInt(row, 0))
                .map(rows -> rows.get(0));
    }

    private Mono<Long> insert(Beneficiary one) {
        return database.write(ADD, statement -> BeneficiaryRows.TABLE.bind(statement, one))
                .flatMap(rows -> rows == 0 ? refused(Refusal.BENEFICIARY_EXISTS, "payee") : Mono.just(rows));
    }

    /** Changes one; gives it as it is then. Empty when it is not there as it is known. */
    public Mono<Beneficiary> change(Beneficiary known, Beneficiary.Change change, Instant now) {
        Beneficiary after = known.changed(change, now);
        return database.write(
                        BeneficiaryRows.TABLE.update(List.of(after)) + IF_VERSION + known.version(), statement -> {})
                .flatMap(rows -> rows == 0 ? Mono.empty() : Mono.just(after));
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
}
