package io.groat.infra.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.UnknownValueException;
import io.groat.infra.webtest.RecordedEvent.Newness;
import io.groat.streams.RecordFilter;
import io.groat.streams.RecordReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/**
 * What other releases write stops no reader, and goes to no dead letters.
 *
 * <pre>
 * written by                          then
 * the release before                  it is read
 * a newer one, with a field more      it is read
 * a newer one, with an unknown value  it is read, or passed over and counted
 * a newer one, of an unknown type     it is passed over and counted
 * </pre>
 */
public final class OtherReleases {

    /**
     * A reader of a service, as its stream has it.
     *
     * @param topics that its stream reads
     * @param filter what does not concern it is passed over by its headers
     */
    public record Reader(String name, Set<String> topics, RecordFilter filter, RecordReader<?> reader) {}

    private enum Outcome {
        READ,
        PASSED_OVER
    }

    private OtherReleases() {}

    /** A test of each reader with each event of its topics, as it was recorded and with all that may be new in it. */
    public static Stream<DynamicTest> tests(Reader... readers) {
        return Stream.of(readers)
                .flatMap(reader -> RecordedEvent.of(reader.topics()).entrySet().stream()
                        .flatMap(these -> these.getValue().stream().map(event -> test(reader, these.getKey(), event))));
    }

    private static DynamicTest test(Reader reader, Newness newness, RecordedEvent event) {
        return DynamicTest.dynamicTest(
                reader.name() + ": " + event.what(),
                () -> assertThat(outcome(reader, event.record())).isIn(allowed(reader, newness, event)));
    }

    private static List<Outcome> allowed(Reader reader, Newness newness, RecordedEvent event) {
        return switch (newness) {
            case NONE, FIELD -> List.of(reader.filter().takes(event.record()) ? Outcome.READ : Outcome.PASSED_OVER);
            case VALUE -> List.of(Outcome.READ, Outcome.PASSED_OVER);
            case TYPE -> List.of(Outcome.PASSED_OVER);
        };
    }

    /** As the stream does it; anything else that is thrown would be a dead letter. */
    private static Outcome outcome(Reader reader, ConsumerRecord<String, byte @Nullable []> record) {
        if (!reader.filter().takes(record)) {
            return Outcome.PASSED_OVER;
        }
        try {
            Object read = reader.reader().read(record);
            return read == null ? Outcome.PASSED_OVER : Outcome.READ;
        } catch (UnknownValueException newer) {
            return Outcome.PASSED_OVER;
        }
    }
}
