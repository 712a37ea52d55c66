package io.groat.notifier.message;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Messages in Cassandra. What events bring into the app is in {@link InboxStore}; of all others, and of what releases before
 * brought into the app, there is a row each, and one in their party's list. Whoever reads finds both.
 *
 * <p>A message is put in under the lowest write time there is, every change under that of now. So whoever puts it in once
 * more, however late, changes nothing of what happened to it since.
 */
public final class MessageStore {

    private static final int AT_ONCE = 64;
    private static final int MONTHS = 4;
    private static final int MERGED_AHEAD = 16;

    private static final String ADD = "INSERT INTO messages (id, party, channel, template, locale, variables, address,"
            + " fallback, created_at, due_at, expires_at, status, attempts, next_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP 1";
    private static final String LIST =
            "INSERT INTO messages_by_party (party, month, created_at, id) VALUES (?, ?, ?, ?) USING TIMESTAMP 1";
    private static final String FIND = "SELECT * FROM messages WHERE id = ?";
    private static final String CHANGE =
            "UPDATE messages SET status = ?, attempts = ?, next_at = ?, sent_at = ?, provider = ?, reason = ? WHERE id = ?";
    private static final String READ = "UPDATE messages SET read_at = ? WHERE id = ?";
    private static final String OF_PARTY =
            "SELECT created_at, id FROM messages_by_party WHERE party = ? AND month = ? AND created_at <= ?";
    private static final String SINCE =
            "SELECT created_at, id FROM messages_by_party WHERE party = ? AND month = ? AND created_at >= ?";
    private static final String BURY = "INSERT INTO dead_letters (day, at, id) VALUES (?, ?, ?)";
    private static final String DEAD = "SELECT at, id FROM dead_letters WHERE day = ?";

    /** Lists are by time downwards, of one moment by id downwards; this is the other way round. */
    public static final Comparator<Message> OLDEST_FIRST =
            Comparator.comparing(Message::createdAt).thenComparing(Message::id, MessageId::compare);

    private static final Comparator<Message> NEWEST_FIRST = OLDEST_FIRST.reversed();

    private final Cassandra cassandra;
    private final InboxStore inbox;
    private final GroupedWork<Cql> writes;

    /** @param writes of all that changes, so that what comes at once goes together */
    public MessageStore(Cassandra cassandra, InboxStore inbox, GroupedWork<Cql> writes) {
        this.cassandra = cassandra;
        this.inbox = inbox;
        this.writes = writes;
    }

    /**
     * Puts it in, unless it is there, together with what belongs to it.
     *
     * @param more to be written with it; when it fails some of it all may have been written
     */
    public Mono<Void> add(Message message, Cql... more) {
        List<Cql> all = new ArrayList<>(List.of(more));
        all.add(new Cql(
                ADD,
                message.id(),
                message.party(),
                message.channel().text(),
                message.template(),
                message.locale(),
                TextMap.write(message.variables()),
                message.address(),
                message.fallback().stream().map(Channel::text).collect(Collectors.joining(",")),
                message.createdAt(),
                message.dueAt(),
                message.expiresAt(),
                message.status().text(),
                message.attempts(),
                message.nextAt()));
        all.add(new Cql(LIST, message.party(), month(message.createdAt()), message.createdAt(), message.id()));
        return Mono.defer(() -> writes.add(all));
    }

    public Mono<Message> find(UUID id) {
        return inbox.find(id).switchIfEmpty(Mono.defer(() -> findOutside(id)));
    }

    private Mono<Message> findOutside(UUID id) {
        return cassandra
                .readOne(new Cql(FIND, id))
                .filter(MessageStore::isWhole)
                .map(MessageStore::message);
    }

    /**
     * The time that a message of that party bears; nothing when the id is none of theirs. An id that tells the time itself is
     * taken at its word, also when its message is gone.
     */
    public Mono<Instant> time(UUID id, String party) {
        InboxKey place = InboxKey.of(id);
        return place != null && place.partyHash() == InboxKey.hash(party)
                ? Mono.just(InboxKey.time(id))
                : findOutside(id)
                        .filter(message -> message.party().equals(party))
                        .map(Message::createdAt);
    }

    /** Those that are there, by id. */
    public Mono<Map<UUID, Message>> findAll(Collection<UUID> ids) {
        return Flux.fromIterable(ids).flatMap(this::find, AT_ONCE).collectMap(Message::id);
    }

    /** Writes down where it stands now. */
    public Mono<Void> change(Message message) {
        Cql change = new Cql(
                CHANGE,
                message.status().text(),
                message.attempts(),
                message.nextAt(),
                message.sentAt(),
                message.provider(),
                message.reason(),
                message.id());
        return Mono.defer(() -> writes.add(List.of(change)));
    }

    public Mono<Void> markRead(UUID id, Instant at) {
        return inbox.find(id)
                .flatMap(found -> inbox.markRead(id, at).thenReturn(true))
                .switchIfEmpty(cassandra.write(new Cql(READ, at, id)).thenReturn(true))
                .then();
    }

    /** A party's messages from that moment back, the newest first. */
    public Flux<Message> ofParty(String party, Instant upTo) {
        return Flux.mergeComparing(MERGED_AHEAD, NEWEST_FIRST, inbox.ofParty(party, upTo), listedOfParty(party, upTo));
    }

    /** What came into a user's app lately, in no order, of those ids that are wanted; messages for elsewhere as well. */
    public Flux<Message> recent(String party, Instant since, Instant now, Predicate<UUID> wanted) {
        return inbox.since(party, since, now)
                .filter(message -> wanted.test(message.id()))
                .concatWith(ofPartySince(party, since, now, wanted));
    }

    private Flux<Message> listedOfParty(String party, Instant upTo) {
        YearMonth last = yearMonth(upTo);
        return Flux.fromStream(() -> IntStream.range(0, MONTHS).mapToObj(last::minusMonths))
                .concatMap(month -> cassandra.read(new Cql(OF_PARTY, party, month(month), upTo)), 1)
                .flatMapSequential(this::listed, 16, 16);
    }

    /** Those of an endpoint from that moment on, in no order, of those ids that are wanted. */
    public Flux<Message> ofPartySince(String party, Instant since, Instant now, Predicate<UUID> wanted) {
        YearMonth last = yearMonth(now);
        return Flux.fromStream(() -> IntStream.range(0, MONTHS).mapToObj(last::minusMonths))
                .takeWhile(month -> !month.isBefore(yearMonth(since)))
                .concatMap(month -> cassandra.read(new Cql(SINCE, party, month(month), since)), 1)
                .filter(row -> wanted.test(Objects.requireNonNull(row.getUuid("id"))))
                .flatMap(this::listed, 16);
    }

    /** Two who put one message in at the same moment may have listed it twice; its own row says where it stands. */
    private Mono<Message> listed(Row row) {
        return find(Objects.requireNonNull(row.getUuid("id")))
                .filter(message -> message.createdAt().equals(row.getInstant("created_at")));
    }

    /** Lists it among the dead. */
    public Mono<Void> bury(Message message, Instant at) {
        return cassandra.write(new Cql(BURY, at.atOffset(ZoneOffset.UTC).toLocalDate(), at, message.id()));
    }

    /** Messages that died from that moment back and still are dead, the last first. */
    public Flux<Buried> dead(Instant upTo, int days) {
        return Flux.range(0, days)
                .map(day -> upTo.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(day))
                .concatMap(day -> cassandra.read(new Cql(DEAD, day)), 1)
                .filter(row -> !Objects.requireNonNull(row.getInstant("at")).isAfter(upTo))
                .flatMapSequential(
                        row -> find(Objects.requireNonNull(row.getUuid("id")))
                                .filter(message -> message.status() == Status.DEAD)
                                .map(message -> new Buried(message, Objects.requireNonNull(row.getInstant("at")))),
                        16);
    }

    /**
     * A dead message.
     *
     * @param at when it died
     */
    public record Buried(Message message, Instant at) {}

    private static int month(Instant at) {
        return month(yearMonth(at));
    }

    private static int month(YearMonth month) {
        return month.getYear() * 100 + month.getMonthValue();
    }

    private static YearMonth yearMonth(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    /** A change that outlives the row it was made to leaves some of its columns. */
    private static boolean isWhole(Row row) {
        return row.getString("party") != null && row.getString("status") != null;
    }

    private static Message message(Row row) {
        String fallback = text(row, "fallback");
        return new Message(
                Objects.requireNonNull(row.getUuid("id")),
                text(row, "party"),
                channel(text(row, "channel")),
                text(row, "template"),
                text(row, "locale"),
                TextMap.read(text(row, "variables")),
                row.getString("address"),
                fallback.isEmpty()
                        ? List.of()
                        : Arrays.stream(fallback.split(","))
                                .map(MessageStore::channel)
                                .toList(),
                time(row, "created_at"),
                time(row, "due_at"),
                row.getInstant("expires_at"),
                Status.find(text(row, "status")).orElseThrow(),
                row.getInt("attempts"),
                time(row, "next_at"),
                row.getInstant("sent_at"),
                row.getInstant("read_at"),
                row.getString("provider"),
                row.getString("reason"));
    }

    private static Channel channel(String text) {
        return Channel.find(text).orElseThrow();
    }

    private static String text(Row row, String column) {
        @Nullable String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static Instant time(Row row, String column) {
        return Objects.requireNonNull(row.getInstant(column));
    }
}
