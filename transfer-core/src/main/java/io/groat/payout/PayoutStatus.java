package io.groat.payout;

import java.util.EnumSet;
import java.util.Set;

/**
 * The life of a payout, and of a refund to the source.
 *
 * <pre>
 * from \ to      UNDER_REVIEW  RESERVED  SENDING  SENT  SETTLED  FAILED  RETURNED
 * (new)          no            no        no       no    no       no      no        it is CREATED
 * CREATED        yes           yes       no       no    no       yes     no
 * UNDER_REVIEW   same          yes       no       no    no       yes     no
 * RESERVED       no            same      yes      no    no       yes     no
 * SENDING        no            yes       same     yes   yes      yes     no        RESERVED: nothing was sent for sure
 * SENT           no            no        no       same  yes      yes     no
 * SETTLED        no            no        no       no    same     no      yes
 * FAILED         no            no        no       no    no       same    no
 * RETURNED       no            no        no       no    no       no      same
 * </pre>
 */
public enum PayoutStatus {
    /** Written down; its money is not reserved yet. */
    CREATED,
    /** Its money is reserved; a person has to let it go. */
    UNDER_REVIEW,
    /** Its money is reserved, and it is to be sent. */
    RESERVED,
    /** A gateway was asked to send it, and has not said whether it does. It is never asked that again. */
    SENDING,
    /** The gateway has it. */
    SENT,
    /** It has arrived. */
    SETTLED,
    /** It was not sent, or has not arrived; its money is free again. */
    FAILED,
    /** It came back after it had arrived. */
    RETURNED;

    /** The statuses that may follow this one, itself left out. */
    public Set<PayoutStatus> next() {
        return switch (this) {
            case CREATED -> EnumSet.of(UNDER_REVIEW, RESERVED, FAILED);
            case UNDER_REVIEW -> EnumSet.of(RESERVED, FAILED);
            case RESERVED -> EnumSet.of(SENDING, FAILED);
            case SENDING -> EnumSet.of(RESERVED, SENT, SETTLED, FAILED);
            case SENT -> EnumSet.of(SETTLED, FAILED);
            case SETTLED -> EnumSet.of(RETURNED);
            case FAILED, RETURNED -> EnumSet.noneOf(PayoutStatus.class);
        };
    }

    /** Whether no gateway was asked to send it yet, so that it can still be called off. */
    public boolean isUnsent() {
        return this == CREATED || this == UNDER_REVIEW || this == RESERVED;
    }

    /** Whether a gateway may have it and has not said how it ended. */
    public boolean isUnderWay() {
        return this == SENDING || this == SENT;
    }

    /**
     * The status after a step to {@code next}: that one, or this one when nothing changes.
     *
     * @throws IllegalStateException when the life cycle has no such step; broken code, never bad input
     */
    public PayoutStatus become(PayoutStatus next) {
        if (next != this && !next().contains(next)) {
            throw new IllegalStateException("a payout that is " + this + " can't become " + next);
        }
        return next;
    }
}
