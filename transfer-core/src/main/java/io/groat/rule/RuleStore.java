package io.groat.rule;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rules as one shard has them. Rows are added and never changed, so that copies of them can be made at any time. */
public final class RuleStore {

    /** A later release may have rules of other kinds, which are its own to copy. */
    private static final String OF_KINDS_KNOWN = " WHERE kind IN ('WALLET', 'TRANSACTION')";

    private static final String ALL = RuleRows.TABLE.select() + OF_KINDS_KNOWN;
    private static final String COUNT = "SELECT COUNT(*) FROM rules" + OF_KINDS_KNOWN;
    private static final String ADD = RuleRows.TABLE.insertBound(true);

    private static final String SWEEP = "DELETE FROM limit_usage WHERE ends_at < ? LIMIT ?";
    private static final String USAGES = UsageRows.TABLE.select() + " WHERE account_id = ? AND ends_at > ?";

    private final ShardDatabase database;

    public RuleStore(ShardDatabase database) {
        this.database = database;
    }

    /** All rules, those that are in force no more among them. */
    public Mono<List<StoredRule>> all() {
        return database.read(ALL, statement -> {}, RuleRows::read);
    }

    /** How many it has. */
    public Mono<Integer> count() {
        return database.read(COUNT, statement -> {}, row -> Rows.getInt(row, 0)).map(rows -> rows.get(0));
    }

    /** What an account here has used of its limits that counts at that time. */
    public Mono<List<Usage>> usages(UUID account, Instant now) {
        return database.read(
                USAGES, statement -> statement.bind(0, Rows.bytes(account)).bind(1, DbTime.toDb(now)), UsageRows::read);
    }

    /** Deletes so many rows at most of what counts no more since that time; gives how many there were. */
    public Mono<Long> sweepUsages(Instant endedBefore, int most) {
        return database.write(
                SWEEP, statement -> statement.bind(0, DbTime.toDb(endedBefore)).bind(1, most));
    }

    /** Adds it; false where there is one of that kind, name and version, which stays as it is. */
    public Mono<Boolean> add(StoredRule rule) {
        return database.write(ADD, statement -> RuleRows.TABLE.bind(statement, rule))
                .map(rows -> rows == 1);
    }

    /** Adds those that are not there. */
    public Mono<Void> copy(Collection<StoredRule> rules) {
        return Flux.fromIterable(rules).concatMap(this::add).then();
    }
}
