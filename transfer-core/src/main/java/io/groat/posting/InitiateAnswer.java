package io.groat.posting;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.transfer.Transfer;

/** Answer to a transfer's first leg. */
public sealed interface InitiateAnswer {

    /**
     * The transfer under the request's key.
     *
     * @param replayed whether an earlier request made it
     */
    record Decided(Transfer transfer, boolean replayed) implements InitiateAnswer {}

    /** Nothing was written. */
    record TurnedDown(Refused refused) implements InitiateAnswer {}

    static InitiateAnswer turnedDown(Refusal refusal, String field) {
        return new TurnedDown(Refused.of(refusal, field));
    }
}
