package io.groat.casework;

/**
 * What a person may decide. What each moves is {@link Decision}'s to say; which are possible in a case {@link
 * MoneyCase#actions}'. Sending money back to where it came from is to be one more here.
 */
public enum CaseAction {
    /** The wallet that ordered it gets it, out of suspense. */
    CREDIT_WALLET,
    /** It is put aside, out of what the gateway owes or into our books: to be decided on later. */
    BOOK_TO_SUSPENSE,
    /** It is the gateway's cost, or gain. */
    BOOK_AS_FEE,
    /** It is lost, or won, for good. */
    WRITE_OFF,
    /** Nothing moves: the note says why. */
    CLOSE
}
