package io.groat.posting;

import io.groat.hold.Hold;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;

/** Answer to what was asked of a hold. */
public sealed interface HoldAnswer {

    /**
     * The hold as it stands.
     *
     * @param replayed whether an earlier request made it so
     */
    record Stands(Hold hold, boolean replayed) implements HoldAnswer {}

    /** Nothing was changed. */
    record TurnedDown(Refused refused) implements HoldAnswer {}

    static HoldAnswer turnedDown(Refusal refusal, String field) {
        return new TurnedDown(Refused.of(refusal, field));
    }
}
