package io.groat.posting;

import io.groat.account.Account;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;

/** Answer to a command on one account. */
public sealed interface AccountAnswer {

    /** The account as the command left it. */
    record Done(Account account) implements AccountAnswer {}

    /** Nothing was changed. */
    record TurnedDown(Refused refused) implements AccountAnswer {}

    static AccountAnswer turnedDown(Refusal refusal, String field) {
        return new TurnedDown(Refused.of(refusal, field));
    }
}
