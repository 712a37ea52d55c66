package io.groat.ledger;

/** Why an entry was made. */
public enum EntryKind {
    /** A transfer's money leaving or arriving. */
    TRANSFER,
    /** A transfer's money coming back to its payer, because the payee's shard refused it. */
    RETURN,
    /** Money entering with a new account. */
    OPENING
}
