package io.groat.router.account;

import io.groat.account.AccountRef;
import io.groat.account.UserIds;
import io.groat.money.CurrencyCode;
import io.groat.router.http.Currencies;
import io.groat.router.http.UserIdText;
import io.groat.web.http.Parameters;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Text;
import org.jspecify.annotations.Nullable;

/** A request to open an account, well-formed. */
@Doc("An account to open")
record AccountOpening(
        @Doc(example = "alice") @Text(pattern = UserIdText.PATTERN, fits = UserIdText.class, says = UserIdText.SAYS)
        String userId,

        @Doc(value = "Tells a user's accounts in one currency apart; `main` if not said", example = "main")
        @Text(pattern = AccountOpening.TYPE, says = AccountOpening.TYPE_SAYS)
        @Nullable
        String type,

        @Doc(value = "ISO 4217, of today", example = "EUR") String currency,

        @Doc(value = "What it begins with, from the shard's funding account; nothing if not said", example = "10000")
        @Amount(least = 0)
        @Nullable
        Long openingBalance) {

    static final String TYPE = "[a-z0-9][a-z0-9_-]{0,31}";
    static final String TYPE_SAYS = "has to be 1 to 32 small letters, digits, - and _, a letter or digit first";

    /** The type that it will have. */
    String typeOrMain() {
        return type == null ? AccountRef.MAIN : type;
    }

    /** The currency; UNKNOWN_CURRENCY when it is not money of today. */
    CurrencyCode money() {
        return Currencies.toOpen(currency);
    }

    long openingBalanceMinor() {
        return openingBalance == null ? 0 : openingBalance;
    }

    static void requireUserId(String field, String userId) {
        if (!UserIds.isUserId(userId)) {
            throw Parameters.invalid(field, "\"" + field + "\" " + UserIdText.SAYS);
        }
    }
}
