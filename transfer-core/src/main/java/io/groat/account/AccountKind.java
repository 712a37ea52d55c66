package io.groat.account;

/** Whose account it is. Only a user's may not go below zero. */
public enum AccountKind {
    /** A user's wallet. */
    USER,
    /** Money on its way to, or come from, one peer shard. */
    CLEARING,
    /** The other side of money that enters or leaves Groat; its balance is minus what is inside. */
    FUNDING,
    /** Fees earned. */
    FEES
}
