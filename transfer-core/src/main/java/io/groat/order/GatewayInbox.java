package io.groat.order;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.db.DbTime;
import io.groat.db.ShardDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What gateways have told, on one shard. A gateway is answered once it stands here; it is worked off behind, as often as it
 * takes, for what it leads to is done once however often it is told.
 */
public final class GatewayInbox {

    private static final String ADD = GatewayEventRows.TABLE.insertBound(true);
    private static final String DUE = GatewayEventRows.TABLE.select() + " WHERE try_at <= ? ORDER BY try_at LIMIT ?";
    private static final String CHANGE =
            "UPDATE gateway_events SET tries = tries + 1, try_at = ? WHERE gateway = ? AND event_id = ?";
    private static final String FORGET = "DELETE FROM gateway_events WHERE received_at < ? AND try_at IS NULL LIMIT ?";

    /** Repeats come within seconds, or minutes after an answer was lost. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private static final int MOST_REMEMBERED = 20_000;

    private record Known(String gateway, String eventId) {}

    private final ShardDatabase database;
    private final Cache<Known, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();

    public GatewayInbox(ShardDatabase database) {
        this.database = database;
    }

    /** Puts one down; false when it stood there. One that is told again soon is known without asking the shard. */
    public Mono<Boolean> add(GatewayEvent event) {
        Known id = new Known(event.gateway(), event.eventId());
        return Mono.defer(() -> known.getIfPresent(id) != null
                ? Mono.just(false)
                : database.write(ADD, statement -> GatewayEventRows.TABLE.bind(statement, event))
                        .map(rows -> rows > 0)
                        .doOnNext(added -> known.put(id, true)));
    }

    /** Those that are to be tried, the longest due first. */
    public Mono<List<GatewayEvent>> due(Instant now, int limit) {
        return database.read(
                DUE, statement -> statement.bind(0, DbTime.toDb(now)).bind(1, limit), GatewayEventRows::read);
    }

    /**
     * Writes that one was tried.
     *
     * @param again when it is tried next; null once it is worked off
     */
    public Mono<Void> tried(GatewayEvent event, @Nullable Instant again) {
        return database.write(CHANGE, statement -> {
                    if (again == null) {
                        statement.bindNull(0, LocalDateTime.class);
                    } else {
                        statement.bind(0, DbTime.toDb(again));
                    }
                    statement.bind(1, event.gateway()).bind(2, event.eventId());
                })
                .then();
    }

    /** Takes out what was worked off and is older: at most so many; gives how many. */
    public Mono<Long> forget(Instant before, int limit) {
        return database.write(
                FORGET, statement -> statement.bind(0, DbTime.toDb(before)).bind(1, limit));
    }
}
