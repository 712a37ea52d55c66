package io.groat.analytics.rebuild;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.analytics.rebuild.Generations.Phase;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** The generations' one row, which is only ever changed from what it was last read as. */
public final class GenerationStore {

    private static final String SCOPE = "figures";
    private static final String FIND = "SELECT current, next, phase, started_at, ended_at, who, starts, ends"
            + " FROM generations WHERE scope = '" + SCOPE + "'";
    private static final String FIRST = "INSERT INTO generations (scope, current, next, phase) VALUES ('" + SCOPE
            + "', 1, 0, 'idle') IF NOT EXISTS";
    private static final String BEGIN = "UPDATE generations SET next = ?, phase = 'copying', started_at = ?,"
            + " ended_at = null, who = ?, starts = ?, ends = ? WHERE scope = '" + SCOPE
            + "' IF current = ? AND next = ? AND phase = ?";
    private static final String READ =
            "UPDATE generations SET phase = 'reading' WHERE scope = '" + SCOPE + "' IF next = ? AND phase = 'copying'";
    private static final String FINISH = "UPDATE generations SET current = ?, next = 0, phase = 'idle', ended_at = ?"
            + " WHERE scope = '" + SCOPE + "' IF next = ? AND phase = 'reading'";

    private final Cassandra cassandra;

    public GenerationStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    public Mono<Generations> get() {
        return cassandra
                .readOne(new Cql(FIND))
                .map(GenerationStore::generations)
                .switchIfEmpty(
                        Mono.defer(() -> cassandra.writeIf(new Cql(FIRST)).thenReturn(Generations.FIRST)));
    }

    /** Begins a rebuild; false when somebody was faster. */
    Mono<Boolean> begin(
            Generations before, int next, String who, Instant now, Map<String, Long> starts, Map<String, Long> ends) {
        return cassandra.writeIf(new Cql(
                BEGIN,
                next,
                now,
                who,
                starts,
                ends,
                before.current(),
                before.next(),
                before.phase().name()));
    }

    /** What could not be read again has been copied. */
    Mono<Boolean> copied(int next) {
        return cassandra.writeIf(new Cql(READ, next));
    }

    /** Shows the new figures; false when somebody else has said so. */
    Mono<Boolean> finish(int next, Instant now) {
        return cassandra.writeIf(new Cql(FINISH, next, now, next));
    }

    private static Generations generations(Row row) {
        return new Generations(
                row.getInt("current"),
                row.getInt("next"),
                Phase.valueOf(Objects.requireNonNull(row.getString("phase"))),
                row.getInstant("started_at"),
                row.getInstant("ended_at"),
                row.getString("who"),
                places(row, "starts"),
                places(row, "ends"));
    }

    private static Map<String, Long> places(Row row, String column) {
        Map<String, Long> places = row.getMap(column, String.class, Long.class);
        return places == null ? Map.of() : places;
    }
}
