package io.groat.notifier.webhook;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What came of each attempt, 30 days back. */
final class AttemptLog {

    private static final int DAYS = 30;

    private static final String ADD = "INSERT INTO webhook_attempts (endpoint, day, at, message, type, number, status,"
            + " millis, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String LIST = "SELECT * FROM webhook_attempts WHERE endpoint = ? AND day = ? AND at <= ?";

    /**
     * One attempt.
     *
     * @param number the first is 1
     * @param status of the answer; 0 when there was none
     * @param reason why it failed; null when it did not
     */
    public record Entry(
            Instant at,
            UUID message,
            String type,
            int number,
            int status,
            long millis,
            @Nullable String reason) {}

    private final Cassandra cassandra;

    public AttemptLog(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    Mono<Void> add(UUID endpoint, Entry entry) {
        return cassandra.write(new Cql(
                ADD,
                endpoint,
                entry.at().atOffset(ZoneOffset.UTC).toLocalDate(),
                entry.at(),
                entry.message(),
                entry.type(),
                entry.number(),
                entry.status(),
                entry.millis(),
                entry.reason()));
    }

    /** The last first. */
    Flux<Entry> list(UUID endpoint, Instant upTo) {
        return Flux.range(0, DAYS)
                .map(day -> upTo.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(day))
                .concatMap(day -> cassandra.read(new Cql(LIST, endpoint, day, upTo)), 1)
                .map(row -> new Entry(
                        Objects.requireNonNull(row.getInstant("at")),
                        Objects.requireNonNull(row.getUuid("message")),
                        Objects.requireNonNull(row.getString("type")),
                        row.getInt("number"),
                        row.getInt("status"),
                        row.getLong("millis"),
                        row.getString("reason")));
    }
}
