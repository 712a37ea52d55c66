package io.groat.infra.drill.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a transfer can end, given what it asks for. Nothing else than the named endings is right. */
public enum ExpectedEnding {
    /** The payer has more than a whole drill can spend. */
    SURE(true, null),
    /** The payer has little: whether it is enough depends on what came before. */
    SCARCE(true, "INSUFFICIENT_FUNDS"),
    /** It asks for more than there is. */
    TOO_MUCH(false, "INSUFFICIENT_FUNDS"),
    /** Its payee does not exist. */
    NOBODY(false, "ACCOUNT_NOT_FOUND"),
    /** Payer and payee are the same. */
    TO_ONESELF(false, "SAME_ACCOUNT");

    private final boolean mayComplete;
    private final @Nullable String refusal;

    ExpectedEnding(boolean mayComplete, @Nullable String refusal) {
        this.mayComplete = mayComplete;
        this.refusal = refusal;
    }

    /** Whether this is one of the right endings. */
    boolean allows(Answer.End end) {
        return end.completed() ? mayComplete : Objects.equals(refusal, end.refusal());
    }
}
