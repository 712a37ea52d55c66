package io.groat.casework;

import java.util.EnumSet;
import java.util.Set;

/**
 * The life of a case.
 *
 * <pre>
 * from \ to  OPEN  DECIDED  CLOSED
 * (new)      yes   no       no
 * OPEN       same  yes      yes     without a decision: what it was about has come right by itself
 * DECIDED    yes   same     yes     back to OPEN where the ledger refuses what was decided
 * CLOSED     no    no       same
 * </pre>
 */
public enum CaseStatus {
    /** It waits for somebody. */
    OPEN,
    /** Somebody has decided; its money is to move. */
    DECIDED,
    /** It is over. */
    CLOSED;

    /** The statuses that may follow this one, itself left out. */
    public Set<CaseStatus> next() {
        return switch (this) {
            case OPEN -> EnumSet.of(DECIDED, CLOSED);
            case DECIDED -> EnumSet.of(OPEN, CLOSED);
            case CLOSED -> EnumSet.noneOf(CaseStatus.class);
        };
    }

    /**
     * The status after a step to {@code next}: that one, or this one when nothing changes.
     *
     * @throws IllegalStateException when the life cycle has no such step; broken code, never bad input
     */
    public CaseStatus become(CaseStatus next) {
        if (next != this && !next().contains(next)) {
            throw new IllegalStateException("a case that is " + this + " can't become " + next);
        }
        return next;
    }
}
