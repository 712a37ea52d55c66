package io.groat.router.account;

import io.groat.account.AccountRef;
import io.groat.account.UserIds;
import io.groat.money.CurrencyCode;
import io.groat.router.http.Currencies;
import io.groat.web.http.Parameters;
import io.groat.web.json.JsonFields;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request to open an account, well-formed.
 *
 * @param openingBalanceMinor minor units, zero or more
 */
record AccountOpening(String userId, String type, CurrencyCode currency, long openingBalanceMinor) {

    private static final Set<String> FIELDS = Set.of("userId", "currency", "type", "openingBalance");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    static AccountOpening read(JsonFields fields) {
        fields.requireOnly(FIELDS);
        fields.require("userId");
        fields.require("currency");
        String userId = fields.text("userId");
        requireUserId("userId", userId);
        String type = fields.findText("type");
        if (type != null && !TYPE.matcher(type).matches()) {
            throw Parameters.invalid(
                    "type", "\"type\" has to be 1 to 32 small letters, digits, - and _, a letter or digit first");
        }
        String currency = fields.text("currency");
        long openingBalance = fields.has("openingBalance") ? fields.amount("openingBalance", 0) : 0;
        return new AccountOpening(
                userId, type == null ? AccountRef.MAIN : type, Currencies.toOpen(currency), openingBalance);
    }

    static void requireUserId(String field, String userId) {
        if (!UserIds.isUserId(userId)) {
            throw Parameters.invalid(
                    field,
                    "\"" + field + "\" has to be 1 to " + UserIds.MAX_LENGTH
                            + " letters, digits and . _ : @ + -, a letter or digit first");
        }
    }
}
