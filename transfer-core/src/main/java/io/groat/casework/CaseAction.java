package io.groat.casework;

/**
 * What a person may decide. What each moves is {@link Decision}'s to say; which are possible in a case {@link
 * MoneyCase#actions}'.
 */
public enum CaseAction {
    /** The wallet that ordered it gets it, out of suspense. */
    CREDIT_WALLET,
    /** Its gateway gives it back to where it was paid from, out of suspense. */
    REFUND_TO_SOURCE,
    /** It is put aside, out of what the gateway owes or into our books: to be decided on later. */
    BOOK_TO_SUSPENSE,
    /** It is the gateway's cost, or gain. */
    BOOK_AS_FEE,
    /** It is lost, or won, for good. */
    WRITE_OFF,
    /** Nothing moves: the note says why. */
    CLOSE
}
