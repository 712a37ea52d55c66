package io.groat.router.auth.user;

import io.groat.db.Rows;
import io.groat.engine.ShardGateway;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The {@code identifiers} rows: where to look for whom. Each step is one statement; expiry is by the server's clock. */
final class IdentifierStore {

    private static final String FIND = """
            SELECT user_id, claim, state = 'ACTIVE', expires_at < UTC_TIMESTAMP(6) FROM identifiers WHERE digest = ?""";
    private static final String RESERVE = """
            INSERT IGNORE INTO identifiers (digest, kind, user_id, claim, state, expires_at, updated_at)
            VALUES (?, ?, ?, ?, 'RESERVED', UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND, UTC_TIMESTAMP(6))""";
    private static final String TAKE_OVER = """
            UPDATE identifiers SET user_id = ?, claim = ?, state = 'RESERVED',
                expires_at = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND, updated_at = UTC_TIMESTAMP(6)
            WHERE digest = ? AND claim = ?""";
    private static final String ACTIVATE =
            "UPDATE identifiers SET state = 'ACTIVE', updated_at = UTC_TIMESTAMP(6) WHERE digest = ? AND claim = ?";
    private static final String RELEASE = "DELETE FROM identifiers WHERE digest = ? AND claim = ?";

    private final ShardGateway shards;

    IdentifierStore(ShardGateway shards) {
        this.shards = shards;
    }

    /**
     * What a row says.
     *
     * @param active whether the claim is known to have been granted
     * @param expired whether a claim that is not may be voided
     */
    record Entry(String userId, UUID claim, boolean active, boolean expired) {}

    Mono<Entry> find(Identifier identifier) {
        return shards.onDatabase(
                        identifier,
                        database ->
                                database.read(FIND, one -> one.bind(0, identifier.digest()), IdentifierStore::entry))
                .flatMapIterable(rows -> rows)
                .next();
    }

    /** Writes the row when there is none; whether it did. */
    Mono<Boolean> reserve(Identifier identifier, String userId, UUID claim, Duration expiry) {
        return shards.onDatabase(
                        identifier,
                        database -> database.write(
                                RESERVE,
                                one -> one.bind(0, identifier.digest())
                                        .bind(1, identifier.kind().name())
                                        .bind(2, userId)
                                        .bind(3, Rows.bytes(claim))
                                        .bind(4, expiry.toNanos() / 1000)))
                .map(rows -> rows > 0);
    }

    /** Makes a row of that dead claim this claim's; false when it is no longer of that claim. */
    Mono<Boolean> takeOver(Identifier identifier, UUID dead, String userId, UUID claim, Duration expiry) {
        return shards.onDatabase(
                        identifier,
                        database -> database.write(
                                TAKE_OVER,
                                one -> one.bind(0, userId)
                                        .bind(1, Rows.bytes(claim))
                                        .bind(2, expiry.toNanos() / 1000)
                                        .bind(3, identifier.digest())
                                        .bind(4, Rows.bytes(dead))))
                .map(rows -> rows > 0);
    }

    Mono<Void> activate(Identifier identifier, UUID claim) {
        return onClaim(identifier, claim, ACTIVATE);
    }

    /** Deletes the row of a claim that is void, or that its user has given up. */
    Mono<Void> release(Identifier identifier, UUID claim) {
        return onClaim(identifier, claim, RELEASE);
    }

    private Mono<Void> onClaim(Identifier identifier, UUID claim, String sql) {
        return shards.onDatabase(
                        identifier,
                        database -> database.write(
                                sql, one -> one.bind(0, identifier.digest()).bind(1, Rows.bytes(claim))))
                .then();
    }

    private static Entry entry(Readable row) {
        return new Entry(
                Rows.getText(row, 0), Rows.getId(row, 1), Rows.getLong(row, 2) != 0, Rows.getLong(row, 3) != 0);
    }
}
