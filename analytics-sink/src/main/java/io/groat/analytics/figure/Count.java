package io.groat.analytics.figure;

/** What is counted for each shard of a payer and each currency. New ones go to the end: rows keep them by their place. */
public enum Count {
    INITIATED,
    /** Of those initiated, those whose money was only reserved. */
    HELD,
    COMPLETED,
    FAILED,
    CANCELLED,
    /** Of those initiated, those to another shard. */
    CROSS_INITIATED,
    CROSS_COMPLETED,
    CROSS_FAILED,
    CROSS_CANCELLED
}
