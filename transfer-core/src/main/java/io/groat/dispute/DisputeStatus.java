package io.groat.dispute;

import java.util.EnumSet;
import java.util.Set;

/**
 * The life of a dispute, as its gateway tells it.
 *
 * <pre>
 * from \ to       INQUIRY  NEEDS_RESPONSE  UNDER_REVIEW  WON   LOST
 * (new)           no       no              no            no    no    it is an INQUIRY until its gateway has said more
 * INQUIRY         same     yes             yes           yes   yes
 * NEEDS_RESPONSE  no       same            yes           yes   yes
 * UNDER_REVIEW    no       yes             same          yes   yes
 * WON             no       no              no            same  no
 * LOST            no       no              no            no    same
 * </pre>
 */
public enum DisputeStatus {
    /** The bank asks; nobody wants money back yet. */
    INQUIRY,
    /** The bank wants it back, and waits for an answer. */
    NEEDS_RESPONSE,
    /** The answer is with the bank. */
    UNDER_REVIEW,
    /** The money stays. */
    WON,
    /** The money is gone. */
    LOST;

    /** The statuses that may follow this one, itself left out. */
    public Set<DisputeStatus> next() {
        return switch (this) {
            case INQUIRY -> EnumSet.of(NEEDS_RESPONSE, UNDER_REVIEW, WON, LOST);
            case NEEDS_RESPONSE -> EnumSet.of(UNDER_REVIEW, WON, LOST);
            case UNDER_REVIEW -> EnumSet.of(NEEDS_RESPONSE, WON, LOST);
            case WON, LOST -> EnumSet.noneOf(DisputeStatus.class);
        };
    }

    public boolean isFinal() {
        return this == WON || this == LOST;
    }

    /**
     * The status after a step to {@code next}: that one, or this one when nothing changes.
     *
     * @throws IllegalStateException when the life cycle has no such step
     */
    public DisputeStatus become(DisputeStatus next) {
        if (next != this && !next().contains(next)) {
            throw new IllegalStateException("a dispute that is " + this + " can't become " + next);
        }
        return next;
    }
}
