package io.groat.notifier.message;

import com.datastax.oss.driver.api.core.cql.Row;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What events have brought into the app, in Cassandra. All that comes to this process within a moment is written together,
 * in a few requests of one partition each; the messages of one party are found by the slices of time that have any. Putting
 * a message in once more changes nothing, for its id says all of it but the words of its template.
 */
public final class InboxStore {

    /** Between two writes: by then what follows them has come together. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private static final int MOST_TOGETHER = 4_000;
    private static final int REQUESTS_AT_ONCE = 4;
    private static final int MONTHS = 4;
    private static final int SLICES_AT_ONCE = 4;
    private static final int KNOWN_SLICES = 100_000;

    private static final String ADD =
            "INSERT INTO inbox (bucket, slice, party_hash, id, party, template, locale, variables)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String LIST =
            "INSERT INTO inbox_slices (bucket, month, party_hash, slice) VALUES (?, ?, ?, ?)";
    private static final String FIND =
            "SELECT * FROM inbox WHERE bucket = ? AND slice = ? AND party_hash = ? AND id = ?";
    private static final String READ =
            "UPDATE inbox SET read_at = ? WHERE bucket = ? AND slice = ? AND party_hash = ? AND id = ?";
    private static final String SLICES =
            "SELECT slice FROM inbox_slices WHERE bucket = ? AND month = ? AND party_hash = ? AND slice <= ?";
    private static final String BACK =
            "SELECT * FROM inbox WHERE bucket = ? AND slice = ? AND party_hash = ? AND id <= ?";
    private static final String SINCE =
            "SELECT * FROM inbox WHERE bucket = ? AND slice = ? AND party_hash = ? AND id >= ?";

    private final Cassandra cassandra;
    private final GroupedWork<Message> writes;
    /** What was shown already may be asked for: its reader waits for the write. */
    private final Map<UUID, Mono<Void>> notDurable = new ConcurrentHashMap<>();

    /** Which slices of which parties are listed. */
    private final Cache<Long, Boolean> listed = Caffeine.newBuilder()
            .maximumSize(KNOWN_SLICES)
            .expireAfterWrite(InboxKey.SLICE.multipliedBy(2))
            .build();

    public InboxStore(Cassandra cassandra, MeterRegistry meters) {
        this.cassandra = cassandra;
        this.writes = new GroupedWork<>(MOST_TOGETHER, PAUSE, this::write);
        meters.gauge("groat.notifier.inbox.waiting", writes, GroupedWork::waiting);
    }

    /** Puts them in; completes when they are durable, also when Cassandra is away for a while. */
    public Mono<Void> add(List<Message> messages) {
        Mono<Void> durable = writes.add(messages);
        messages.forEach(message -> notDurable.put(message.id(), durable));
        return durable.doFinally(end -> messages.forEach(message -> notDurable.remove(message.id(), durable)));
    }

    /** Messages that are not durable yet. */
    public int waiting() {
        return writes.waiting();
    }

    /** A crash before the end leaves some of them; whoever put them in does so again. */
    private Mono<Void> write(List<Message> messages) {
        Map<UUID, Cql> rows = new LinkedHashMap<>();
        Map<Long, Cql> slices = new LinkedHashMap<>();
        for (Message message : messages) {
            InboxKey place = place(message.id());
            rows.put(
                    message.id(),
                    new Cql(
                            ADD,
                            place.bucket(),
                            place.slice(),
                            place.partyHash(),
                            message.id(),
                            message.party(),
                            message.template(),
                            message.locale(),
                            TextMap.write(message.variables())));
            long key = ((long) place.partyHash() << Integer.SIZE) | place.slice();
            if (listed.getIfPresent(key) == null) {
                slices.put(key, new Cql(LIST, place.bucket(), month(place.slice()), place.partyHash(), place.slice()));
            }
        }
        List<Cql> all = new ArrayList<>(rows.values());
        all.addAll(slices.values());
        return cassandra
                .patiently(cassandra.writeAll(all, REQUESTS_AT_ONCE))
                .doOnSuccess(durable -> slices.keySet().forEach(key -> listed.put(key, true)));
    }

    /** One of ours; nothing when it is not there, or its id is none of ours. */
    Mono<Message> find(UUID id) {
        @Nullable InboxKey place = InboxKey.of(id);
        return place == null
                ? Mono.empty()
                : notDurable
                        .getOrDefault(id, Mono.empty())
                        .then(Mono.defer(() ->
                                cassandra.readOne(new Cql(FIND, place.bucket(), place.slice(), place.partyHash(), id))))
                        .filter(InboxStore::isWhole)
                        .map(InboxStore::message);
    }

    Mono<Void> markRead(UUID id, Instant at) {
        InboxKey place = place(id);
        return cassandra.write(new Cql(READ, at, place.bucket(), place.slice(), place.partyHash(), id));
    }

    /** A party's messages from that moment back, the newest first. */
    Flux<Message> ofParty(String party, Instant upTo) {
        int hash = InboxKey.hash(party);
        int bucket = InboxKey.bucket(hash);
        int last = InboxKey.slice(upTo);
        YearMonth month = month(upTo);
        return Flux.range(0, MONTHS)
                .concatMap(
                        back -> cassandra.read(new Cql(SLICES, bucket, month(month.minusMonths(back)), hash, last)), 1)
                .map(row -> row.getInt("slice"))
                .flatMapSequential(
                        slice -> cassandra.read(new Cql(BACK, bucket, slice, hash, InboxKey.last(upTo))),
                        SLICES_AT_ONCE,
                        SLICES_AT_ONCE)
                .transform(rows -> messages(rows, party));
    }

    /** The same from that moment on, for a while at most, in no order. */
    Flux<Message> since(String party, Instant since, Instant now) {
        int hash = InboxKey.hash(party);
        return Flux.fromStream(() -> IntStream.rangeClosed(InboxKey.slice(since), InboxKey.slice(now))
                        .boxed())
                .concatMap(slice ->
                        cassandra.read(new Cql(SINCE, InboxKey.bucket(hash), slice, hash, InboxKey.first(since))))
                .transform(rows -> messages(rows, party));
    }

    /** Two parties may have one hash. */
    private static Flux<Message> messages(Flux<Row> rows, String party) {
        return rows.filter(row -> party.equals(row.getString("party"))).map(InboxStore::message);
    }

    private static InboxKey place(UUID id) {
        return Objects.requireNonNull(InboxKey.of(id), "an id that tells no place");
    }

    /** A read mark that outlives its message leaves a row with nothing else. */
    private static boolean isWhole(Row row) {
        return row.getString("party") != null;
    }

    private static Message message(Row row) {
        UUID id = Objects.requireNonNull(row.getUuid("id"));
        Instant at = InboxKey.time(id);
        return new Message(
                id,
                text(row, "party"),
                Channel.INAPP,
                text(row, "template"),
                text(row, "locale"),
                TextMap.read(text(row, "variables")),
                null,
                List.of(),
                at,
                at,
                null,
                Status.SENT,
                0,
                at,
                null,
                row.getInstant("read_at"),
                null,
                null);
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column));
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    private static int month(YearMonth month) {
        return month.getYear() * 100 + month.getMonthValue();
    }

    private static int month(int slice) {
        return month(month(InboxKey.begin(slice)));
    }
}
