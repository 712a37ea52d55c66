package io.groat.analytics.event;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Events by what they are about. */
public final class StoryStore {

    private static final String WRITE = "INSERT INTO events (subject, id, type, at, topic, source, part, place, data)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String STORY =
            "SELECT id, type, at, topic, source, part, place, data FROM events WHERE subject = ?";
    private static final String PLACE = "SELECT source, place FROM events WHERE subject = ? AND id = ?";

    private static final int AT_ONCE = 256;
    /** Comes before others of the same moment: those of other topics tell of it. */
    private static final String BEGINS = "PaymentInitiated";

    private static final Comparator<Chapter> IN_ORDER = Comparator.comparing(Chapter::at)
            .thenComparing(chapter -> !chapter.type().equals(BEGINS))
            .thenComparing(Chapter::topic)
            .thenComparing(Chapter::place);

    /**
     * An event in its place.
     *
     * @param source the topic's id
     * @param place its offset
     */
    public record Placed(Happening happening, String topic, String source, int part, long place) {}

    /** An event of a story. */
    public record Chapter(String id, String type, Instant at, String topic, int part, long place, String data) {}

    /** Where the first of an event's copies is. */
    public record Place(String source, long place) {}

    private final Cassandra cassandra;

    public StoryStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** Writes events; those of one subject together. Waits while Cassandra is away. */
    public Mono<Void> write(Collection<Placed> events) {
        Map<String, List<Cql>> bySubject = new LinkedHashMap<>();
        for (Placed event : events) {
            String subject = event.happening().subject();
            if (subject != null) {
                bySubject.computeIfAbsent(subject, one -> new ArrayList<>(2)).add(write(subject, event));
            }
        }
        return bySubject.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(bySubject.values())
                        .flatMap(together -> cassandra.patiently(cassandra.writeTogether(together)), AT_ONCE)
                        .then();
    }

    /** All that is known of a subject, in the order in which it happened. */
    public Mono<List<Chapter>> story(String subject) {
        return cassandra.read(new Cql(STORY, subject)).map(StoryStore::chapter).collectSortedList(IN_ORDER);
    }

    /** The same; waits while Cassandra is away. */
    public Mono<List<Chapter>> storyPatiently(String subject) {
        return cassandra.patiently(story(subject));
    }

    /** Where an event came first, if it came. Waits while Cassandra is away. */
    public Mono<Place> place(String subject, String id) {
        return cassandra.patiently(cassandra
                .readOne(new Cql(PLACE, subject, id))
                .map(row -> new Place(Objects.requireNonNull(row.getString(0)), row.getLong(1))));
    }

    private static Cql write(String subject, Placed event) {
        Happening happening = event.happening();
        return new Cql(
                WRITE,
                subject,
                happening.id(),
                happening.type(),
                happening.at(),
                event.topic(),
                event.source(),
                event.part(),
                event.place(),
                happening.data());
    }

    private static Chapter chapter(Row row) {
        return new Chapter(
                text(row, "id"),
                text(row, "type"),
                Objects.requireNonNull(row.getInstant("at")),
                text(row, "topic"),
                row.getInt("part"),
                row.getLong("place"),
                text(row, "data"));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
