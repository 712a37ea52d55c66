package io.groat.payout;

/** What kind of place outside money can be paid out to. */
public enum DestinationKind {
    /** A UPI id. */
    UPI,
    /** A bank account. */
    BANK,
    /** A card, by the token that a gateway has made of it; its number is never known here. */
    CARD
}
