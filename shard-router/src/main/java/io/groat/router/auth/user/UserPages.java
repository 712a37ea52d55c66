package io.groat.router.auth.user;

import io.groat.db.DbTime;
import io.groat.engine.ShardGateway;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import reactor.core.publisher.Mono;

/** Pages over the users of all shards, newest first: each shard gives its next ones, and the newest of those are taken. */
public final class UserPages {

    private static final Comparator<User> NEWEST_FIRST =
            Comparator.comparing(User::createdAt).thenComparing(User::id).reversed();

    private static final String BY_STATUS = " AND status = ?";
    private static final String BY_ROLE = " AND FIND_IN_SET(?, roles) > 0";
    private static final String SINCE = " AND created_at >= ?";
    private static final String BEFORE = " AND created_at < ?";
    private static final String AFTER = " AND created_at <= ? AND (created_at < ? OR id < ?)";

    private final ShardGateway shards;

    public UserPages(ShardGateway shards) {
        this.shards = shards;
    }

    /** At most as many users as the filter's limit; fails while a shard is away. */
    public Mono<List<User>> page(UserFilter filter) {
        Query query = query(filter);
        return shards.onAll(shard -> shard.database().read(query.sql(), query::bind, UserRows::read))
                .flatMapIterable(found -> found)
                .sort(NEWEST_FIRST)
                .take(filter.limit())
                .collectList();
    }

    /** Statement text made of constants alone, and what is bound to it, in its order. */
    private record Query(String sql, List<BiConsumer<Statement, Integer>> values) {
        void bind(Statement statement) {
            for (int i = 0; i < values.size(); i++) {
                values.get(i).accept(statement, i);
            }
        }
    }

    private static Query query(UserFilter filter) {
        StringBuilder sql = new StringBuilder(UserRows.TABLE.select() + " WHERE TRUE");
        List<BiConsumer<Statement, Integer>> values = new ArrayList<>();
        if (filter.status() != null) {
            sql.append(BY_STATUS);
            values.add(text(filter.status().name()));
        }
        if (filter.role() != null) {
            sql.append(BY_ROLE);
            values.add(text(filter.role()));
        }
        if (filter.from() != null) {
            sql.append(SINCE);
            values.add(time(filter.from()));
        }
        if (filter.to() != null) {
            sql.append(BEFORE);
            values.add(time(filter.to()));
        }
        UserFilter.Place after = filter.after();
        if (after != null) {
            sql.append(AFTER);
            values.add(time(after.createdAt()));
            values.add(time(after.createdAt()));
            values.add(text(after.id()));
        }
        sql.append(" ORDER BY created_at DESC, id DESC LIMIT ?");
        values.add((statement, index) -> statement.bind(index, filter.limit()));
        return new Query(sql.toString(), List.copyOf(values));
    }

    private static BiConsumer<Statement, Integer> text(String value) {
        return (statement, index) -> statement.bind(index, value);
    }

    private static BiConsumer<Statement, Integer> time(Instant value) {
        return (statement, index) -> statement.bind(index, DbTime.toDb(value));
    }
}
