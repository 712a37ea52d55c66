package io.groat.analytics.figure;

/** What is counted for each shard of a payer and each currency. */
public enum Count {
    INITIATED(0),
    /** Of those initiated, those whose money was only reserved. */
    HELD(1),
    COMPLETED(2),
    FAILED(3),
    CANCELLED(4),
    /** Of those initiated, those to another shard. */
    CROSS_INITIATED(5),
    CROSS_COMPLETED(6),
    CROSS_FAILED(7),
    CROSS_CANCELLED(8);

    /** How many there are. */
    static final int SIZE = values().length;

    private final int place;

    Count(int place) {
        this.place = place;
    }

    /** Where rows keep it: it stays as it is. */
    int place() {
        return place;
    }
}
