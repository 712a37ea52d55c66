package io.groat.reconcile;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.reconcile.Reconciliation.Difference;
import io.r2dbc.spi.Connection;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a check reads of one shard, on a snapshot of it. */
final class BookRows {

    static final int MOST_DIFFERENCES = 100;
    private static final int IDS_AT_ONCE = 1000;

    private static final String DIFFERENCES = """
            SELECT a.id, a.user_id, a.type, a.currency, a.posted, CAST(COALESCE(e.total, 0) AS CHAR), a.last_seq,
              COALESCE(e.entries, 0), a.held, CAST(COALESCE(h.total, 0) AS CHAR)
            FROM accounts a LEFT JOIN (
              SELECT account_id, SUM(amount) AS total, COUNT(*) AS entries, MAX(seq) AS newest FROM ledger_entries
              GROUP BY account_id) e ON e.account_id = a.id
            LEFT JOIN (
              SELECT payer_account, SUM(amount) AS total FROM (
                SELECT payer_account, amount + fee AS amount FROM transfers FORCE INDEX (transfers_status) WHERE status = 'HELD'
                UNION ALL SELECT payer_account, amount - captured - released FROM holds FORCE INDEX (holds_open)
                WHERE ended_at IS NULL) reserved
              GROUP BY payer_account) h ON h.payer_account = a.id
            WHERE a.posted <> COALESCE(e.total, 0) OR a.last_seq <> COALESCE(e.entries, 0)
              OR a.last_seq <> COALESCE(e.newest, 0) OR a.held <> COALESCE(h.total, 0)
            LIMIT 100""";
    private static final String SUMS = """
            SELECT COALESCE(a.currency, 'no account'), CAST(SUM(e.total) AS CHAR), CAST(SUM(e.entries) AS SIGNED)
            FROM (SELECT account_id, SUM(amount) AS total, COUNT(*) AS entries FROM ledger_entries
              GROUP BY account_id) e
            LEFT JOIN accounts a ON a.id = e.account_id GROUP BY a.currency ORDER BY a.currency""";
    private static final String ACCOUNTS = "SELECT COUNT(*) FROM accounts WHERE kind = 'USER'";
    private static final String CLEARING =
            "SELECT type, currency, posted FROM accounts WHERE user_id = '' AND kind = 'CLEARING'";
    private static final String PENDING =
            "SELECT id, payee_shard, currency, amount FROM transfers WHERE status = 'PENDING'";
    private static final String CREDITED = "SELECT id FROM inbound_transfers WHERE outcome = 'CREDITED' AND id IN ";

    private BookRows() {}

    /** The sum and number of all entries in a currency. */
    record Sum(String currency, BigInteger totalMinor, long entries) {}

    /** A clearing account's balance. */
    record Clearing(int peer, String currency, long postedMinor) {}

    /** A transfer that its payer's shard holds to be on its way. */
    record Pending(UUID id, int payerShard, int payeeShard, String currency, long amountMinor) {}

    static Mono<List<Difference>> differences(Connection snapshot) {
        return ShardDatabase.rows(
                snapshot,
                DIFFERENCES,
                statement -> {},
                row -> new Difference(
                        Rows.getId(row, 0),
                        Rows.getText(row, 1),
                        Rows.getText(row, 2),
                        Rows.getText(row, 3),
                        Rows.getLong(row, 4),
                        new BigInteger(Rows.getText(row, 5)),
                        Rows.getLong(row, 6),
                        Rows.getLong(row, 7),
                        Rows.getLong(row, 8),
                        new BigInteger(Rows.getText(row, 9))));
    }

    static Mono<List<Sum>> sums(Connection snapshot) {
        return ShardDatabase.rows(
                snapshot,
                SUMS,
                statement -> {},
                row -> new Sum(Rows.getText(row, 0), new BigInteger(Rows.getText(row, 1)), Rows.getLong(row, 2)));
    }

    static Mono<Long> accounts(Connection snapshot) {
        return ShardDatabase.rows(snapshot, ACCOUNTS, statement -> {}, row -> Rows.getLong(row, 0))
                .map(counts -> counts.get(0));
    }

    static Mono<List<Clearing>> clearing(Connection snapshot) {
        return ShardDatabase.rows(
                snapshot,
                CLEARING,
                statement -> {},
                row -> new Clearing(
                        Integer.parseInt(Rows.getText(row, 0).substring("clearing-".length())),
                        Rows.getText(row, 1),
                        Rows.getLong(row, 2)));
    }

    static Mono<List<Pending>> pending(Connection snapshot, int shard) {
        return ShardDatabase.rows(
                snapshot,
                PENDING,
                statement -> {},
                row -> new Pending(
                        Rows.getId(row, 0), shard, Rows.getInt(row, 1), Rows.getText(row, 2), Rows.getLong(row, 3)));
    }

    /** Which of those transfers have reached their payee, by the payee's shard. */
    static Mono<Set<UUID>> credited(Connection snapshot, Collection<UUID> transfers) {
        return Flux.fromIterable(transfers)
                .buffer(IDS_AT_ONCE)
                .concatMap(some -> {
                    SqlText sql = new SqlText(some.size() * 36).raw(CREDITED).ids(some);
                    return ShardDatabase.rows(snapshot, sql.toString(), statement -> {}, row -> Rows.getId(row, 0));
                })
                .collect(HashSet::new, Set::addAll);
    }
}
