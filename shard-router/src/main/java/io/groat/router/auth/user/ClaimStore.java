package io.groat.router.auth.user;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What was decided about claims, each on its user's shard: the commit point. */
final class ClaimStore {

    private static final String OUTCOME = "SELECT CAST(outcome AS CHAR) FROM identity_claims WHERE id = ?";
    private static final String CARRIED = "SELECT phone_claim, email_claim FROM users WHERE id = ?";
    private static final String DECIDE =
            "INSERT IGNORE INTO identity_claims (id, user_id, outcome, decided_at) VALUES (?, ?, ?, ?)";
    private static final String PROVE = """
            UPDATE users SET status = 'ACTIVE', phone_claim = ?, email_claim = ?,
                email = IF(? , email, NULL), updated_at = ?
            WHERE id = ? AND status = 'PENDING' AND phone = ? AND created_at = ?""";
    private static final String CHANGE_PHONE =
            "UPDATE users SET phone = ?, phone_claim = ?, updated_at = ? WHERE id = ? AND status = 'ACTIVE'";
    private static final String CHANGE_EMAIL =
            "UPDATE users SET email = ?, email_claim = ?, updated_at = ? WHERE id = ? AND status = 'ACTIVE'";

    private final IdentityShards shards;
    private final InstantSource clock;

    ClaimStore(IdentityShards shards, InstantSource clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /** How a claim stands. */
    enum Standing {
        /** Nobody has decided it. */
        OPEN,
        /** Its user's row carries it: the identifier is theirs. */
        OWNED,
        /** Void, or no longer carried: it never comes back. */
        DEAD
    }

    Mono<Standing> standing(String userId, UUID claim) {
        return shards.ofUser(
                userId,
                database -> outcome(database, claim).flatMap(outcome -> switch (outcome) {
                    case "GRANTED" ->
                        carries(database, userId, claim).map(carried -> carried ? Standing.OWNED : Standing.DEAD);
                    case "VOID" -> Mono.just(Standing.DEAD);
                    default -> Mono.just(Standing.OPEN);
                }));
    }

    /** Decides that a claim is void, unless it was decided already; never late, for its commit looks for this row. */
    Mono<Void> makeVoid(String userId, UUID claim) {
        return shards.ofUser(
                        userId,
                        database -> database.write(
                                DECIDE,
                                one -> one.bind(0, Rows.bytes(claim))
                                        .bind(1, userId)
                                        .bind(2, "VOID")
                                        .bind(3, DbTime.toDb(clock.instant()))))
                .then();
    }

    /**
     * Grants the claim to a user who has proven that phone, if they still are who they were: the user becomes ACTIVE.
     *
     * @param emailToo whether the e-mail address was reserved; else the user goes on without
     * @return whether the user's row carries the claim now
     */
    Mono<Boolean> prove(User user, UUID claim, boolean emailToo) {
        Instant now = clock.instant();
        return grant(
                user.id(),
                claim,
                connection -> UserStore.changed(connection, PROVE, one -> {
                    one.bind(0, Rows.bytes(claim));
                    bindId(one, 1, emailToo ? claim : null);
                    one.bind(2, emailToo ? 1 : 0)
                            .bind(3, DbTime.toDb(now))
                            .bind(4, user.id())
                            .bind(5, user.phone())
                            .bind(6, DbTime.toDb(user.createdAt()));
                }));
    }

    /** Grants the claim on another phone number or e-mail address to a user who has one; null takes the address away. */
    Mono<Boolean> change(String userId, UUID claim, Identifier identifier) {
        String sql = identifier.kind() == Identifier.Kind.PHONE ? CHANGE_PHONE : CHANGE_EMAIL;
        return grant(
                userId,
                claim,
                connection -> UserStore.changed(
                        connection,
                        sql,
                        one -> one.bind(0, identifier.value())
                                .bind(1, Rows.bytes(claim))
                                .bind(2, DbTime.toDb(clock.instant()))
                                .bind(3, userId)));
    }

    private Mono<Boolean> grant(
            String userId, UUID claim, java.util.function.Function<Connection, Mono<Long>> changeRow) {
        return shards.ofUser(
                userId,
                database -> database.inTransaction(connection -> UserStore.changed(
                                        connection,
                                        DECIDE,
                                        one -> one.bind(0, Rows.bytes(claim))
                                                .bind(1, userId)
                                                .bind(2, "GRANTED")
                                                .bind(3, DbTime.toDb(clock.instant())))
                                .flatMap(decided -> decided > 0
                                        ? changeRow.apply(connection).map(changed -> {
                                            if (changed == 0) {
                                                throw new RowChanged();
                                            }
                                            return true;
                                        })
                                        : Mono.just(false)))
                        .onErrorReturn(RowChanged.class, false)
                        .flatMap(granted -> granted ? Mono.just(true) : carries(database, userId, claim)));
    }

    private static Mono<String> outcome(ShardDatabase database, UUID claim) {
        return database.read(OUTCOME, one -> one.bind(0, Rows.bytes(claim)), row -> Rows.getText(row, 0))
                .map(rows -> rows.isEmpty() ? "" : rows.get(0));
    }

    private static Mono<Boolean> carries(ShardDatabase database, String userId, UUID claim) {
        return database.read(
                        CARRIED,
                        one -> one.bind(0, userId),
                        row -> claim.equals(Rows.findId(row, 0)) || claim.equals(Rows.findId(row, 1)))
                .map(rows -> rows.contains(true));
    }

    private static void bindId(io.r2dbc.spi.Statement statement, int index, @Nullable UUID id) {
        if (id == null) {
            statement.bindNull(index, byte[].class);
        } else {
            statement.bind(index, Rows.bytes(id));
        }
    }

    /** Rolls back: the user's row is no longer the one that the claim is for. */
    private static final class RowChanged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RowChanged() {
            super("the user's row changed", null, false, false);
        }
    }
}
