package io.groat.infra.drill.history;

import java.util.Set;

/** How a transfer can end, given what it asks for. Nothing else than the named endings is right. */
public enum Outlook {
    /** The payer has more than a whole drill can spend. */
    SURE(true, Set.of()),
    /** The payer has little: whether it is enough depends on what came before. */
    SCARCE(true, Set.of("INSUFFICIENT_FUNDS")),
    /** It asks for more than there is. */
    TOO_MUCH(false, Set.of("INSUFFICIENT_FUNDS")),
    /** Its payee does not exist. */
    NOBODY(false, Set.of("ACCOUNT_NOT_FOUND")),
    /** Payer and payee are the same. */
    TO_ONESELF(false, Set.of("SAME_ACCOUNT"));

    private final boolean mayComplete;
    private final Set<String> refusals;

    Outlook(boolean mayComplete, Set<String> refusals) {
        this.mayComplete = mayComplete;
        this.refusals = refusals;
    }

    /** Whether this is one of the right endings. */
    boolean allows(Answer.End end) {
        return end.completed() ? mayComplete : refusals.contains(end.refusal());
    }
}
