package io.groat.fraud.list;

/** What a list says about someone on it; the names stand in requests and answers as they are. */
public enum Listing {
    /** Scores are taken, decisions are always to allow. */
    allow,
    /** Nothing is allowed without a review. */
    watch,
    /** Nothing is allowed. */
    block
}
