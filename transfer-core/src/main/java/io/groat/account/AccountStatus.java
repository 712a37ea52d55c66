package io.groat.account;

/**
 * Where an account stands. Open and frozen change into each other; both may close; closed is final.
 *
 * <pre>
 * from \ to   OPEN   FROZEN   CLOSED
 * OPEN        same   yes      at zero balance
 * FROZEN      yes    same     at zero balance
 * CLOSED      no     no       same
 * </pre>
 */
public enum AccountStatus {
    /** Takes debits and credits. */
    OPEN,
    /** Takes credits, no debits. */
    FROZEN,
    /** Takes nothing; its balance is zero. */
    CLOSED;

    /** Whether an account in this status may pass to that one (or stay); a close needs a zero balance besides. */
    public boolean mayBecome(AccountStatus next) {
        return this != CLOSED || next == CLOSED;
    }
}
