package io.groat.order;

import java.util.EnumSet;
import java.util.Set;

/**
 * The life of an order.
 *
 * <pre>
 * from \ to  PENDING  PAID  CREDITED  FAILED  EXPIRED
 * (new)      no       no    no        no      no       it is CREATED
 * CREATED    yes      yes   no        yes     yes
 * PENDING    same     yes   no        yes     yes
 * PAID       no       same  yes       no      no
 * CREDITED   no       no    same      no      no
 * FAILED     no       yes   no        same    no       money that comes late comes nevertheless
 * EXPIRED    no       yes   no        no      same
 * </pre>
 *
 * One that is PAID and can't be credited, for the wallet was closed meanwhile, stays PAID; its money is in suspense.
 */
public enum OrderStatus {
    /** Nobody has begun to pay it. */
    CREATED,
    /** Its payer has begun. */
    PENDING,
    /** The gateway has the money. */
    PAID,
    /** The wallet has it. */
    CREDITED,
    /** The gateway says that it will not be paid. */
    FAILED,
    /** Its time is over. */
    EXPIRED;

    /** The statuses that may follow this one, itself left out. */
    public Set<OrderStatus> next() {
        return switch (this) {
            case CREATED -> EnumSet.of(PENDING, PAID, FAILED, EXPIRED);
            case PENDING -> EnumSet.of(PAID, FAILED, EXPIRED);
            case PAID -> EnumSet.of(CREDITED);
            case FAILED, EXPIRED -> EnumSet.of(PAID);
            case CREDITED -> EnumSet.noneOf(OrderStatus.class);
        };
    }

    /** Whether its payer may still pay it in time. */
    public boolean isOpen() {
        return this == CREATED || this == PENDING;
    }

    /**
     * The status after a step to {@code next}: that one, or this one when nothing changes.
     *
     * @throws IllegalStateException when the life cycle has no such step; broken code, never bad input
     */
    public OrderStatus become(OrderStatus next) {
        if (next != this && !next().contains(next)) {
            throw new IllegalStateException("an order that is " + this + " can't become " + next);
        }
        return next;
    }
}
