package io.groat.ledger;

/** Why an entry was made. */
public enum EntryKind {
    /** A transfer's money leaving or arriving. */
    TRANSFER,
    /** A transfer's money coming back to its payer, because the payee's shard refused it. */
    RETURN,
    /** What a movement costs. */
    FEE,
    /** A fee that comes back, with its movement's money or by a refund. */
    FEE_RETURN,
    /** Money entering with a new account. */
    OPENING
}
