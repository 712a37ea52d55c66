package io.groat.transfer;

import java.util.EnumSet;
import java.util.Set;

/**
 * The life of a transfer, as its payer's shard knows it.
 *
 * <pre>
 * from \ to    HELD  PENDING  COMPLETED  FAILED  CANCELLED
 * (new)        yes   yes      yes        yes     no
 * HELD         same  yes      yes        yes     yes
 * PENDING      no    same     yes        yes     no
 * COMPLETED    no    no       same       no      no
 * FAILED       no    no       no         same    no
 * CANCELLED    no    no       no         no      same
 * </pre>
 *
 * (new) → COMPLETED and HELD → COMPLETED happen where both accounts are on one shard; (new) → FAILED is a
 * refusal that is kept under its idempotency key. A PENDING transfer can't be cancelled: its money may have
 * arrived.
 */
public enum TransferStatus {
    /** Funds reserved on the payer's account, nothing moved; waits for a decision. */
    HELD,
    /** Debited, in clearing; the payee's shard decides the end. */
    PENDING,
    /** Credited. Final. */
    COMPLETED,
    /** Refused; the payer is whole. Final. */
    FAILED,
    /** Never sent; the reserved funds are free again. Final. */
    CANCELLED;

    /** The statuses in which a transfer may begin. */
    public static final Set<TransferStatus> FIRST = Set.copyOf(EnumSet.of(HELD, PENDING, COMPLETED, FAILED));

    /** Whether no other status can follow. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** The statuses that may follow this one, itself left out. */
    public Set<TransferStatus> next() {
        return switch (this) {
            case HELD -> EnumSet.of(PENDING, COMPLETED, FAILED, CANCELLED);
            case PENDING -> EnumSet.of(COMPLETED, FAILED);
            case COMPLETED, FAILED, CANCELLED -> EnumSet.noneOf(TransferStatus.class);
        };
    }

    /**
     * The status after a step to {@code next}: that one, or this one when nothing changes.
     *
     * @throws IllegalStateException when the life cycle has no such step; broken code, never bad input
     */
    public TransferStatus become(TransferStatus next) {
        if (next != this && !next().contains(next)) {
            throw new IllegalStateException("a " + this + " transfer can't become " + next);
        }
        return next;
    }
}
