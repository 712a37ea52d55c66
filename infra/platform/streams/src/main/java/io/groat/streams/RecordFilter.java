package io.groat.streams;

import io.groat.event.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which records concern a reader, by their headers alone: what does not is dropped before its body is parsed.
 *
 * <p>An event of a type that this release does not know concerns nobody here: a newer release may write it. A record that
 * names no type may be anything, and is left to the reader. So is an event without the extension that is asked for: an
 * older release wrote it.
 */
public final class RecordFilter {

    /** All records but events of types that are not known. */
    public static final RecordFilter KNOWN = new RecordFilter(Set.of(EventType.values()), List.of(), null, List.of());

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(EventType.values()).collect(Collectors.toMap(EventType::name, Function.identity()));

    private record Unless(EventType type, String extension, String value) {}

    private final Set<EventType> types;

    private record Only(String extension, Set<String> values) {}

    private record Also(EventType type, String extension, Set<String> values) {}

    private final List<Unless> exceptions;
    private final @Nullable Only only;
    private final List<Also> additions;

    private RecordFilter(Set<EventType> types, List<Unless> exceptions, @Nullable Only only, List<Also> additions) {
        this.types = Set.copyOf(types);
        this.exceptions = List.copyOf(exceptions);
        this.only = only;
        this.additions = List.copyOf(additions);
    }

    /** Events of these types alone. */
    public static RecordFilter of(EventType... types) {
        return new RecordFilter(Set.of(types), List.of(), null, List.of());
    }

    /** The same, but for events of that type whose extension attribute has that value. */
    public RecordFilter unless(EventType type, String extension, String value) {
        List<Unless> more = new ArrayList<>(exceptions);
        more.add(new Unless(type, extension, value));
        return new RecordFilter(types, more, only, additions);
    }

    /** The same, but for events that have that extension attribute with another value than these. */
    public RecordFilter only(String extension, String... values) {
        return new RecordFilter(types, exceptions, new Only(extension, Set.of(values)), additions);
    }

    /** The same, and besides events of that type that have that extension attribute with one of these values. */
    public RecordFilter also(EventType type, String extension, String... values) {
        List<Also> more = new ArrayList<>(additions);
        more.add(new Also(type, extension, Set.of(values)));
        return new RecordFilter(types, exceptions, only, more);
    }

    /** Whether it concerns the reader. */
    public boolean takes(ConsumerRecord<?, ?> record) {
        String name = CloudEvents.text(record.headers().lastHeader(CloudEvents.TYPE));
        if (name == null) {
            return true;
        }
        @Nullable EventType type = BY_NAME.get(name);
        return type != null && (isOneOfTypes(type, record) || isAddition(type, record));
    }

    private boolean isOneOfTypes(EventType type, ConsumerRecord<?, ?> record) {
        return types.contains(type)
                && exceptions.stream().noneMatch(one -> isExcepted(one, type, record))
                && isOneOf(only, record);
    }

    private boolean isAddition(EventType type, ConsumerRecord<?, ?> record) {
        return additions.stream().anyMatch(one -> isAdded(one, type, record));
    }

    private static boolean isAdded(Also one, EventType type, ConsumerRecord<?, ?> record) {
        if (one.type() != type) {
            return false;
        }
        String value = CloudEvents.extension(record, one.extension());
        return value != null && one.values().contains(value);
    }

    private static boolean isOneOf(@Nullable Only only, ConsumerRecord<?, ?> record) {
        String value = only == null ? null : CloudEvents.extension(record, only.extension());
        return only == null || value == null || only.values().contains(value);
    }

    private static boolean isExcepted(Unless one, EventType type, ConsumerRecord<?, ?> record) {
        return one.type() == type && one.value().equals(CloudEvents.extension(record, one.extension()));
    }
}
