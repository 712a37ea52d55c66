package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.SystemAccounts;
import io.groat.ledger.EntryKind;
import io.groat.ledger.Posting;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.shard.ShardMap;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens a user's account, with money from the shard's funding account if it opens with any.
 *
 * @param id the account's id if it is opened
 * @param openingMovement id of the movement that brings the opening balance
 * @param openingBalanceMinor minor units, zero or more
 */
public record OpenAccount(
        UUID id, String userId, String type, CurrencyCode currency, long openingBalanceMinor, UUID openingMovement)
        implements Command<AccountAnswer> {

    @Override
    public int shard(ShardMap map) {
        return map.shardOfUser(userId);
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.systemAccounts(currency);
        needs.accountsOfUser(userId);
        if (openingBalanceMinor > 0) {
            needs.account(SystemAccounts.funding(currency));
        }
    }

    @Override
    public AccountAnswer decide(BatchState state) {
        Optional<Account> existing = state.accountsOfUser(userId).stream()
                .filter(account ->
                        account.type().equals(type) && account.currency().equals(currency))
                .findFirst();
        if (existing.isPresent()) {
            return existing.get().id().equals(id)
                    ? new AccountAnswer.Done(existing.get())
                    : AccountAnswer.turnedDown(Refusal.ACCOUNT_EXISTS, "userId");
        }
        if (state.rules()
                .walletType(type)
                .filter(rules -> !rules.takes(currency))
                .isPresent()) {
            return new AccountAnswer.TurnedDown(Refused.of(
                    Refusal.CURRENCY_MISMATCH, "currency", "Wallets of type " + type + " are in other currencies"));
        }
        UUID funding = SystemAccounts.funding(currency);
        if (openingBalanceMinor > 0 && !state.book().fits(funding, -openingBalanceMinor)) {
            return new AccountAnswer.TurnedDown(Refused.of(
                    Refusal.BALANCE_OVERFLOW, "openingBalance", "The shard's funding account can't give that much"));
        }
        return new AccountAnswer.Done(open(state, funding));
    }

    private Account open(BatchState state, UUID funding) {
        if (state.accountsOfUser(userId).isEmpty()) {
            state.publish(BatchEvents.userCreated(userId, state.shard(), state.now()));
        }
        state.book().open(Account.open(id, AccountKind.USER, userId, type, currency, state.now()));
        if (openingBalanceMinor > 0) {
            state.book()
                    .post(
                            openingMovement,
                            EntryKind.OPENING,
                            new Posting(funding, -openingBalanceMinor),
                            new Posting(id, openingBalanceMinor));
        }
        Account opened = state.book().find(id).orElseThrow();
        state.knowAccountOfUser(opened);
        return opened;
    }
}
