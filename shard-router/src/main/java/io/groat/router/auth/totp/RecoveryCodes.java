package io.groat.router.auth.totp;

import io.groat.db.DbTime;
import io.groat.db.SqlText;
import io.groat.engine.ShardGateway;
import io.groat.shard.ShardKey;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Recovery codes: ten at a time, each good once. Eighty bits of chance each, so a plain hash keeps them; they are shown
 * once and never again.
 */
public final class RecoveryCodes {

    private static final int COUNT = 10;
    private static final int CODE_BYTES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String DELETE = "DELETE FROM recovery_codes WHERE user_id = ";
    private static final String ADD = "INSERT INTO recovery_codes (user_id, digest, created_at) VALUES ";
    private static final String USE =
            "UPDATE recovery_codes SET used_at = ? WHERE user_id = ? AND digest = ? AND used_at IS NULL";
    private static final String LEFT = "SELECT COUNT(*) FROM recovery_codes WHERE user_id = ? AND used_at IS NULL";

    private final ShardGateway shards;
    private final InstantSource clock;

    public RecoveryCodes(ShardGateway shards, InstantSource clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /** New codes; those before are over. */
    public Mono<List<String>> replace(String userId) {
        List<String> codes = Stream.generate(RecoveryCodes::code).limit(COUNT).toList();
        Instant now = clock.instant();
        SqlText add = new SqlText(1024).raw(ADD);
        for (int i = 0; i < codes.size(); i++) {
            add.raw(i == 0 ? "(" : ",(").text(userId).comma().bytes(digest(userId, codes.get(i)));
            add.comma().time(now).raw(")");
        }
        String delete = new SqlText().raw(DELETE).text(userId).toString();
        return shards.onDatabase(
                ShardKey.ofUser(userId),
                database -> database.inTransaction(connection -> run(connection, delete)
                        .then(run(connection, add.toString()))
                        .thenReturn(codes)));
    }

    /** Takes all codes away. */
    public Mono<Void> delete(String userId) {
        String delete = new SqlText().raw(DELETE).text(userId).toString();
        return shards.onDatabase(ShardKey.ofUser(userId), database -> database.write(delete, nothing -> {}))
                .then();
    }

    /** Uses a code up; false when it is none of the user's, or was used. */
    public Mono<Boolean> use(String userId, String code) {
        return shards.onDatabase(
                        ShardKey.ofUser(userId),
                        database -> database.write(
                                USE,
                                one -> one.bind(0, DbTime.toDb(clock.instant()))
                                        .bind(1, userId)
                                        .bind(2, digest(userId, code))))
                .map(rows -> rows > 0);
    }

    /** How many are left. */
    public Mono<Long> left(String userId) {
        return shards.onDatabase(
                        ShardKey.ofUser(userId),
                        database -> database.read(
                                LEFT, one -> one.bind(0, userId), row -> io.groat.db.Rows.getLong(row, 0)))
                .map(rows -> rows.get(0));
    }

    /** Whether the text has a recovery code's form, however it was typed. */
    public static boolean isCode(String text) {
        return plain(text).length() == CODE_BYTES * 8 / 5;
    }

    /** Four groups of four letters and digits. */
    private static String code() {
        byte[] bytes = new byte[CODE_BYTES];
        RANDOM.nextBytes(bytes);
        String text = Base32.encode(bytes);
        return String.join("-", text.substring(0, 4), text.substring(4, 8), text.substring(8, 12), text.substring(12));
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static byte[] digest(String userId, String code) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((userId + "\n" + plain(code)).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Mono<Void> run(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }
}
