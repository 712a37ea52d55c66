package io.groat.infra.bench.load;

/**
 * One thing that is measured.
 *
 * @param inFlight transfers under way at once: in a closed loop always so many, in an open loop at most
 */
public record Cell(Mode mode, Loop loop, Skew skew, int inFlight) {
    public Cell {
        if (inFlight < 1) {
            throw new IllegalArgumentException("a cell needs at least one transfer in flight, not " + inFlight);
        }
    }

    /** A closed loop over users who are all alike. */
    public static Cell closed(Mode mode, int inFlight) {
        return new Cell(mode, Loop.CLOSED, Skew.UNIFORM, inFlight);
    }

    /** The same kind of load on another mode. */
    public Cell on(Mode other) {
        return new Cell(other, loop, skew, inFlight);
    }

    @Override
    public String toString() {
        return mode.label() + ", " + loop.label() + " loop, " + skew.label() + ", " + inFlight + " in flight";
    }
}
