package io.groat.infra.drill.history;

import java.util.Set;

/** How an order can end, given what it asks for. Nothing else than the named endings is right. */
public enum ExpectedEnding {
    /** The payer has more than a whole drill can spend. */
    SURE(true),
    /** The payer has little: whether it is enough depends on what came before. */
    SCARCE(true, Refusals.POOR),
    /** Its payer or its payee has a limit: whether it fits depends on what came before, and so may the money. */
    LIMITED(true, Refusals.LIMITED, Refusals.POOR),
    /** It asks for more than there is. */
    TOO_MUCH(false, Refusals.POOR),
    /** Its payee does not exist. */
    NOBODY(false, "ACCOUNT_NOT_FOUND"),
    /** Its type asks for a beneficiary, and its payee is none. */
    STRANGER(false, "BENEFICIARY_REQUIRED"),
    /** Payer and payee are the same. */
    TO_ONESELF(false, "SAME_ACCOUNT"),
    /** Others take from the same hold at the same time, and there is not enough for all. */
    CAPTURE_RACE(true, Refusals.TOO_LARGE, Refusals.ENDED),
    /** Another ends the same hold at the same time. */
    END_RACE(true, Refusals.ENDED),
    /** The hold's time is over at about the same time. */
    LATE(true, Refusals.EXPIRED),
    /** Others give back the same movement at the same time, and there is not enough for all. */
    REFUND_RACE(true, Refusals.TOO_MUCH_BACK, Refusals.ALL_BACK),
    /** As before, and whether there is enough on the account depends on what came before, too. */
    SCARCE_REFUND_RACE(true, Refusals.TOO_MUCH_BACK, Refusals.ALL_BACK, Refusals.POOR);

    private final boolean mayComplete;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<String> refusals;

    ExpectedEnding(boolean mayComplete, String... refusals) {
        this.mayComplete = mayComplete;
        this.refusals = Set.of(refusals);
    }

    /** Whether this is one of the right endings. */
    boolean allows(Answer.End end) {
        String refusal = end.refusal();
        return refusal == null ? mayComplete : refusals.contains(refusal);
    }
}
