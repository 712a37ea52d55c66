package io.groat.hold;

import java.util.EnumSet;
import java.util.Set;

/**
 * The life of a hold.
 *
 * <pre>
 * from \ to           UNDER_REVIEW  AUTHORIZED  PARTIALLY_CAPTURED  CAPTURED  RELEASED  EXPIRED
 * (new)               yes           yes         no                  no        no        no
 * UNDER_REVIEW        same          yes         no                  no        yes       yes
 * AUTHORIZED          no            same        yes                 yes       yes       yes
 * PARTIALLY_CAPTURED  no            yes         same                yes       yes       yes
 * CAPTURED            no            no          no                  same      no        no
 * RELEASED            no            no          no                  no        same      no
 * EXPIRED             no            no          no                  no        no        same
 * </pre>
 *
 * PARTIALLY_CAPTURED becomes AUTHORIZED again when all that was captured came back, for the payee's shard refused it. How a
 * hold ended says nothing of how much was captured: its amounts do.
 */
public enum HoldStatus {
    /** Reserved; the risk gate wants a decision before anything is captured. */
    UNDER_REVIEW,
    /** Reserved, nothing captured. */
    AUTHORIZED,
    /** A part is captured, and the rest reserved. */
    PARTIALLY_CAPTURED,
    /** Ended by a last capture; what it left was let go. */
    CAPTURED,
    /** Ended by being voided, or declined; what was left was let go. */
    RELEASED,
    /** Ended by its time; what was left was let go. */
    EXPIRED;

    /** Those in which money is reserved. */
    public static final Set<HoldStatus> OPEN = Set.copyOf(EnumSet.of(UNDER_REVIEW, AUTHORIZED, PARTIALLY_CAPTURED));

    /** Whether money is reserved. */
    public boolean isOpen() {
        return OPEN.contains(this);
    }

    /** The statuses that may follow this one, itself left out. */
    public Set<HoldStatus> next() {
        return switch (this) {
            case UNDER_REVIEW -> EnumSet.of(AUTHORIZED, RELEASED, EXPIRED);
            case AUTHORIZED -> EnumSet.of(PARTIALLY_CAPTURED, CAPTURED, RELEASED, EXPIRED);
            case PARTIALLY_CAPTURED -> EnumSet.of(AUTHORIZED, CAPTURED, RELEASED, EXPIRED);
            case CAPTURED, RELEASED, EXPIRED -> EnumSet.noneOf(HoldStatus.class);
        };
    }

    /**
     * The status after a step to {@code next}: that one, or this one when nothing changes.
     *
     * @throws IllegalStateException when the life cycle has no such step; broken code, never bad input
     */
    public HoldStatus become(HoldStatus next) {
        if (next != this && !next().contains(next)) {
            throw new IllegalStateException("a hold that is " + this + " can't become " + next);
        }
        return next;
    }
}
