package io.groat.router.account;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import java.time.Instant;
import java.util.UUID;

/** An account as its readers get it. */
@Doc("An account")
record AccountView(
        @Doc("Tells its shard without a look-up") UUID id,
        @Doc(example = "alice") String userId,
        @Doc(example = "main") String type,
        @Doc(example = "EUR") String currency,
        @Doc("FROZEN takes no debits, CLOSED takes nothing") AccountStatus status,
        BalanceView balance,
        int shard,
        Instant createdAt) {

    /** What is in it. */
    record BalanceView(
            @Doc("What its entries sum to") @Amount long posted,
            @Doc("What of it is reserved") @Amount long held,
            @Doc("What it may pay") @Amount long available) {}

    static AccountView of(Account account, int shard) {
        return new AccountView(
                account.id(),
                account.userId(),
                account.type(),
                account.currency().code(),
                account.status(),
                new BalanceView(account.postedMinor(), account.heldMinor(), account.availableMinor()),
                shard,
                account.createdAt());
    }
}
