package io.groat.fraud.draft;

import io.groat.fraud.rule.RuleChange;
import io.groat.fraud.rule.RuleVersion;
import io.groat.web.json.JsonWords;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/** Rules, and what became of them, as answers show it. */
final class RuleJson {

    private RuleJson() {}

    static void write(JsonGenerator json, RuleVersion version, int current, boolean withYaml) {
        json.writeStartObject();
        json.writeNumberProperty("version", version.version());
        json.writeBooleanProperty("current", version.version() == current);
        json.writeStringProperty("author", version.author());
        json.writeStringProperty("note", version.note());
        JsonWords.time(json, "createdAt", version.createdAt());
        if (withYaml) {
            json.writeStringProperty("yaml", version.yaml());
        }
        json.writeEndObject();
    }

    static void write(JsonGenerator json, RuleChange change) {
        json.writeStartObject();
        JsonWords.time(json, "at", change.at());
        json.writeStringProperty("action", change.action());
        json.writeNumberProperty("version", change.version());
        json.writeNumberProperty("replaced", change.replaced());
        json.writeStringProperty("who", change.who());
        json.writeStringProperty("note", change.note());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, DraftTrial.Outcome outcome) {
        json.writeStartObject();
        json.writeNumberProperty("examined", outcome.examined());
        json.writeBooleanProperty("complete", outcome.complete());
        json.writeNumberProperty("changed", outcome.changed());
        json.writeObjectPropertyStart("changes");
        outcome.changes().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeArrayPropertyStart("samples");
        outcome.samples().forEach(change -> write(json, change));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, DraftTrial.Change change) {
        json.writeStartObject();
        JsonWords.id(json, "paymentId", change.before().paymentId());
        json.writeStringProperty("payer", change.before().payer());
        json.writeObjectPropertyStart("before");
        json.writeNumberProperty("score", change.before().score());
        json.writeStringProperty("decision", change.before().decision().name());
        json.writeEndObject();
        json.writeObjectPropertyStart("after");
        json.writeNumberProperty("score", change.score());
        json.writeStringProperty("decision", change.decision().name());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The members of a list without further pages, into an object that is open. */
    static <T> void writeItems(JsonGenerator json, List<T> items, BiConsumer<JsonGenerator, T> write) {
        json.writeArrayPropertyStart("items");
        items.forEach(item -> write.accept(json, item));
        json.writeEndArray();
        json.writeNullProperty("next");
    }
}
