package io.groat.account;

import io.groat.money.CurrencyCode;
import java.util.UUID;

/** What never changes about a user's account, and may therefore be cached without limit of time. */
public record AccountIdentity(UUID id, String userId, String type, CurrencyCode currency) {

    public static AccountIdentity of(Account account) {
        return new AccountIdentity(account.id(), account.userId(), account.type(), account.currency());
    }
}
