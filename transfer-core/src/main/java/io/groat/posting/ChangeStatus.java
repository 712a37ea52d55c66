package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountStatus;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.shard.ShardKey;
import io.groat.shard.ShardMap;
import java.util.Optional;
import java.util.UUID;

/** Freezes, reopens or closes a user's account. An account that is there already stays as it is. */
public record ChangeStatus(UUID accountId, AccountStatus status) implements Command<AccountAnswer> {

    @Override
    public int shard(ShardMap map) {
        return ShardKey.ofId(accountId).shard(map);
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.account(accountId);
        if (status == AccountStatus.CLOSED) {
            needs.transfersInFlightOf(accountId);
            needs.openHoldsOf(accountId);
        }
    }

    @Override
    public AccountAnswer decide(BatchState state) {
        Optional<Account> found = state.book().find(accountId).filter(account -> account.kind() == AccountKind.USER);
        if (found.isEmpty()) {
            return AccountAnswer.turnedDown(Refusal.ACCOUNT_NOT_FOUND, "id");
        }
        Account account = found.get();
        if (account.status() == status) {
            return new AccountAnswer.Done(account);
        }
        if (!account.status().mayBecome(status)) {
            return new AccountAnswer.TurnedDown(Refused.of(
                    Refusal.STATUS_CHANGE_NOT_ALLOWED, "status", account.status() + " can't become " + status));
        }
        if (status == AccountStatus.CLOSED && state.hasOpenHold(accountId)) {
            return AccountAnswer.turnedDown(Refusal.HOLDS_OPEN, "status");
        }
        if (status == AccountStatus.CLOSED && account.postedMinor() != 0) {
            return AccountAnswer.turnedDown(Refusal.BALANCE_NOT_ZERO, "status");
        }
        if (status == AccountStatus.CLOSED && state.paysInFlight(accountId)) {
            return AccountAnswer.turnedDown(Refusal.TRANSFERS_IN_FLIGHT, "status");
        }

        state.book().changeStatus(accountId, status);
        return new AccountAnswer.Done(state.book().find(accountId).orElseThrow());
    }
}
