package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A score as lists show it. */
public record ScoreLine(
        UUID paymentId,
        String payer,
        @Nullable String payee,
        long amountMinor,
        String currency,
        double score,
        FraudDecision decision,
        Instant paidAt) {

    void write(JsonGenerator json) {
        json.writeStartObject();
        JsonWords.id(json, "paymentId", paymentId);
        json.writeStringProperty("payer", payer);
        JsonWords.text(json, "payee", payee);
        MinorUnits.write(json, "amount", amountMinor);
        json.writeStringProperty("currency", currency);
        json.writeNumberProperty("score", score);
        json.writeStringProperty("decision", decision.name());
        JsonWords.time(json, "paidAt", paidAt);
        json.writeEndObject();
    }
}
