package io.groat.router.transfer;

import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferEvent;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A transfer as its readers get it. */
final class TransferJson {

    private TransferJson() {}

    public static void write(JsonGenerator json, Transfer transfer) {
        json.writeStartObject();
        writeMembers(json, transfer);
        json.writeEndObject();
    }

    /** With how much of it was given back. */
    static void write(JsonGenerator json, Transfer transfer, RefundTotal total) {
        json.writeStartObject();
        writeMembers(json, transfer);
        MinorUnits.write(json, "refunded", total.refundedMinor());
        MinorUnits.write(json, "refundable", total.leftMinor());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, TransferEvent event) {
        json.writeStartObject();
        json.writeStringProperty("id", event.id());
        json.writeStringProperty("type", event.type().name());
        textIfThere(
                json, "reason", event.reason() == null ? null : event.reason().name());
        JsonWords.time(json, "at", event.at());
        json.writeEndObject();
    }

    /** Writes the members of the transfer into an object that is open. */
    static void writeMembers(JsonGenerator json, Transfer transfer) {
        JsonWords.id(json, "id", transfer.id());
        json.writeStringProperty("kind", transfer.kind().name());
        if (transfer.parentId() != null) {
            JsonWords.id(json, "parentId", transfer.parentId());
        }
        json.writeStringProperty("status", transfer.status().name());
        json.writeStringProperty("payer", transfer.payerRef().text());
        json.writeStringProperty("payee", transfer.payeeRef().text());
        JsonWords.id(json, "payerAccount", transfer.payerAccount());
        JsonWords.id(json, "payeeAccount", transfer.payeeAccount());
        MinorUnits.write(json, "amount", transfer.amountMinor());
        json.writeStringProperty("currency", transfer.currency().code());
        json.writeBooleanProperty("crossShard", transfer.crossShard());
        json.writeNumberProperty("payerShard", transfer.payerShard());
        json.writeNumberProperty("payeeShard", transfer.payeeShard());
        textIfThere(json, "reference", transfer.note().reference());
        textIfThere(json, "description", transfer.note().description());
        String metadata = transfer.note().metadata();
        if (metadata != null) {
            json.writeName("metadata");
            json.writeRawValue(metadata);
        }
        textIfThere(
                json,
                "reason",
                transfer.reason() == null ? null : transfer.reason().name());
        JsonWords.time(json, "createdAt", transfer.createdAt());
        if (transfer.completedAt() != null) {
            JsonWords.time(json, "completedAt", transfer.completedAt());
        }
    }

    private static void textIfThere(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
