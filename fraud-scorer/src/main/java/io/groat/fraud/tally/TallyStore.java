package io.groat.fraud.tally;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tallies in Cassandra, a row for each hour and partition of the facts. */
public final class TallyStore {

    /** What is written later of an earlier offset changes nothing: the offset is the time of the write. */
    private static final String WRITE =
            "INSERT INTO model_tallies (day, hour, source, part, next_offset, agreements, spreads)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";

    private static final String FIND = "SELECT next_offset, agreements, spreads FROM model_tallies"
            + " WHERE day = ? AND hour = ? AND source = ? AND part = ?";
    private static final String AGREEMENTS = "SELECT hour, agreements FROM model_tallies WHERE day = ?";
    private static final String SPREADS = "SELECT hour, spreads FROM model_tallies WHERE day = ?";
    private static final int DAYS_AT_ONCE = 4;
    private static final int WRITES_AT_ONCE = 4;

    /** The agreements of an hour, in one partition. */
    public record HourAgreements(Instant hour, Map<ModelPair, Agreement> byPair) {}

    private record Dated(LocalDate day, Row row) {

        private Instant hour() {
            return day.atStartOfDay(ZoneOffset.UTC)
                    .plusHours(row.getByte("hour"))
                    .toInstant();
        }

        private byte[] bytes(String column) {
            return TallyStore.bytes(row, column);
        }
    }

    private final Cassandra cassandra;

    public TallyStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** Agreements of all hours that begin in that time. */
    public Flux<HourAgreements> agreements(Instant from, Instant to) {
        return rows(AGREEMENTS, from, to)
                .map(dated -> new HourAgreements(dated.hour(), HourTally.agreements(dated.bytes("agreements"))));
    }

    /** How the payments that a model scored in the hours that begin in that time are spread. */
    public Mono<Spread> spread(int version, Instant from, Instant to) {
        return rows(SPREADS, from, to)
                .mapNotNull(dated -> HourTally.spreads(dated.bytes("spreads")).get(version))
                .reduceWith(Spread::new, (all, one) -> {
                    all.add(one);
                    return all;
                });
    }

    private Flux<Dated> rows(String query, Instant from, Instant to) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = day(from); !day.isAfter(day(to)); day = day.plusDays(1)) {
            days.add(day);
        }
        return Flux.fromIterable(days)
                .flatMapSequential(
                        day -> cassandra.read(new Cql(query, day)).map(row -> new Dated(day, row)), DAYS_AT_ONCE)
                .filter(dated -> !dated.hour().isBefore(from) && dated.hour().isBefore(to));
    }

    /** An hour's tally as it was last written, empty when it never was. Waits while Cassandra is away. */
    Mono<HourTally> find(Instant hour, String source, int partition) {
        return patiently(cassandra
                .readOne(new Cql(FIND, day(hour), hourOfDay(hour), source, partition))
                .map(row -> HourTally.of(row.getLong("next_offset"), bytes(row, "agreements"), bytes(row, "spreads")))
                .defaultIfEmpty(new HourTally(0)));
    }

    /**
     * Writes tallies by their hours, in which all facts before that offset are counted. Waits while Cassandra is away.
     */
    Mono<Void> write(Map<Instant, HourTally> tallies, String source, int partition, long nextOffset) {
        Collection<Cql> rows = tallies.entrySet().stream()
                .map(one -> new Cql(
                        WRITE,
                        day(one.getKey()),
                        hourOfDay(one.getKey()),
                        source,
                        partition,
                        nextOffset,
                        ByteBuffer.wrap(one.getValue().agreementBytes()),
                        ByteBuffer.wrap(one.getValue().spreadBytes()),
                        nextOffset + 1))
                .toList();
        return patiently(cassandra.writeAll(rows, WRITES_AT_ONCE));
    }

    <T> Mono<T> patiently(Mono<T> work) {
        return cassandra.patiently(work);
    }

    private static LocalDate day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static byte hourOfDay(Instant time) {
        return (byte) time.atOffset(ZoneOffset.UTC).getHour();
    }

    private static byte[] bytes(Row row, String column) {
        ByteBuffer data = Objects.requireNonNull(row.getByteBuffer(column), column);
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
    }
}
