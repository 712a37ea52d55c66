package io.groat.notifier.alert;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.event.Json;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Alerts in Cassandra. The state is one row that changes under the condition that nobody else changed it meanwhile: so what
 * is open, what was told, and who looks change together, and a process that was held up writes nothing over what came after.
 */
final class AlertStore {

    private static final int MONTHS = 13;

    private static final String BOARD = "SELECT version, data FROM alert_board WHERE name = ?";
    private static final String BEGIN = "INSERT INTO alert_board (name, version, data) VALUES (?, 1, ?) IF NOT EXISTS";
    private static final String CHANGE = "UPDATE alert_board SET version = ?, data = ? WHERE name = ? IF version = ?";
    private static final String END = "INSERT INTO ended_alerts (month, ended_at, id, data) VALUES (?, ?, ?, ?)";
    private static final String ENDED = "SELECT data FROM ended_alerts WHERE month = ? AND ended_at <= ?";
    private static final String REPORT = "INSERT INTO health_reports (scope, key, service, part, up, detail, at)"
            + " VALUES ('all', ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String REPORTS = "SELECT * FROM health_reports WHERE scope = 'all' LIMIT 1000";

    /**
     * The state as it was read.
     *
     * @param version counts its changes; 0 before the first
     */
    record Read(AlertState state, long version) {}

    private final Cassandra cassandra;
    private final String name;

    /** @param name of the state */
    public AlertStore(Cassandra cassandra, String name) {
        this.cassandra = cassandra;
        this.name = name;
    }

    Mono<Read> state() {
        return cassandra
                .readOne(new Cql(BOARD, name))
                .map(row -> new Read(
                        Json.MAPPER.readValue(Objects.requireNonNull(row.getString("data")), AlertState.class),
                        row.getLong("version")))
                .defaultIfEmpty(new Read(AlertState.EMPTY, 0));
    }

    /** Writes it if nobody has changed it since it was read; whether nobody had. */
    Mono<Boolean> change(Read before, AlertState after) {
        String data = Json.MAPPER.writeValueAsString(after);
        return cassandra.writeIf(
                before.version() == 0
                        ? new Cql(BEGIN, name, data)
                        : new Cql(CHANGE, before.version() + 1, data, name, before.version()));
    }

    /** Lists alerts that have ended; doing it again changes nothing. */
    Mono<Void> addEnded(List<Alert> alerts) {
        return Flux.fromIterable(alerts).concatMap(this::addEnded).then();
    }

    private Mono<Void> addEnded(Alert alert) {
        Instant end = Objects.requireNonNull(alert.endedAt(), "an alert that has not ended");
        return cassandra.write(new Cql(END, month(end), end, alert.id(), Json.MAPPER.writeValueAsString(alert)));
    }

    /** Alerts that ended from that moment back, the last first. */
    Flux<Alert> ended(Instant upTo) {
        YearMonth last = YearMonth.from(upTo.atOffset(ZoneOffset.UTC));
        return Flux.range(0, MONTHS)
                .concatMap(back -> cassandra.read(new Cql(ENDED, month(last.minusMonths(back)), upTo)), 1)
                .map(row -> Json.MAPPER.readValue(Objects.requireNonNull(row.getString("data")), Alert.class));
    }

    /** Keeps a report, unless a later one about the same is there. */
    Mono<Void> report(HealthStatus status) {
        return cassandra.write(new Cql(
                REPORT,
                status.key(),
                status.service(),
                status.part(),
                status.up(),
                status.detail(),
                status.at(),
                ChronoUnit.MICROS.between(Instant.EPOCH, status.at())));
    }

    /** The last report about each thing. */
    Flux<HealthStatus> reports() {
        return cassandra.read(new Cql(REPORTS)).filter(AlertStore::isWhole).map(AlertStore::status);
    }

    private static boolean isWhole(Row row) {
        return row.getString("service") != null && row.getInstant("at") != null;
    }

    private static HealthStatus status(Row row) {
        return new HealthStatus(
                Objects.requireNonNull(row.getString("service")),
                row.getString("part"),
                row.getBoolean("up"),
                row.getString("detail"),
                Objects.requireNonNull(row.getInstant("at")));
    }

    private static int month(Instant at) {
        return month(YearMonth.from(at.atOffset(ZoneOffset.UTC)));
    }

    private static int month(YearMonth month) {
        return month.getYear() * 100 + month.getMonthValue();
    }
}
