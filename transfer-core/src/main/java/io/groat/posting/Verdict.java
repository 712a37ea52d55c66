package io.groat.posting;

/** What the risk gate says of a transfer before anything moves. */
public enum Verdict {
    /** The money moves now. */
    PASS,
    /** The money is reserved; a decision lets it go or cancels it. */
    HOLD,
    /** The transfer is refused, and kept as FAILED under its key. */
    DECLINE
}
