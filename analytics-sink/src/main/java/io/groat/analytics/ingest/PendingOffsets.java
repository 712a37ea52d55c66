package io.groat.analytics.ingest;

/** The places of events that are not durable: of those that wait to be written, and of those that are being written. */
final class PendingOffsets {

    /** No place: all are durable. */
    static final long NONE = Long.MAX_VALUE;

    private long waiting = NONE;
    private long underWay = NONE;

    /** An event came; places come in their order. */
    void add(long place) {
        waiting = Math.min(waiting, place);
    }

    /** What waited is being written from now on; what was given up on before counts in. */
    void begin() {
        underWay = first();
        waiting = NONE;
    }

    void written() {
        underWay = NONE;
    }

    boolean isWaiting() {
        return waiting != NONE;
    }

    boolean isEmpty() {
        return first() == NONE;
    }

    /** The first of all. */
    long first() {
        return Math.min(waiting, underWay);
    }
}
