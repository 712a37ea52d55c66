package io.groat.analytics.event;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Events by what they are about. */
public final class TimelineStore {

    private static final String WRITE =
            "INSERT INTO stories (slot, part, subject, id, type, at, topic, source, topic_part, place, data)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String STORY = "SELECT id, type, at, topic, source, topic_part, place, data FROM stories"
            + " WHERE slot = ? AND part = ? AND subject = ?";
    private static final String PLACES =
            "SELECT subject, id, source, place FROM stories WHERE slot = ? AND part = ? AND subject IN ?";
    /** Where timelines stood before they went by time. */
    private static final String FORMER_STORY =
            "SELECT id, type, at, topic, source, part AS topic_part, place, data FROM events WHERE subject = ?";

    private static final int SUBJECTS_AT_ONCE = 100;
    private static final int REQUESTS_AT_ONCE = 32;
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
    public record Placed(CountedEvent occurrence, String topic, String source, int part, long place) {}

    /** An event of a timeline. */
    public record Chapter(String id, String type, Instant at, String topic, int part, long place, String data) {}

    /** Where the first of an event's copies is. */
    public record Place(String subject, String id, String source, long place) {}

    private record Question(TimelinePartition slot, List<String> subjects) {}

    private final Cassandra cassandra;

    public TimelineStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** The row of an event that has a subject. */
    public static Cql row(String subject, Placed event) {
        CountedEvent occurrence = event.occurrence();
        TimelinePartition slot = TimelinePartition.of(subject);
        return new Cql(
                WRITE,
                slot.slot(),
                slot.part(),
                subject,
                occurrence.id(),
                occurrence.type(),
                occurrence.at(),
                event.topic(),
                event.source(),
                event.part(),
                event.place(),
                occurrence.data());
    }

    /** All that is known of a subject, in the order in which it happened. */
    public Mono<List<Chapter>> timeline(String subject) {
        TimelinePartition slot = TimelinePartition.of(subject);
        return cassandra
                .read(new Cql(STORY, slot.slot(), slot.part(), subject))
                .concatWith(cassandra.read(new Cql(FORMER_STORY, subject)))
                .map(TimelineStore::chapter)
                .distinct(Chapter::id)
                .collectSortedList(IN_ORDER);
    }

    /** The same; waits while Cassandra is away. */
    public Mono<List<Chapter>> timelinePatiently(String subject) {
        return cassandra.patiently(timeline(subject));
    }

    /** Where the events of these subjects came first. Waits while Cassandra is away. */
    public Flux<Place> places(Collection<String> subjects) {
        Map<TimelinePartition, Set<String>> bySlot = new LinkedHashMap<>();
        subjects.forEach(subject -> bySlot.computeIfAbsent(TimelinePartition.of(subject), slot -> new LinkedHashSet<>())
                .add(subject));
        List<Question> questions = new ArrayList<>();
        bySlot.forEach((slot, some) -> {
            List<String> all = List.copyOf(some);
            for (int from = 0; from < all.size(); from += SUBJECTS_AT_ONCE) {
                questions.add(new Question(slot, all.subList(from, Math.min(all.size(), from + SUBJECTS_AT_ONCE))));
            }
        });
        return Flux.fromIterable(questions)
                .flatMap(question -> cassandra.patiently(places(question)), REQUESTS_AT_ONCE)
                .flatMapIterable(places -> places);
    }

    private Mono<List<Place>> places(Question question) {
        return cassandra
                .read(new Cql(PLACES, question.slot().slot(), question.slot().part(), question.subjects()))
                .map(row -> new Place(text(row, "subject"), text(row, "id"), text(row, "source"), row.getLong("place")))
                .collectList();
    }

    private static Chapter chapter(Row row) {
        return new Chapter(
                text(row, "id"),
                text(row, "type"),
                Objects.requireNonNull(row.getInstant("at")),
                text(row, "topic"),
                row.getInt("topic_part"),
                row.getLong("place"),
                text(row, "data"));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
