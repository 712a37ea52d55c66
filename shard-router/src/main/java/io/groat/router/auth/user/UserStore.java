package io.groat.router.auth.user;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.engine.ShardGateway;
import io.groat.shard.ShardKey;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Users' rows, each on its user's shard. */
public final class UserStore {

    /** After so long a registration that was never proven gives its user id free. */
    static final Duration PENDING_LIMIT = Duration.ofDays(1);

    private static final String FIND = UserRows.TABLE.select() + " WHERE id = ?";
    private static final String HAS_ACCOUNTS = "SELECT 1 FROM accounts WHERE user_id = ? LIMIT 1";
    private static final String FREE_ABANDONED =
            "DELETE FROM users WHERE id = ? AND status = 'PENDING' AND created_at < ?";
    private static final String ADD = UserRows.TABLE.insertBound(true);
    private static final String SET_PASSWORD =
            "UPDATE users SET password_hash = ?, password_changed_at = ?, updated_at = ? WHERE id = ?";
    /** Only the hash that was verified is replaced: not one of a password that was changed meanwhile. */
    private static final String REHASH = "UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?";

    private static final String SET_NAME = "UPDATE users SET full_name = ?, updated_at = ? WHERE id = ?";
    private static final String SET_STATUS =
            "UPDATE users SET status = ?, updated_at = ? WHERE id = ? AND status <> 'PENDING'";
    private static final String SET_ROLES = "UPDATE users SET roles = ?, updated_at = ? WHERE id = ?";
    private static final String OFFER_TOTP =
            "UPDATE users SET totp_secret = ?, totp_last_step = 0, updated_at = ? WHERE id = ? AND totp_since IS NULL";
    private static final String ENABLE_TOTP = """
            UPDATE users SET totp_since = ?, totp_last_step = ?, updated_at = ?
            WHERE id = ? AND totp_since IS NULL AND totp_secret = ? AND totp_last_step < ?""";
    private static final String USE_STEP =
            "UPDATE users SET totp_last_step = ? WHERE id = ? AND totp_since IS NOT NULL AND totp_last_step < ?";
    private static final String DISABLE_TOTP =
            "UPDATE users SET totp_secret = NULL, totp_since = NULL, updated_at = ? WHERE id = ?";

    private final ShardGateway shards;
    private final InstantSource clock;

    public UserStore(ShardGateway shards, InstantSource clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /** The user of that id; empty when there is none. */
    public Mono<User> find(String id) {
        return shards.onDatabase(
                        ShardKey.ofUser(id), database -> database.read(FIND, one -> one.bind(0, id), UserRows::read))
                .flatMapIterable(rows -> rows)
                .next();
    }

    /**
     * Adds a user who has proven nothing yet.
     *
     * @param mayHaveAccounts whether an id is fine under which wallets were opened already
     * @param now when they are registered
     * @return whether the id was free
     */
    public Mono<Boolean> add(NewUser user, boolean mayHaveAccounts, Instant now) {
        return shards.onDatabase(
                ShardKey.ofUser(user.id()),
                database -> database.inTransaction(
                        connection -> (mayHaveAccounts ? Mono.just(false) : hasAccounts(connection, user.id()))
                                .flatMap(taken -> taken ? Mono.just(false) : insert(connection, user, now))));
    }

    private static Mono<Boolean> hasAccounts(Connection connection, String id) {
        return ShardDatabase.rows(connection, HAS_ACCOUNTS, one -> one.bind(0, id), row -> Rows.getInt(row, 0))
                .map(rows -> !rows.isEmpty());
    }

    private static Mono<Boolean> insert(Connection connection, NewUser user, Instant now) {
        return changed(
                        connection,
                        FREE_ABANDONED,
                        one -> one.bind(0, user.id()).bind(1, DbTime.toDb(now.minus(PENDING_LIMIT))))
                .then(changed(connection, ADD, one -> UserRows.TABLE.bind(one, new UserRows.Registered(user, now))))
                .map(rows -> rows > 0);
    }

    /** Sets a new password. */
    public Mono<Void> setPassword(String id, String hash) {
        Instant now = clock.instant();
        return change(
                        id,
                        SET_PASSWORD,
                        one -> one.bind(0, hash)
                                .bind(1, DbTime.toDb(now))
                                .bind(2, DbTime.toDb(now))
                                .bind(3, id))
                .then();
    }

    /** Hashes the same password anew, unless it was changed meanwhile. */
    public Mono<Void> rehash(String id, String oldHash, String newHash) {
        return change(id, REHASH, one -> one.bind(0, newHash).bind(1, id).bind(2, oldHash))
                .then();
    }

    public Mono<Boolean> setFullName(String id, String fullName) {
        return change(
                id,
                SET_NAME,
                one -> one.bind(0, fullName)
                        .bind(1, DbTime.toDb(clock.instant()))
                        .bind(2, id));
    }

    /** Closes or opens a user who has been proven; false when there is none such. */
    public Mono<Boolean> setStatus(String id, UserStatus status) {
        return change(
                id,
                SET_STATUS,
                one -> one.bind(0, status.name())
                        .bind(1, DbTime.toDb(clock.instant()))
                        .bind(2, id));
    }

    /** @param roles among user, operator, analyst, admin */
    public Mono<Boolean> setRoles(String id, Set<String> roles) {
        return change(
                id,
                SET_ROLES,
                one -> one.bind(0, String.join(",", new TreeSet<>(roles)))
                        .bind(1, DbTime.toDb(clock.instant()))
                        .bind(2, id));
    }

    /** Keeps a secret that its owner has yet to confirm; false when one is in force already. */
    public Mono<Boolean> offerTotp(String id, String secret) {
        return change(
                id,
                OFFER_TOTP,
                one -> one.bind(0, secret).bind(1, DbTime.toDb(clock.instant())).bind(2, id));
    }

    /** Puts the offered secret in force, on the proof of that step's code; false when it is no longer the one offered. */
    public Mono<Boolean> enableTotp(String id, String secret, long step) {
        Instant now = clock.instant();
        return change(
                id,
                ENABLE_TOTP,
                one -> one.bind(0, DbTime.toDb(now))
                        .bind(1, step)
                        .bind(2, DbTime.toDb(now))
                        .bind(3, id)
                        .bind(4, secret)
                        .bind(5, step));
    }

    /** Uses up that time step and all before it; false when it was used before. */
    public Mono<Boolean> useTotpStep(String id, long step) {
        return change(id, USE_STEP, one -> one.bind(0, step).bind(1, id).bind(2, step));
    }

    public Mono<Void> disableTotp(String id) {
        return change(
                        id,
                        DISABLE_TOTP,
                        one -> one.bind(0, DbTime.toDb(clock.instant())).bind(1, id))
                .then();
    }

    private Mono<Boolean> change(String id, String sql, Consumer<Statement> bind) {
        return shards.onDatabase(ShardKey.ofUser(id), database -> database.write(sql, bind))
                .map(rows -> rows > 0);
    }

    /** Runs a statement within the transaction; gives how many rows it changed. */
    static Mono<Long> changed(Connection connection, String sql, Consumer<Statement> bind) {
        return Mono.defer(() -> {
            Statement statement = connection.createStatement(sql);
            bind.accept(statement);
            return Flux.from(statement.execute())
                    .concatMap(result -> result.getRowsUpdated())
                    .reduce(0L, Long::sum);
        });
    }
}
