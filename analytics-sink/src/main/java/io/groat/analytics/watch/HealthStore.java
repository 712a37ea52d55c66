package io.groat.analytics.watch;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How services were, minute by minute. */
public final class HealthStore {

    private static final long MINUTE = Duration.ofMinutes(1).toSeconds();
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final String WRITE =
            "INSERT INTO health (day, minute, part, up, down, reason) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String READ =
            "SELECT minute, part, up, down, reason FROM health WHERE day = ? AND minute >= ? AND minute < ?";

    /**
     * One minute of one service.
     *
     * @param up how often it was found up
     * @param down how often it was not
     * @param reason the last one
     */
    public record Minute(
            Instant at,
            String service,
            int up,
            int down,
            @Nullable String reason) {}

    private final Cassandra cassandra;

    public HealthStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    Mono<Void> write(List<Minute> minutes) {
        return cassandra.writeTogether(minutes.stream().map(HealthStore::row).toList());
    }

    private static Cql row(Minute minute) {
        long second = minute.at().getEpochSecond();
        return new Cql(
                WRITE,
                Math.floorDiv(second, DAY),
                Math.floorDiv(second, MINUTE),
                minute.service(),
                minute.up(),
                minute.down(),
                minute.reason());
    }

    /** All minutes from the one to before the other, oldest first. */
    public Flux<Minute> read(Instant from, Instant to) {
        long firstDay = Math.floorDiv(from.getEpochSecond(), DAY);
        long lastDay = Math.floorDiv(to.getEpochSecond(), DAY);
        return Flux.range(0, Math.toIntExact(lastDay - firstDay + 1))
                .concatMap(day -> cassandra.read(new Cql(
                        READ,
                        firstDay + day,
                        Math.floorDiv(from.getEpochSecond(), MINUTE),
                        Math.floorDiv(to.getEpochSecond() + MINUTE - 1, MINUTE))))
                .map(row -> new Minute(
                        Instant.ofEpochSecond(row.getLong(0) * MINUTE),
                        String.valueOf(row.getString(1)),
                        row.getInt(2),
                        row.getInt(3),
                        row.getString(4)));
    }
}
