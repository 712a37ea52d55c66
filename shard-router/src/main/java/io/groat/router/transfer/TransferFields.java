package io.groat.router.transfer;

import io.groat.account.AccountRef;
import io.groat.engine.TransferRequest;
import io.groat.router.http.Currencies;
import io.groat.router.http.IdempotencyKeys;
import io.groat.rule.TransactionType;
import io.groat.transfer.TransferNote;
import io.groat.web.http.Parameters;
import io.groat.web.json.JsonFields;
import io.groat.web.shape.RawObject;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads requests to move money. */
public final class TransferFields {

    static final String KEY = "idempotencyKey";
    private static final Set<String> ALONE =
            Set.of("payer", "payee", "amount", "currency", "type", "reference", "description", "metadata");
    private static final Set<String> AMONG_OTHERS = withKey();

    private TransferFields() {}

    /** A transfer that is the whole request; its key comes by a header, and is judged in its turn. */
    static TransferRequest alone(JsonFields fields, Supplier<String> key) {
        return read(fields, ALONE, key);
    }

    /** A transfer among others, with its key in a field. */
    public static TransferRequest amongOthers(JsonFields fields) {
        return read(fields, AMONG_OTHERS, () -> IdempotencyKeys.ofField(fields.findText(KEY)));
    }

    /**
     * What stands as the key of a transfer among others, by which its sender knows the result, right or wrong; null when
     * there is none, or none that is worth telling. Never fails, whatever the field holds.
     */
    public static @Nullable String keyOf(JsonFields fields) {
        String text = fields.peekText(KEY);
        return text == null || text.length() > IdempotencyKeys.MAX_LENGTH ? null : text;
    }

    /** The account that a request names. */
    public static AccountRef account(String field, String text) {
        return AccountRef.parse(text)
                .orElseThrow(
                        () -> Parameters.invalid(field, "\"" + field + "\" is neither a user's nor an account's id"));
    }

    private static TransferRequest read(JsonFields fields, Set<String> known, Supplier<String> key) {
        fields.requireOnly(known);
        fields.require("payer");
        fields.require("payee");
        fields.require("amount");
        fields.require("currency");
        AccountRef payer = account("payer", fields.text("payer"));
        AccountRef payee = account("payee", fields.text("payee"));
        String currency = fields.text("currency");
        String type = type(fields);
        TransferNote note = note(fields);
        String idempotencyKey = key.get();
        long amountMinor = fields.amount("amount", 1);
        return new TransferRequest(idempotencyKey, payer, payee, amountMinor, Currencies.get(currency), note, type);
    }

    /** The transaction type; whether there is such a one is for the rules in force to say. */
    private static String type(JsonFields fields) {
        String type = fields.nullable("type").findText("type");
        return type == null ? TransactionType.USUAL : type;
    }

    /** Many clients write what they leave out as null, and here that means no more than leaving it out. */
    private static TransferNote note(JsonFields all) {
        JsonFields fields = all.nullable("reference", "description", "metadata");
        String reference = fields.findText("reference", TransferNote.MAX_REFERENCE);
        String description = fields.findText("description", TransferNote.MAX_DESCRIPTION);
        String metadata = fields.findObject("metadata", TransferNote.MAX_METADATA);
        return reference == null && description == null && metadata == null
                ? TransferNote.NONE
                : new TransferNote(reference, description, metadata);
    }

    /** The note of a movement that is no transfer, of what its request says. */
    public static TransferNote note(
            @Nullable String reference, @Nullable String description, @Nullable RawObject metadata) {
        if (metadata != null && metadata.text().length() > TransferNote.MAX_METADATA) {
            throw Parameters.invalid(
                    "metadata", "\"metadata\" is longer than " + TransferNote.MAX_METADATA + " characters");
        }
        return reference == null && description == null && metadata == null
                ? TransferNote.NONE
                : new TransferNote(reference, description, metadata == null ? null : metadata.text());
    }

    private static Set<String> withKey() {
        Set<String> names = new HashSet<>(ALONE);
        names.add(KEY);
        return Set.copyOf(names);
    }
}
