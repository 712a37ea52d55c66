package io.groat.account;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.Stretch;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads accounts of one shard. They are written by posting lanes alone. */
public final class AccountStore {

    private static final String BY_ID = AccountRows.TABLE.select() + " WHERE id = ? AND kind = 'USER'";
    private static final String BY_USER =
            AccountRows.TABLE.select() + " WHERE user_id = ? AND kind = 'USER' ORDER BY type, currency";
    /** Every row is read, in the order in which they stand: not by currency, which would look each of them up. */
    private static final String TOTALS = """
            SELECT currency, COUNT(*), CAST(SUM(posted) AS CHAR) FROM accounts FORCE INDEX (PRIMARY)
            WHERE kind = 'USER' GROUP BY currency ORDER BY currency""";

    private final ShardDatabase database;

    public AccountStore(ShardDatabase database) {
        this.database = database;
    }

    /** The user's account of that id; empty when there is none, or it is the shard's own. */
    public Mono<Account> find(UUID id) {
        return database.read(BY_ID, statement -> statement.bind(0, Rows.bytes(id)), AccountRows::read)
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
    }

    /** All accounts of a user, by type and currency; an empty list when there are none. */
    public Mono<List<Account>> ofUser(String userId) {
        return database.read(BY_USER, statement -> statement.bind(0, userId), AccountRows::read);
    }

    /**
     * The next of users' accounts here, newest first: at most so many, and fewer where much was looked at that did not
     * fit.
     *
     * @param before only those with a lower id: where the page before ended; null for the newest
     */
    public Mono<Stretch<Account, UUID>> page(AccountFilter filter, @Nullable UUID before, int limit) {
        AccountPage page = new AccountPage(filter, before, limit);
        return page.looksFar()
                ? database.read(page.last(), statement -> {}, row -> Rows.getId(row, 0))
                        .flatMap(last -> page(page, last.isEmpty() ? null : last.get(0)))
                : page(page, null);
    }

    private Mono<Stretch<Account, UUID>> page(AccountPage page, @Nullable UUID last) {
        return database.read(page.rows(last), statement -> {}, AccountRows::read)
                .map(found -> Stretch.of(found, page.limit(), Account::id, last));
    }

    /** How many user accounts there are in a currency, and what is in them together. */
    public record Total(String currency, long accounts, String postedMinor) {}

    /** Totals by currency. Reads every account. */
    public Mono<List<Total>> totals() {
        return database.read(
                TOTALS,
                statement -> {},
                row -> new Total(Rows.getText(row, 0), Rows.getLong(row, 1), Rows.getText(row, 2)));
    }
}
