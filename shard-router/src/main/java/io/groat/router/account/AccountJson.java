package io.groat.router.account;

import io.groat.account.Account;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import tools.jackson.core.JsonGenerator;

/** An account as its readers get it. */
public final class AccountJson {

    private AccountJson() {}

    public static void write(JsonGenerator json, Account account, int shard) {
        json.writeStartObject();
        JsonWords.id(json, "id", account.id());
        json.writeStringProperty("userId", account.userId());
        json.writeStringProperty("type", account.type());
        json.writeStringProperty("currency", account.currency().code());
        json.writeStringProperty("status", account.status().name());
        json.writeObjectPropertyStart("balance");
        MinorUnits.write(json, "posted", account.postedMinor());
        MinorUnits.write(json, "held", account.heldMinor());
        MinorUnits.write(json, "available", account.availableMinor());
        json.writeEndObject();
        json.writeNumberProperty("shard", shard);
        JsonWords.time(json, "createdAt", account.createdAt());
        json.writeEndObject();
    }
}
