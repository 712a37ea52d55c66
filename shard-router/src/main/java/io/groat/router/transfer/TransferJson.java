package io.groat.router.transfer;

import io.groat.rule.Fee;
import io.groat.rule.RuleJson;
import io.groat.rule.RuleVersion;
import io.groat.rule.Terms;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferEvent;
import io.groat.web.access.Permit;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A transfer as its readers get it. */
final class TransferJson {

    private TransferJson() {}

    /** To that reader: a payee is not told by which rules the payer was judged, nor what the payer pays beside it. */
    static void write(JsonGenerator json, Transfer transfer, Permit reader) {
        json.writeStartObject();
        writeMembers(json, transfer, Reader.of(transfer, reader));
        json.writeEndObject();
    }

    /** Who reads it: each is told what those before are, and more. */
    private enum Reader {
        PAYEE,
        PAYER,
        /** Whoever works here. */
        STAFF;

        static Reader of(Transfer transfer, Permit reader) {
            if (!reader.onlyOwn()) {
                return STAFF;
            }
            return reader.covers(transfer.payerUser()) ? PAYER : PAYEE;
        }
    }

    /** With how much of it was given back. */
    static void write(JsonGenerator json, Transfer transfer, Permit reader, RefundTotal total) {
        json.writeStartObject();
        writeMembers(json, transfer, Reader.of(transfer, reader));
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

    /** Writes the members of the transfer into an object that is open, to its payer. */
    static void writeMembers(JsonGenerator json, Transfer transfer) {
        writeMembers(json, transfer, Reader.PAYER);
    }

    private static void writeMembers(JsonGenerator json, Transfer transfer, Reader reader) {
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
        json.writeStringProperty("type", transfer.transactionType());
        writeTerms(json, transfer.terms(), reader);
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

    private static void writeTerms(JsonGenerator json, Terms terms, Reader reader) {
        boolean toPayer = reader != Reader.PAYEE;
        List<Terms.Charge> charges = terms.charges().stream()
                .filter(charge -> toPayer || charge.paidBy() == Fee.PaidBy.PAYEE)
                .toList();
        if (!charges.isEmpty()) {
            json.writeArrayPropertyStart("fees");
            charges.forEach(charge -> write(json, charge, reader == Reader.STAFF));
            json.writeEndArray();
        }
        RuleVersion payer = toPayer ? terms.payer() : null;
        if (terms.typeVersion() > 0 || payer != null || terms.payee() != null) {
            json.writeObjectPropertyStart("rules");
            textIfThere(
                    json,
                    "transactionType",
                    terms.typeVersion() == 0 ? null : new RuleVersion(terms.type(), terms.typeVersion()).text());
            textIfThere(json, "payerWalletType", payer == null ? null : payer.text());
            textIfThere(
                    json,
                    "payeeWalletType",
                    terms.payee() == null ? null : terms.payee().text());
            json.writeEndObject();
        }
    }

    /**
     * A fee as answers show it.
     *
     * @param toStaff who are told, too, who gets a share of it
     */
    static void write(JsonGenerator json, Terms.Charge charge, boolean toStaff) {
        json.writeStartObject();
        json.writeStringProperty("kind", RuleJson.word(charge.kind()));
        json.writeStringProperty("paidBy", RuleJson.word(charge.paidBy()));
        MinorUnits.write(json, "amount", charge.amountMinor());
        json.writeBooleanProperty("refundable", charge.refundable());
        Terms.Share commission = toStaff ? charge.commission() : null;
        if (commission != null) {
            json.writeObjectPropertyStart("commission");
            json.writeStringProperty("payee", commission.payee().text());
            MinorUnits.write(json, "amount", commission.amountMinor());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void textIfThere(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
