package io.groat.router.auth.user;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.engine.ShardGateway;
import io.groat.router.auth.user.Identifier.Kind;
import io.groat.shard.ShardKey;
import io.r2dbc.spi.Connection;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** What was decided about claims, each on its user's shard: the commit point. */
final class ClaimStore {

    private static final String OUTCOME = "SELECT CAST(outcome AS CHAR) FROM identity_claims WHERE id = ?";
    private static final String CARRIED_PHONE = "SELECT phone_claim FROM users WHERE id = ?";
    private static final String CARRIED_EMAIL = "SELECT email_claim FROM users WHERE id = ?";
    private static final String DECIDE =
            "INSERT IGNORE INTO identity_claims (id, user_id, outcome, decided_at) VALUES (?, ?, ?, ?)";
    private static final String PROVE = """
            UPDATE users SET status = 'ACTIVE', phone_claim = ?, email = NULL, email_claim = NULL, updated_at = ?
            WHERE id = ? AND status = 'PENDING' AND phone = ? AND created_at = ?""";
    private static final String CHANGE_PHONE =
            "UPDATE users SET phone = ?, phone_claim = ?, updated_at = ? WHERE id = ? AND status = 'ACTIVE'";
    private static final String CHANGE_EMAIL =
            "UPDATE users SET email = ?, email_claim = ?, updated_at = ?, email_proven_at = updated_at"
                    + " WHERE id = ? AND status = 'ACTIVE'";
    private static final String PROVE_EMAIL =
            "UPDATE users SET email_proven_at = ?, updated_at = ? WHERE id = ? AND email_claim = ?";
    private static final String DROP_EMAIL = """
            UPDATE users SET email = NULL, email_claim = NULL, email_proven_at = NULL, updated_at = ?
            WHERE id = ? AND email_claim = ?""";

    private final ShardGateway shards;
    private final InstantSource clock;

    ClaimStore(ShardGateway shards, InstantSource clock) {
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

    /** @param kind of the identifier that is asked about: one claim may have been for a phone and for an address */
    Mono<Standing> standing(String userId, UUID claim, Kind kind) {
        return shards.onDatabase(
                ShardKey.ofUser(userId),
                database -> outcome(database, claim).flatMap(outcome -> switch (outcome) {
                    case "GRANTED" ->
                        carries(database, userId, claim, kind).map(carried -> carried ? Standing.OWNED : Standing.DEAD);
                    case "VOID" -> Mono.just(Standing.DEAD);
                    default -> Mono.just(Standing.OPEN);
                }));
    }

    /** Decides that a claim is void, unless it was decided already; never late, for its commit looks for this row. */
    Mono<Void> makeVoid(String userId, UUID claim) {
        return shards.onDatabase(
                        ShardKey.ofUser(userId),
                        database -> database.write(
                                DECIDE,
                                one -> one.bind(0, Rows.bytes(claim))
                                        .bind(1, userId)
                                        .bind(2, "VOID")
                                        .bind(3, DbTime.toDb(clock.instant()))))
                .then();
    }

    /**
     * Grants the claim to a user who has proven that phone, if they still are who they were: the user becomes ACTIVE. An
     * e-mail address that they gave is none of theirs before it is proven, too.
     *
     * @return whether the user's row carries the claim now
     */
    Mono<Boolean> prove(User user, UUID claim) {
        return grant(
                user.id(),
                claim,
                Kind.PHONE,
                connection -> UserStore.changed(
                        connection,
                        PROVE,
                        one -> one.bind(0, Rows.bytes(claim))
                                .bind(1, DbTime.toDb(clock.instant()))
                                .bind(2, user.id())
                                .bind(3, user.phone())
                                .bind(4, DbTime.toDb(user.createdAt()))));
    }

    /** The user's address under that claim is proven; whether the row still carries it. */
    Mono<Boolean> proveEmail(String userId, UUID claim) {
        LocalDateTime now = DbTime.toDb(clock.instant());
        return shards.onDatabase(
                ShardKey.ofUser(userId),
                database -> database.write(
                                PROVE_EMAIL,
                                one -> one.bind(0, now)
                                        .bind(1, now)
                                        .bind(2, userId)
                                        .bind(3, Rows.bytes(claim)))
                        .map(rows -> rows > 0));
    }

    /**
     * Takes the user's address away that stands under that claim.
     *
     * @param proven whether one that was proven, too
     * @return whether the row carried it until now
     */
    Mono<Boolean> dropEmail(String userId, UUID claim, boolean proven) {
        return shards.onDatabase(
                ShardKey.ofUser(userId),
                database -> database.write(
                                proven ? DROP_EMAIL : DROP_EMAIL + " AND email_proven_at IS NULL",
                                one -> one.bind(0, DbTime.toDb(clock.instant()))
                                        .bind(1, userId)
                                        .bind(2, Rows.bytes(claim)))
                        .map(rows -> rows > 0));
    }

    /** Grants the claim on another phone number or e-mail address to a user who has one, and has proven it. */
    Mono<Boolean> change(String userId, UUID claim, Identifier identifier) {
        String sql = identifier.kind() == Kind.PHONE ? CHANGE_PHONE : CHANGE_EMAIL;
        return grant(
                userId,
                claim,
                identifier.kind(),
                connection -> UserStore.changed(
                        connection,
                        sql,
                        one -> one.bind(0, identifier.value())
                                .bind(1, Rows.bytes(claim))
                                .bind(2, DbTime.toDb(clock.instant()))
                                .bind(3, userId)));
    }

    private Mono<Boolean> grant(String userId, UUID claim, Kind kind, Function<Connection, Mono<Long>> changeRow) {
        return shards.onDatabase(
                ShardKey.ofUser(userId),
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
                        .flatMap(granted -> granted ? Mono.just(true) : carries(database, userId, claim, kind)));
    }

    private static Mono<String> outcome(ShardDatabase database, UUID claim) {
        return database.read(OUTCOME, one -> one.bind(0, Rows.bytes(claim)), row -> Rows.getText(row, 0))
                .map(rows -> rows.isEmpty() ? "" : rows.get(0));
    }

    private static Mono<Boolean> carries(ShardDatabase database, String userId, UUID claim, Kind kind) {
        return database.read(
                        kind == Kind.PHONE ? CARRIED_PHONE : CARRIED_EMAIL,
                        one -> one.bind(0, userId),
                        row -> claim.equals(Rows.findId(row, 0)))
                .map(rows -> rows.contains(true));
    }

    /** Rolls back: the user's row is no longer the one that the claim is for. */
    private static final class RowChanged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RowChanged() {
            super("the user's row changed", null, false, false);
        }
    }
}
