package io.groat.fraud.list;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists in Cassandra, with the history of their changes. */
public final class ListStore {

    private static final String ALL = "SELECT * FROM list_entries WHERE subject = ?";
    private static final String PUT =
            "INSERT INTO list_entries (subject, id, kind, reason, author, created_at, expires_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) USING TTL ?";
    private static final String REMOVE = "DELETE FROM list_entries WHERE subject = ? AND id = ?";
    private static final String NOTE = "INSERT INTO list_history (month, at, subject, id, action, kind, who, reason)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String HISTORY = "SELECT * FROM list_history WHERE month = ?";
    private static final int MONTHS = 13;
    private static final int FOR_GOOD = 0;

    private final Cassandra cassandra;

    public ListStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    public Mono<Lists> all() {
        return Flux.fromArray(Subject.values())
                .concatMap(subject -> cassandra.read(new Cql(ALL, subject.name())))
                .map(ListStore::entry)
                .collectList()
                .map(Lists::new);
    }

    public Mono<Void> put(ListEntry entry) {
        Instant expiresAt = entry.expiresAt();
        // Cassandra reckons in whole seconds; it must not be earlier than we are.
        int ttl = expiresAt == null
                ? FOR_GOOD
                : (int) Math.max(1, Duration.between(Instant.now(), expiresAt).toSeconds() + 2);
        return note(entry, "put", entry.author(), entry.reason())
                .then(cassandra.write(new Cql(
                        PUT,
                        entry.subject().name(),
                        entry.id(),
                        entry.listing().name(),
                        entry.reason(),
                        entry.author(),
                        entry.createdAt(),
                        expiresAt,
                        ttl)));
    }

    public Mono<Void> remove(ListEntry entry, String who, String reason) {
        return note(entry, "remove", who, reason)
                .then(cassandra.write(new Cql(REMOVE, entry.subject().name(), entry.id())));
    }

    /** Changes of the last year, the newest first. */
    public Flux<ListChange> history() {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        return Flux.range(0, MONTHS)
                .concatMap(back -> cassandra.read(new Cql(HISTORY, number(now.minusMonths(back)))), 1)
                .map(ListStore::change);
    }

    private Mono<Void> note(ListEntry entry, String action, String who, String reason) {
        return cassandra.write(new Cql(
                NOTE,
                number(YearMonth.now(ZoneOffset.UTC)),
                Uuids.timeBased(),
                entry.subject().name(),
                entry.id(),
                action,
                entry.listing().name(),
                who,
                reason));
    }

    private static int number(YearMonth month) {
        return month.getYear() * 100 + month.getMonthValue();
    }

    private static ListChange change(Row row) {
        return new ListChange(
                Instant.ofEpochMilli(Uuids.unixTimestamp(Objects.requireNonNull(row.getUuid("at")))),
                text(row, "action"),
                Subject.valueOf(text(row, "subject")),
                text(row, "id"),
                Listing.valueOf(text(row, "kind")),
                text(row, "who"),
                text(row, "reason"));
    }

    private static ListEntry entry(Row row) {
        return new ListEntry(
                Subject.valueOf(text(row, "subject")),
                text(row, "id"),
                Listing.valueOf(text(row, "kind")),
                text(row, "reason"),
                text(row, "author"),
                Objects.requireNonNull(row.getInstant("created_at")),
                row.getInstant("expires_at"));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
