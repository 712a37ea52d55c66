package io.groat.settlement;

/** What became of a settlement file's row. */
public enum Outcome {
    /** It settles what it is about. */
    MATCHED,
    /** Nothing here is known by that id. */
    MISSING_HERE,
    /** What is known by that id is not as the row says. */
    DIFFERS,
    /** The same row has come before, in this file or in another. */
    DUPLICATE
}
