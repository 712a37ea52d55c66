package io.groat.infra.webtest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event as a release wrote it, or as a newer one might.
 *
 * @param what says which it is
 * @param headers of the record, by name
 */
record RecordedEvent(String what, String topic, String key, Map<String, String> headers, String body) {

    /** What a release does not know of an event. */
    enum Newness {
        /** Nothing: it is as it was recorded. */
        NONE,
        /** It has a field, a header and an attribute more. */
        FIELD,
        /** A field has a value that is not known. */
        VALUE,
        /** It is of another type. */
        TYPE
    }

    private static final String FILE = "events-0.1.txt";
    /** Fields whose values are names of a list that may grow. */
    private static final Pattern NAMED =
            Pattern.compile("\"(status|reason|decision|outcome|consequence|label|by|template|code)\":\"[^\"]*\"");

    private static final String UNKNOWN = "FROM_A_NEWER_RELEASE";

    /** Those of these topics, with all that may be new in each. */
    static Map<Newness, List<RecordedEvent>> of(Set<String> topics) {
        Map<Newness, List<RecordedEvent>> all = new LinkedHashMap<>();
        for (Newness newness : Newness.values()) {
            all.put(
                    newness,
                    recorded().stream()
                            .filter(event -> topics.contains(event.topic()))
                            .flatMap(event -> event.with(newness).stream())
                            .toList());
        }
        return all;
    }

    /** As a consumer gets it. */
    ConsumerRecord<String, byte @Nullable []> record() {
        ConsumerRecord<String, byte @Nullable []> record =
                new ConsumerRecord<>(topic, 0, 0, key, body.getBytes(StandardCharsets.UTF_8));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static List<RecordedEvent> recorded() {
        try (InputStream file = Objects.requireNonNull(RecordedEvent.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(RecordedEvent::ofLine)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecordedEvent ofLine(String line) {
        String[] parts = line.split("\\|", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", parts[3]);
        headers.put("ce_type", parts[1]);
        headers.put("ce_source", "/recorded");
        headers.put("ce_time", parts[4]);
        headers.put("content-type", "application/json");
        Arrays.stream(parts[5].split(",", -1))
                .filter(header -> !header.isEmpty())
                .forEach(header -> headers.put(header.split("=", 2)[0], header.split("=", 2)[1]));
        return new RecordedEvent(parts[1], parts[0], parts[2], headers, parts[6]);
    }

    private List<RecordedEvent> with(Newness newness) {
        return switch (newness) {
            case NONE -> List.of(this);
            case FIELD ->
                List.of(withHeaders(Map.of("ce_later", "1", "later", "1"), "with more fields")
                        .withBody(body.replaceFirst("\\{", "{\"later\":{\"on\":[1,\"a\",null]},"), "with more fields"));
            case VALUE -> withOtherValues();
            case TYPE -> List.of(withHeaders(Map.of("ce_type", what + "Again"), "as another type"));
        };
    }

    private List<RecordedEvent> withOtherValues() {
        List<RecordedEvent> others = new ArrayList<>();
        Matcher field = NAMED.matcher(body);
        while (field.find()) {
            others.add(withBody(
                    body.substring(0, field.start()) + "\"" + field.group(1) + "\":\"" + UNKNOWN + "\""
                            + body.substring(field.end()),
                    "with an unknown " + field.group(1)));
        }
        return others;
    }

    private RecordedEvent withBody(String other, String how) {
        return new RecordedEvent(headers.get("ce_type") + " " + how, topic, key, headers, other);
    }

    private RecordedEvent withHeaders(Map<String, String> more, String how) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new RecordedEvent(what + " " + how, topic, key, all, body);
    }

    @Override
    public String toString() {
        return what;
    }
}
