package io.groat.fraud.score;

import io.groat.event.FraudReason;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.web.json.JsonWords;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Parts of answers that tell of a score. */
final class ScoreJson {

    private ScoreJson() {}

    /** Score, decision and reasons, into an object that is open. */
    static void writeMembers(JsonGenerator json, Score score) {
        json.writeNumberProperty("score", score.score());
        json.writeStringProperty("decision", score.decision().name());
        writeReasons(json, score.reasons());
    }

    /** The versions of rules and features. */
    static void writeVersions(JsonGenerator json, int rules) {
        json.writeObjectPropertyStart("versions");
        json.writeNumberProperty("rules", rules);
        json.writeNumberProperty("features", FeatureNames.VERSION);
        json.writeEndObject();
    }

    static void writeFeatures(JsonGenerator json, @Nullable Features features) {
        if (features == null) {
            json.writeNullProperty("features");
            return;
        }
        json.writeObjectPropertyStart("features");
        features.byName().forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    /** What the payer said when they were asked whether the payment was theirs; null while they have said nothing. */
    static void writeAnswer(JsonGenerator json, List<DecisionLog.Line> lines) {
        Optional<DecisionLog.Line> answer =
                lines.stream().filter(DecisionLog.Line::isAnswer).findFirst();
        if (answer.isEmpty()) {
            json.writeNullProperty("payerAnswer");
            return;
        }
        json.writeObjectPropertyStart("payerAnswer");
        JsonWords.text(json, "label", answer.get().label());
        json.writeStringProperty("by", answer.get().who());
        JsonWords.time(json, "at", answer.get().at());
        json.writeEndObject();
    }

    static void writeHistory(JsonGenerator json, Score score, List<DecisionLog.Line> lines) {
        json.writeArrayPropertyStart("history");
        json.writeStartObject();
        JsonWords.time(json, "at", score.scoredAt());
        json.writeStringProperty("action", "scored");
        json.writeStringProperty("who", "rules:" + score.rulesVersion());
        json.writeStringProperty("outcome", score.decision().name());
        json.writeEndObject();
        for (DecisionLog.Line line : lines) {
            json.writeStartObject();
            JsonWords.time(json, "at", line.at());
            json.writeStringProperty("action", line.action());
            json.writeStringProperty("who", line.who());
            JsonWords.text(json, "outcome", line.outcome());
            JsonWords.text(json, "label", line.label());
            JsonWords.text(json, "note", line.note());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeReasons(JsonGenerator json, List<FraudReason> reasons) {
        json.writeArrayPropertyStart("reasons");
        for (FraudReason reason : reasons) {
            json.writeStartObject();
            json.writeStringProperty("code", reason.code());
            json.writeNumberProperty("contribution", reason.contribution());
            json.writeStringProperty("text", reason.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
